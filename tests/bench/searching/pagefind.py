"""The same projects and the same questions for Pagefind, where its command is at hand."""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from generator.model import SearchDocument

from .questions import TYPING, Answer, Sent, chromium, processor_time, served

# Its scripts and its directory are there before Enter, as ours are.
READY = "async () => { window.pagefind = await import('/pagefind/pagefind.js'); await pagefind.init(); }"
ASK = """async (query) => {
  const begun = performance.now();
  window.found = await pagefind.search(query);
  await Promise.all(found.results.slice(0, 10).map((each) => each.data()));
  return performance.now() - begun;
}"""


class Asked(Struct):
    """What Pagefind took, and the documents that it found for every query."""

    seconds: float
    memory: int  # bytes, at most
    answers: list[Answer] = field(default_factory=list)
    found: dict[str, set[int]] = field(default_factory=dict)


def installed() -> str | None:
    """The command that runs Pagefind: on the path, or installed here by npm."""
    here = Path("node_modules/.bin/pagefind")
    return shutil.which("pagefind") or (str(here) if here.exists() else None)


def compare(documents: Sequence[SearchDocument], queries: Sequence[tuple[str, str]], command: str) -> Asked:
    """Index with Pagefind, then ask it every query from an empty cache."""
    with tempfile.TemporaryDirectory(prefix="bench-pagefind-") as folder:
        site = Path(folder)
        for number, document in enumerate(documents):
            target = site / f"{number // 1000}" / f"{number}.html"
            target.parent.mkdir(exist_ok=True)
            target.write_text(page(document), encoding="utf-8")
        (site / "index.html").write_text("<!DOCTYPE html><html lang='zh'><title>x</title>", encoding="utf-8")
        asked = Asked(*_built(command, folder))
        numbers = _numbers(site / "pagefind" / "fragment")
        with served(site) as (address, sent), chromium() as browser:
            _first(browser, address, sent, queries[0][1])  # the browser itself warms up
            for _, query in queries:
                answer, found = _first(browser, address, sent, query)
                asked.answers.append(answer)
                asked.found[query] = {numbers[each] for each in found if each in numbers}
        return asked


def _built(command: str, folder: str) -> tuple[float, int]:
    """Seconds and the most memory that indexing took: of the largest process of the command."""
    begun = time.perf_counter()
    process = subprocess.Popen([*shlex.split(command), "--site", folder], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - begun, usage.ru_maxrss * 1024


def page(document: SearchDocument) -> str:
    """A project's page as Pagefind reads it: its texts and nothing else."""
    texts = "".join(f"<p>{html.escape(passage.text)}</p>" for passage in document.passages[1:])
    title = html.escape(document.title)
    body = f"<body data-pagefind-body><h1>{title}</h1>{texts}</body>"
    return f'<!DOCTYPE html><html lang="zh"><title>{title}</title>{body}</html>'


def _numbers(fragments: Path) -> dict[str, int]:
    """Which document each of Pagefind's results is, read from the files that it made."""
    found = {}
    for file in fragments.iterdir():
        text = gzip.decompress(file.read_bytes())
        url = json.loads(text[text.index(b"{") :])["url"]
        if number := re.search(r"(\d+)\.html$", url):
            found[file.stem] = int(number[1])
    return found


def _first(browser: Any, address: str, sent: Sent, query: str) -> tuple[Answer, list[str]]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    client = context.new_cdp_session(opened)
    client.send("Performance.enable")
    at_first = sent.copy()
    opened.goto(address + "/index.html")
    opened.evaluate(READY)
    opened.wait_for_timeout(TYPING)
    before, worked = sent.copy(), processor_time(client)
    took = opened.evaluate(ASK, query)
    worked = processor_time(client) - worked
    opened.wait_for_timeout(40)
    now = sent.copy()
    again = opened.evaluate(ASK, query)
    heap = opened.evaluate("performance.memory.usedJSHeapSize")
    found = opened.evaluate("() => found.results.map((each) => each.id)")
    context.close()
    return Answer(
        query, now.bytes - at_first.bytes, now.bytes - before.bytes, now.requests - at_first.requests - 1,
        now.data - at_first.data, took, took, worked, again, heap,
    ), found  # fmt: skip
