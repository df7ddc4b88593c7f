"""Small portals for the browser tests of search, opened from disk and served."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1] / "search"))

import disclosures

documents = disclosures.documents
write_portal = disclosures.write_portal


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with contextlib.suppress(ConnectionError):  # a browser that goes on to the next page
            super().copyfile(source, outputfile)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder over http, on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def settled(page: Page) -> str:
    """Wait until the search has said something, and return that."""
    page.wait_for_function(
        "() => document.getElementById('search-failure')?.hidden === false"
        " || /项|没有|不/.test(document.getElementById('search-status')?.textContent)"
    )
    return page.inner_text("#search-status")


def ask(page: Page, address: str, words: str) -> str:
    """Open the search page, type, press Enter; returns what it says."""
    page.goto(address + "/search/index.html")
    page.fill("#q", words)
    page.press("#q", "Enter")
    return settled(page)


def titles(page: Page) -> list[str]:
    return [each.inner_text() for each in page.query_selector_all("#search-results .hit-title")]


def reach(page: Page, count: int) -> None:
    """Scroll to the end of the list, again and again, until so many results stand there."""
    page.wait_for_function(
        "(count) => { scrollTo(0, document.body.scrollHeight);"
        " return document.querySelectorAll('#search-results .hit').length >= count; }",
        arg=count,
        polling=60,
    )
