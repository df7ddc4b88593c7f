"""Asking a search page in Chromium as a citizen would, and counting what it took."""

from __future__ import annotations

import gzip
import runpy
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from msgspec import Struct
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"]
HEAD = 200  # bytes of a response's head
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
    requests: int
    took: float
    busy: float  # milliseconds of the page's own processor time, of those
    again: float
    heap: float
    candidates: set[int]
    shown: set[int]
    complete: set[int] | None


class Sent(Struct):
    """What a server has sent so far; ``data``: requests for pieces of the index and records."""

    bytes: int = 0
    requests: int = 0
    data: int = 0


class _Gzipped(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet for head and body: small packets wait for one another
    disable_nagle_algorithm = True
    folder: Path
    kept: dict[str, bytes]
    sent: Sent

    def do_GET(self) -> None:
        path = self.path.split("?")[0].lstrip("/") or "index.html"
        file = self.folder / path
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(404)
            return
        if path not in self.kept:
            self.kept[path] = gzip.compress(file.read_bytes(), 6)
        body = self.kept[path]
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)
        self.sent.bytes += len(body) + HEAD
        self.sent.requests += 1
        self.sent.data += path.startswith("search/") and path.endswith(".js") and not path.startswith("search/search-")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Sent]]:
    """A folder over http, every file gzipped; its address, and what it has sent."""
    sent = Sent()
    handler = type("Handler", (_Gzipped,), {"folder": folder, "kept": {}, "sent": sent})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", sent
    server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    finder = runpy.run_path(str(Path(__file__).parents[2] / "install_browser.py"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=finder["find"](), args=ARGUMENTS)
        yield browser
        browser.close()


ASK = """async (query) => {
  const box = document.querySelector('input[name="q"]');
  box.value = query;
  const begun = performance.now();
  const before = MZ.page.result;
  box.form.requestSubmit();
  while (MZ.page.result === before && document.getElementById('search-failure').hidden) {
    await new Promise((resolve) => setTimeout(resolve));
  }
  return performance.now() - begun;
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


def _busy(client: Any) -> float:
    """Milliseconds of processor time that the page's main thread has taken so far."""
    metrics = {each["name"]: each["value"] for each in client.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["ThreadTime"])


def _first(browser: Browser, address: str, sent: Sent, query: str) -> Answer:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    client = context.new_cdp_session(page)
    at_first = Sent(sent.bytes, sent.requests, sent.data)
    client.send("Performance.enable")
    page.goto(address + "/search/index.html")
    page.wait_for_function("() => window.MZ && MZ.page && MZ.index.manifest")
    page.wait_for_timeout(30)
    before = sent.bytes
    worked = _busy(client)
    took = page.evaluate(ASK, query)
    worked = _busy(client) - worked
    page.wait_for_timeout(40)
    sent_from_enter = sent.bytes - before
    whole, data = sent.bytes - at_first.bytes, sent.data - at_first.data
    again = page.evaluate(ASK, query)
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    candidates, shown, complete = page.evaluate(FOUND)
    context.close()
    return Answer(
        query, whole, sent_from_enter, data, took, worked, again, heap, set(candidates), set(shown),
        None if complete is None else set(complete),
    )  # fmt: skip
