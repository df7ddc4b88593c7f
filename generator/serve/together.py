"""What all departments contribute to together: findings by check, search, downloads.

Made in a process of its own, after the pages that somebody waits for: a large portal takes seconds. Departments that
have not changed come from the store.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from generator import executors
from generator.build import Portal, departments_of
from generator.catalogue import link
from generator.digest import decode_light
from generator.model import SearchDocument
from generator.pages.downloads import downloads_page
from generator.pages.frame import Page
from generator.reading import Read
from generator.render import Theme, render
from generator.rendering import share_of
from generator.shares import Shares
from generator.store import Store
from generator.whole import (
    begin_database,
    compared_pages,
    findings_pages,
    write_downloads,
    write_search,
    write_stock_index,
)

_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.Decoder(list[SearchDocument]).decode


#: Where what is made here stands in the site.
FOLDERS = ("findings/", "indicators/", "search/", "data/")
ON_REQUEST = ("indicators/", "data/")  # a server may do without them for hours


class Job(Struct, frozen=True):
    """Everything that the process needs. ``folder`` is new, and its own."""

    portal: Portal
    store: Store
    theme: Theme
    version: str  # of what shares depend on beside the submissions
    reads: tuple[Read, ...]
    folder: Path


class _Folder:
    """Takes files as a publication does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, path: str, data: bytes) -> None:
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    @contextlib.contextmanager
    def file(self, path: str) -> Iterator[Path]:
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        yield place


def gather(job: Job) -> Shares:
    """The process's part: shares of all departments on disk, the search index made."""
    lights = [decode_light(read.light) for read in job.reads]
    limit = job.portal.settings.search.lunr_json_limit
    departments = departments_of(link(light.head for light in lights), job.reads, lights, job.version, limit)
    rendered = (share_of(job.portal.root, job.store, job.theme, department) for department in departments)
    shares = Shares.spool(rendered, job.portal.content, job.folder, job.store)
    shares.lists().lay_out(heaps=())
    documents, shares.documents = shares.documents, []
    (job.folder / "documents").write_bytes(_encode(documents))
    write_search(_Folder(job.folder / "site"), shares, job.theme, job.folder)
    return shares


def write_data(job: Job, shares: Shares) -> list[tuple[str, int]]:
    """The process's part when somebody asks for the downloads."""
    shares.documents = _decode((job.folder / "documents").read_bytes())
    site = _Folder(job.folder / "site")
    others = write_stock_index(job.store, site, shares, job.folder)
    database = begin_database(executors.Serial(), shares, job.folder)
    return write_downloads(job.portal.settings, site, shares, job.folder, "", others, database)


def write_compared(job: Job, shares: Shares) -> list[str]:
    """The process's part when somebody asks for an indicator across departments: the addresses of its pages."""
    site, urls = _Folder(job.folder / "site"), []
    for page in compared_pages(shares.lists("compared").lay_out(()), job.portal.settings):
        urls.append(page.names["url"])
        site.write(urls[-1], render(page, job.theme))
    return urls


def be_quiet() -> None:
    """Run first by the process: Ctrl+C ends the server, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Together:
    """One state of it all, finished."""

    def __init__(self, job: Job, shares: Shares, process: executors.Processes) -> None:
        self.job = job
        self._shares, self._process = shares, process
        self._data: Future[list[tuple[str, int]]] | None = None
        self._compared: Future[list[str]] | None = None

    def prepare(self, path: str) -> None:
        """Have the downloads or comparisons made if they are what somebody asks for: seconds in a large portal."""
        if path.startswith("data/"):
            self._data = self._data or self._process.submit(write_data, self.job, self._shares)
            self._data.result()
        if path.startswith("indicators/"):
            self._compared = self._compared or self._process.submit(write_compared, self.job, self._shares)
            self._compared.result()

    def make(self, path: str) -> bytes | None:
        """The bytes at an address below one of :data:`FOLDERS`, prepared before."""
        if path.startswith("findings/"):
            page = self.findings.get(path)
            return render(page, self.job.theme) if page else None
        if path == "data/index.html" and self._data:
            return render(downloads_page(self._data.result()), self.job.theme)
        place = self.job.folder / "site" / path
        return place.read_bytes() if place.is_file() else None

    @cached_property
    def findings(self) -> dict[str, Page]:
        return {page.names["url"]: page for page in findings_pages(self._shares, self.job.portal.settings)}

    def urls(self) -> Sequence[str]:
        """The addresses of its pages."""
        self.prepare("indicators/")
        compared = self._compared.result() if self._compared else []
        return ("search/index.html", "data/index.html", *self.findings, *compared)

    def discard(self) -> None:
        shutil.rmtree(self.job.folder, ignore_errors=True)
