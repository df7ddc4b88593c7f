"""Asking a search page in Chromium as a citizen would, and counting what it took."""

from __future__ import annotations

import asyncio
import gzip
import re
import runpy
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"]
TYPING = 400  # milliseconds between the page and Enter; nothing is loaded meanwhile, and a person takes longer
HEAD = 200  # bytes of a response's head
PAGE = 10  # results that a reader sees at first
DATA = re.compile(r"search/(?!search-).*\.js|pagefind/.*\.(pf_\w+|json)")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".wasm": "application/wasm",
}


class Answer(Struct):
    """One query's cost and what it found (document numbers). ``complete``: after every candidate was confirmed."""

    query: str
    bytes: int
    bytes_from_enter: int
    requests: int  # all but that for the page
    data: int  # of them for the index and records, the scripts not
    took: float
    painted: float
    busy: float  # milliseconds of the page's own processor time, of those
    again: float
    heap: float
    candidates: set[int] = set()
    shown: set[int] = set()
    complete: set[int] | None = None


class Sent(Struct):
    """What a server has sent so far; ``data``: requests for pieces of the index and records."""

    bytes: int = 0
    requests: int = 0
    data: int = 0

    def copy(self) -> Sent:
        return Sent(self.bytes, self.requests, self.data)


class _Served(asyncio.Protocol):
    """One connection to a folder: files by GET, text gzipped once and kept, as a host would have them ready.

    Python's own http.server takes a millisecond for each of a search's dozen requests: measured would be the server.
    """

    def __init__(self, folder: Path, kept: dict[str, tuple[bytes, bytes]], sent: Sent):
        self.folder, self.kept, self.sent = folder, kept, sent
        self.waiting = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1].decode().split("?")[0].lstrip("/") or "index.html"
            if path not in self.kept:
                self.kept[path] = _response(self.folder / path)
            head, body = self.kept[path]
            self.transport.write(head + body)
            self.sent.bytes += len(body) + HEAD
            self.sent.requests += 1
            self.sent.data += bool(DATA.match(path))


def _response(file: Path) -> tuple[bytes, bytes]:
    """Head and body of the answer to a request for a file."""
    if not file.is_file():
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", b""
    body = file.read_bytes()
    kind = TYPES.get(file.suffix, "application/octet-stream")
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nCache-Control: max-age=600\r\n"
    if file.suffix in TYPES:  # Pagefind's own pieces come compressed
        body = gzip.compress(body, 6)
        head += "Content-Encoding: gzip\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode(), body


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Sent]]:
    """A folder over http on loopback; its address, and what it has sent."""
    sent, kept = Sent(), dict[str, tuple[bytes, bytes]]()
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: _Served(folder, kept, sent), "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", sent
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    finder = runpy.run_path(str(Path(__file__).parents[2] / "install_browser.py"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=finder["find"](), args=ARGUMENTS)
        yield browser
        browser.close()


# From Enter until ten results stand in the page (or all there are), and until they have been painted.
ASK = """async (query) => {
  const box = document.querySelector('input[name="q"]');
  const place = document.getElementById('search');
  const before = MZ.page.result;
  delete place.dataset.took;
  box.value = query;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20))); // the words stand there
  const begun = performance.now();
  await new Promise((resolve, reject) => {
    new MutationObserver(() => {
      if (!document.getElementById('search-failure').hidden) reject(new Error('the search failed'));
      if (MZ.page.result === before) return;
      if (place.dataset.took || place.querySelectorAll('.hit').length >= 10) resolve();
    }).observe(place, { childList: true, subtree: true, attributes: true });
    box.form.requestSubmit();
  });
  const shown = performance.now() - begun;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return [shown, performance.now() - begun];
}"""
FOUND = """async () => {
  const result = MZ.page.result;
  const shown = result.shown.map((each) => each.document);
  const complete = result.candidates <= 300;
  if (complete) while (!result.done) await result.more(1000);
  return [Array.from(result.documents), shown, complete ? result.shown.map((each) => each.document) : null];
}"""


def ask_ours(site: Path, queries: Sequence[tuple[str, str]]) -> list[Answer]:
    """Every query in a browser context of its own, from an empty cache."""
    answers = []
    with served(site) as (address, sent), chromium() as browser:
        _first(browser, address, sent, queries[0][1])  # the browser itself warms up
        for _, query in queries:
            answers.append(_first(browser, address, sent, query))
    return answers


def processor_time(client: Any) -> float:
    """Milliseconds that the page's main thread has worked so far."""
    metrics = {each["name"]: each["value"] for each in client.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["ThreadTime"])


def _first(browser: Browser, address: str, sent: Sent, query: str) -> Answer:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    client = context.new_cdp_session(page)
    at_first = sent.copy()
    client.send("Performance.enable")
    page.goto(address + "/search/index.html")
    page.wait_for_function("() => window.MZ && MZ.page && MZ.index.manifest")
    page.wait_for_timeout(TYPING)
    before, worked = sent.copy(), processor_time(client)
    took, painted = page.evaluate(ASK, query)
    worked = processor_time(client) - worked
    page.wait_for_timeout(40)
    now = sent.copy()
    again, _ = page.evaluate(ASK, query)
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    candidates, shown, complete = page.evaluate(FOUND)
    context.close()
    return Answer(
        query, now.bytes - at_first.bytes, now.bytes - before.bytes, now.requests - at_first.requests - 1,
        now.data - at_first.data, took, painted, worked, again, heap,
        set(candidates), set(shown), None if complete is None else set(complete),
    )  # fmt: skip
