"""From save to page: ``python tests/bench/serve.py [--saves SAVES]`` prints milliseconds in a real Chromium.

The site is tiny, so this is what watching, telling and reloading cost; rendering comes on top.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "serve"))
from folder import Folder

from generator.serve import Serving
from tests.bench.asked import FIXED, parser, positive
from tests.install_browser import find

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def said(name: str, seconds: list[float]) -> None:
    low, middle, high = min(seconds), statistics.median(seconds), sorted(seconds)[int(len(seconds) * 0.95)]
    print(f"{name:42} {low * 1e3:6.1f} {middle * 1e3:6.1f} {high * 1e3:6.1f}")


def to_event(address: str, file: Path, times: int) -> Iterator[float]:
    """Seconds from before the file is opened for writing until a tab has the event."""
    for number in range(times):
        edition = urlopen(address).read().decode().rpartition("edition=")[2].partition('"')[0]  # noqa: S310
        with urlopen(f"{address}_live/events?page=index.html&edition={edition}") as events:  # noqa: S310
            start = time.perf_counter()
            file.write_text(f"event {number}")
            while b"reload" not in events.readline():
                pass
            yield time.perf_counter() - start


def to_page(address: str, file: Path, times: int) -> Iterator[float]:
    """Seconds from before the file is opened for writing until the new text stands in the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        page = browser.new_page()
        page.goto(address)
        for number in range(times):
            page.wait_for_timeout(100)
            start = time.perf_counter()
            file.write_text(f"page {number}")
            while True:
                try:
                    if page.evaluate("document.querySelector('#text')?.textContent") == f"page {number}":
                        break
                except Exception as error:  # the page is just being replaced
                    if "context" not in str(error) and "navigat" not in str(error):
                        raise
            yield time.perf_counter() - start
        browser.close()


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "home.txt")
        file.write_text("start")
        site = Folder(Path(folder))
        with Serving(site, [Path(folder)]) as serving:
            site.wait_for_calls(1)
            print(f"{'milliseconds, ' + str(times) + ' saves':42} {'min':>6} {'median':>6} {'95 %':>6}")
            said("saved until the event is there", list(to_event(serving.addresses[0], file, times)))
            said("saved until Chromium shows it", list(to_page(serving.addresses[0], file, times)))


if __name__ == "__main__":
    asked = parser(__doc__, help=FIXED)
    asked.add_argument("--saves", type=positive, default=30)
    main(asked.parse_args().saves)
