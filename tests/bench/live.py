"""From save to page on the real site: ``python tests/bench/live.py [PROJECTS …]`` (else 1,000 and 10,000).

One figure of one document is changed, again and again, while a tab shows the page it stands on. "Event" is when the
tab is told; "page" when Chromium shows the new figure; "search" when the index has followed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
from generator.serve import Serving
from generator.serve.site import LiveSite
from tests.bench.asked import sizes
from tests.bench.corpus import write
from tests.install_browser import find

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SAVES = 15


def address_of(path: Path) -> str:
    """The page of a document's first project, by its code and its year."""
    code = next(line.strip() for line in path.read_text("utf-8").split("\n") if line[7:10] in ("22P", "23P", "24P"))
    return f"projects/20{code[6:8]}-{code}/index.html"


class Document:
    """The document whose first project is edited: its purpose gets another ending each time."""

    def __init__(self, path: Path) -> None:
        self.path, self._text, self._saves = path, path.read_text("utf-8"), 0

    def save(self) -> str:
        self._saves += 1
        mark = f"第{self._saves}版"
        self.path.write_text(self._text.replace("\t用于", f"\t{mark}用于", 1), "utf-8")
        return mark


def to_event(address: str, page: str, document: Document) -> Iterator[float]:
    for _ in range(SAVES):
        time.sleep(0.3)
        edition = urlopen(address + page).read().decode().rpartition("edition=")[2].partition('"')[0]  # noqa: S310
        with urlopen(f"{address}_live/events?page={page}&edition={edition}") as events:  # noqa: S310
            start = time.perf_counter()
            document.save()
            while b"reload" not in events.readline():
                pass
            yield time.perf_counter() - start


def to_page(tab: Page, address: str, page: str, document: Document) -> Iterator[float]:
    tab.goto(address + page)
    for _ in range(SAVES):
        time.sleep(0.3)
        start = time.perf_counter()
        tab.get_by_text(document.save()).first.wait_for(state="attached")
        yield time.perf_counter() - start


def to_search(site: LiveSite, document: Document) -> Iterator[float]:
    for _ in range(3):
        time.sleep(1)
        before = site.get("search/index.html")
        start = time.perf_counter()
        document.save()
        while site.get("search/index.html") == before:
            time.sleep(0.02)
        yield time.perf_counter() - start


def said(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    high = ordered[int(len(ordered) * 0.95)]
    print(f"{name:44} {ordered[0] * 1e3:8.1f} {statistics.median(ordered) * 1e3:8.1f} {high * 1e3:8.1f}", flush=True)


def main(projects: int) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        document = Document(write(Path(folder) / "content", projects)[0])
        start = time.perf_counter()
        with LiveSite(Path(folder) / "content") as site:
            print(f"\n{projects:,} projects, read in {time.perf_counter() - start:.1f} s")
            print(f"{'milliseconds from saving':44} {'min':>8} {'median':>8} {'95 %':>8}")
            with Serving(site, site.watched) as serving:
                address = serving.addresses[0]
                first = address_of(document.path)
                urlopen(address).read()  # noqa: S310 - the home page is open, too
                urlopen(f"{address}search/index.html").read()  # noqa: S310 - waits for the first index
                said("until the tab of the project is told", list(to_event(address, first, document)))
                tab = playwright.chromium.launch(executable_path=find(), args=FLAGS).new_page()
                said("until Chromium shows it", list(to_page(tab, address, first, document)))
                said("until the search has it", list(to_search(site, document)))


if __name__ == "__main__":
    for count in sizes(__doc__, 1_000, 10_000):
        main(count)
