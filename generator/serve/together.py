"""What all departments contribute to together: findings by check, search, downloads.

Made in a process of its own, after the pages that somebody waits for: a large portal takes seconds. Departments that
have not changed come from the store.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from generator import executors
from generator.indexing import begin_stock_index, write_search, write_stock_index
from generator.linking import departments_of, link_all
from generator.model import SearchDocument
from generator.pages.downloads import downloads_page
from generator.pages.frame import Page
from generator.portal import Portal
from generator.reading import Read
from generator.render import Theme, render
from generator.rendering import Department, Rendered, share_of
from generator.shares import Shares
from generator.store import Store
from generator.whole import begin_database, compared_pages, findings_pages, write_downloads

_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.Decoder(list[SearchDocument]).decode


#: Where what is made here stands in the site.
FOLDERS = ("findings/", "indicators/", "search/", "data/")
ON_REQUEST = ("indicators/", "data/")  # a server may do without them for hours
_WANTED = "wanted"  # a file's name


class Job(Struct, frozen=True):
    """Everything that the process needs. ``folder`` is new, and its own."""

    portal: Portal
    store: Store
    theme: Theme
    version: str  # of what shares depend on beside the submissions
    reads: tuple[Read, ...]
    folder: Path
    before: Path | None = None  # the folder of the job before, most of whose files are the same

    def want(self) -> None:
        """Make the folder, and a sign in it that stands while the result is wanted."""
        self.folder.mkdir()
        (self.folder / _WANTED).touch()

    def drop(self) -> None:
        """Have the process give it up, also when it has begun."""
        (self.folder / _WANTED).unlink()

    def go_on(self) -> None:
        """Raise where it was dropped."""
        if not (self.folder / _WANTED).exists():
            raise Dropped


class Dropped(Exception):  # noqa: N818 - no error: another file was saved
    """Nobody wants the result any more."""


class _Folder:
    """Takes files as a publication does. One that was there before is not written: creating files takes long."""

    def __init__(self, job: Job) -> None:
        self._job, self._folders = job, set[str]()
        self._before = f"{job.before}/site/" if job.before else ""

    def write(self, path: str, data: bytes) -> None:
        self._job.go_on()
        place = self._place(path)
        if self._before:
            with contextlib.suppress(OSError):
                if Path(self._before + path).read_bytes() == data and self.keep(path):
                    return
        place.write_bytes(data)

    def keep(self, path: str, digest: bytes | None = None) -> bool:
        """Have a file as the job before had it."""
        try:
            if self._before:
                os.link(self._before + path, self._place(path))
                return True
        except FileExistsError:
            return True
        except OSError:  # not there, or no links on this file system
            return False
        return False

    @contextlib.contextmanager
    def file(self, path: str, digest: bytes | None = None) -> Iterator[Path]:
        yield self._place(path)

    def _place(self, path: str) -> Path:
        place = self._job.folder / "site" / path
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return place


def gather(job: Job) -> Shares:
    """The process's part: shares of all departments on disk, the search index made."""
    limit = job.portal.settings.search.lunr_json_limit
    departments = departments_of(link_all(list(job.reads)), job.version, limit)
    shares = Shares.spool(_shares(job, departments), job.portal.content, job.folder, job.store)
    shares.lists().lay_out(heaps=())
    documents, shares.documents = shares.documents, []
    (job.folder / "documents").write_bytes(_encode(documents))
    write_search(_Folder(job), shares, job.theme, job.folder)
    return shares


def _shares(job: Job, departments: Iterable[Department]) -> Iterator[tuple[str, Rendered]]:
    for department in departments:
        job.go_on()
        yield share_of(job.portal.root, job.store, job.theme, department)


def write_data(job: Job, shares: Shares) -> list[tuple[str, int]]:
    """The process's part when somebody asks for the downloads."""
    shares.documents = _decode((job.folder / "documents").read_bytes())
    site = _Folder(job)
    stock = begin_stock_index(here := executors.Serial(), shares)
    others = write_stock_index(stock, job.store, site, job.folder)
    database = begin_database(here, shares, job.folder)
    return write_downloads(job.portal.settings, site, shares, job.folder, "", others, database)


def write_compared(job: Job, shares: Shares) -> list[str]:
    """The process's part when somebody asks for an indicator across departments: the addresses of its pages."""
    site, urls = _Folder(job), []
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
        """Have the process remove the files, when it has done with them."""
        discard(self._process, self.job)


def discard(process: executors.Processes, job: Job) -> None:
    """Have the process remove a job's files: thousands, for which nobody is to wait."""
    process.submit(shutil.rmtree, job.folder, ignore_errors=True)
