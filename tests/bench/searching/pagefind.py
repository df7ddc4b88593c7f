"""The same projects and the same questions for Pagefind, where its command is at hand."""

from __future__ import annotations

import html
import resource
import shlex
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from generator.model import SearchDocument

from .questions import Sent, chromium, served

ASK = """async (query) => {
  window.pagefind = await import('/pagefind/pagefind.js');
  await pagefind.init();
  const begun = performance.now();
  const found = await pagefind.search(query);
  await Promise.all(found.results.slice(0, 10).map((each) => each.data()));
  return performance.now() - begun;
}"""
ALL = """async (query) => {
  const found = await pagefind.search(query);
  const held = [];
  for (const each of found.results.slice(0, 300)) held.push(Number((await each.data()).url.match(/(\\d+)\\.html/)[1]));
  return [held, found.results.length];
}"""


class Asked(Struct):
    """What Pagefind took and found: documents of up to 300 results a query; larger answers are left out."""

    seconds: float
    memory: int
    bytes: list[int] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    documents: dict[str, set[int]] = field(default_factory=dict)


def compare(documents: Sequence[SearchDocument], queries: Sequence[tuple[str, str]], command: str) -> Asked:
    """Index with Pagefind, then ask it every query from an empty cache."""
    with tempfile.TemporaryDirectory(prefix="bench-pagefind-") as folder:
        site = Path(folder)
        for number, document in enumerate(documents):
            target = site / f"{number // 1000}" / f"{number}.html"
            target.parent.mkdir(exist_ok=True)
            target.write_text(page(document), encoding="utf-8")
        (site / "index.html").write_text("<!DOCTYPE html><html lang='zh'><title>x</title>", encoding="utf-8")
        begun = time.perf_counter()
        subprocess.run([*shlex.split(command), "--site", folder], check=True, stdout=subprocess.DEVNULL)
        asked = Asked(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
        with served(site) as (address, sent), chromium() as browser:
            for _, query in queries:
                _ask(browser, address, sent, query, asked)
        return asked


def page(document: SearchDocument) -> str:
    """A project's page as Pagefind reads it: its texts and nothing else."""
    texts = "".join(f"<p>{html.escape(passage.text)}</p>" for passage in document.passages[1:])
    title = html.escape(document.title)
    body = f"<body data-pagefind-body><h1>{title}</h1>{texts}</body>"
    return f'<!DOCTYPE html><html lang="zh"><title>{title}</title>{body}</html>'


def _ask(browser: Any, address: str, sent: Sent, query: str, asked: Asked) -> None:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(address + "/index.html")
    opened.wait_for_timeout(30)
    before = Sent(sent.bytes, sent.requests)
    asked.took.append(opened.evaluate(ASK, query))
    opened.wait_for_timeout(40)
    asked.bytes.append((sent.bytes - before.bytes) // 1000)
    asked.requests.append(sent.requests - before.requests)
    held, count = opened.evaluate(ALL, query)
    if count <= 300:
        asked.documents[query] = set(held)
    context.close()
