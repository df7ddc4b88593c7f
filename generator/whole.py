"""What is made of all departments together: findings by check, comparisons, search, downloads.

In: :class:`~generator.shares.Shares`. Out: to a :class:`Site`, which is a publication or, behind ``serve``, a folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec import Struct

from . import __version__, exports
from .compared import Compared, Heap
from .once import Once
from .pages import frame
from .pages.compared import Listed, kind_pages, kinds_index
from .pages.downloads import downloads_page
from .pages.findings import Counted, check_pages, findings_index
from .pages.frame import Page
from .publish import Record, Stage, Writer
from .render import Theme, render
from .rendering import export_share
from .search.files import Before, Delivered, File, Part, delivered
from .settings import Settings
from .shares import Lists, Shares
from .store import Store, code_version, key
from .templating import PACKAGED

if TYPE_CHECKING:
    from .search import build as search

_encode = msgspec.msgpack.Encoder(order="sorted").encode
_part = msgspec.msgpack.Decoder(Part).decode


class _Sent(Struct, frozen=True):
    """Writes the files of the index where they are made."""

    writer: Writer

    def __call__(self, files: Iterable[File]) -> list[Delivered]:
        found = [delivered(path, data, self.writer.write(path, data)) for path, data in files]
        self.writer.flush()
        return found


class _Digest(Struct, frozen=True):
    """What is known of a file that was written here."""

    digest: bytes


class _Written(Struct, frozen=True):
    """Writes the files of the index, one by one."""

    site: Site

    def __call__(self, files: Iterable[File]) -> list[Delivered]:
        return [self._write(path, data) for path, data in files]

    def _write(self, path: str, data: bytes) -> Delivered:
        self.site.write(path, data)
        return delivered(path, data, _Digest(hashlib.sha256(data).digest()))


class _Parts(Before):
    """Parts of earlier indexes, kept in the store: of use where the site has their files."""

    def __init__(self, store: Store, site: Site) -> None:
        self._store, self._site = store, site
        self._version = code_version(Path(__file__).with_name("search"))

    def get(self, name: str) -> Part | None:
        name = key(self._version, name)
        data = self._store.get(name) if self._store.listed(name) else None
        part = _part(data) if data else None
        if part is None or not all(self._site.keep(file.path, file.came) for file in part.files):
            return None
        return part

    def put(self, name: str, part: Part) -> None:
        files = tuple(file._replace(came=file.came.digest) for file in part.files)
        self._store.put(key(self._version, name), _encode(part._replace(files=files)))


class Site(Protocol):
    """Takes files, as :class:`~generator.publish.Stage` does."""

    def write(self, path: str, data: bytes) -> None: ...

    def keep(self, path: str, digest: bytes | None = None) -> bool: ...

    def file(self, path: str) -> AbstractContextManager[Path]: ...


def findings_pages(shares: Shares, settings: Settings) -> Iterator[Page]:
    """The list of all checks, and what each of them found."""
    counted, lists = shares.counted(), shares.lists()
    yield findings_index(counted, shares.patterns)
    for one in counted:
        yield from check_pages(one, lists.rows(one.check.name), settings)


def compared_pages(compared: Compared, settings: Settings) -> Iterator[Page]:
    """One page a kind of indicator that several projects have, and the list of all kinds."""
    listed = []
    for rows in compared.kinds():
        for made in kind_pages(rows, settings):
            if isinstance(made, Listed):
                listed.append(made)
            else:
                yield made
    yield from kinds_index(listed, settings)


def begin_pages(once: Once, shares: Shares, theme: Theme) -> None:
    """Begin with the pages of checks and of kinds of indicators; what they are made of is in their names."""
    counted = {
        key(theme.version, "check", shares.digests[one.check.name], _encode(one)): one for one in shares.counted()
    }
    checks = [(name, one) for name, one in counted.items() if not once.keep(name)]
    named = ((key(theme.version, "kinds", digest), heap) for heap, digest in shares.heaps.items())
    heaps = [(name, heap) for name, heap in named if not once.keep(name)]
    for at in range(runs := min(once.width, len(checks) + len(heaps))):
        some = {heap: name for name, heap in heaps[at::runs]}
        once.begin(_list_pages, shares.lists(str(at)), checks[at::runs], some, theme.settings)


def _list_pages(
    lists: Lists, checks: Sequence[tuple[str, Counted]], heaps: Mapping[int, str], settings: Settings
) -> Iterator[tuple[str, Iterator[Page | Listed]]]:
    compared = lists.lay_out({one.check.name for _, one in checks}, heaps)
    for name, one in checks:
        yield name, check_pages(one, lists.rows(one.check.name), settings)
    for heap in compared.heaps():
        yield heaps[heap.number], _heap_pages(heap, settings)


def _heap_pages(heap: Heap, settings: Settings) -> Iterator[Page | Listed]:
    for rows in heap.kinds():
        yield from kind_pages(rows, settings)


def write_search(stage: Site, shares: Shares, theme: Theme, scratch: Path) -> None:
    """Everything below ``search/``, in this process alone."""
    from .search import build as search

    folder = scratch / "search"
    folder.mkdir()
    parts, written = _Parts(shares.store, stage), _Written(stage)
    begun = search.begin(shares.search(), folder, None, theme.titles, written, parts)
    made = begun.finish(lambda path, came: None, PACKAGED / "static", written)
    _write_search_page(stage, made, theme)


def begin_search(executor: Executor, stage: Stage, shares: Shares, theme: Theme, scratch: Path) -> search.Begun:
    """Begin with the index."""
    from .search import build as search  # with numpy, which a build that has nothing to do can do without

    folder = scratch / "search"
    folder.mkdir()
    parts = _Parts(shares.store, stage)
    return search.begin(shares.search(), folder, executor, theme.titles, _Sent(stage.writer()), parts)


def finish_search(begun: search.Begun, stage: Stage, theme: Theme) -> None:
    """Everything below ``search/``."""
    records: list[Record] = []
    made = begun.finish(lambda _, record: records.append(record), PACKAGED / "static", _Sent(stage.writer()))
    stage.merge(records)
    _write_search_page(stage, made, theme)


def _write_search_page(stage: Site, made: search.Search, theme: Theme) -> None:
    page = frame.page("search/index.html", "search.html", "搜索", search=made)
    stage.write(page.names["url"], render(page, theme))


def write_stock_index(store: Store, stage: Site, shares: Shares, scratch: Path) -> list[exports.File]:
    """``data/lunr.json``, the whole index as Lunr itself writes it, for portals below a settable size."""
    if not shares.documents:
        return []
    documents = [*shares.documents, *shares.articles()]
    name = key("lunr.json", __version__, _encode(documents))
    data = store.get(name)
    if data is None:
        from .search.stock import lunr_json  # needs half of Lunr, and seldom

        data = lunr_json(documents)
        store.put(name, data)
    store.used.add(name)
    place = scratch / "lunr.json"
    place.write_bytes(data)
    stage.write("data/lunr.json", data)
    return [exports.finished(place)]


def begin_database(executor: Executor, shares: Shares, scratch: Path) -> Future[exports.File]:
    """Start to make ``catalogue.sqlite``: it takes as long as the whole index."""
    folder = scratch / "database"
    folder.mkdir()
    return executor.submit(_database, shares.store, shares.names, folder)


def _database(store: Store, names: Sequence[str], folder: Path) -> exports.File:
    return exports.write_database((chunk for name in names for chunk in export_share(store, name)), folder)


def write_downloads(
    settings: Settings,
    stage: Site,
    shares: Shares,
    scratch: Path,
    inputs: str,
    others: Sequence[exports.File],
    database: Future[exports.File],
) -> list[tuple[str, int]]:
    """The files under ``data/``; returns their names and sizes."""
    about = exports.About(
        settings.title,
        settings.description,
        settings.base_url,
        (exports.Origin(settings.licence.name, settings.licence.url, "CC-BY-4.0"),),
    )
    wanted = exports.Wanted(about, __version__, inputs, sqlite=False, source_date=source_date())
    folder = scratch / "downloads"
    folder.mkdir()
    written = [(f"data/{file.name}", file.size) for file in others]

    def emit(path: str, data: bytes) -> None:
        written.append((path, len(data)))
        stage.write(path, data)

    def emit_file(path: str, place: Path) -> None:
        written.append((path, place.stat().st_size))
        with stage.file(path) as target:
            shutil.move(place, target)

    def finished() -> Iterator[exports.File]:
        yield from others
        made = database.result()
        emit_file(f"data/{made.name}", made.place)
        yield made

    exports.write_downloads(shares.exports(), wanted, folder, emit, emit_file, finished())
    return written


class Rest:
    """What readers of pages can wait for: the search index and the downloads."""

    urls = ("search/index.html", "data/index.html")  # of its pages

    def __init__(self, executor: Executor, stage: Stage, shares: Shares, theme: Theme, scratch: Path) -> None:
        self._executor, self._stage, self._shares, self._theme, self._scratch = executor, stage, shares, theme, scratch
        self._database: Future[exports.File] | None = None
        self._index: search.Begun | None = None

    def begin_database(self) -> Future[exports.File]:
        """Begin with the database, unless it has begun: nothing takes one process as long."""
        if not self._database:
            self._database = begin_database(self._executor, self._shares, self._scratch)
        return self._database

    def begin_index(self) -> search.Begun:
        """Begin with the index, unless it has begun."""
        if not self._index:
            self._index = begin_search(self._executor, self._stage, self._shares, self._theme, self._scratch)
        return self._index

    def finish(self, store: Store, inputs: str) -> None:
        """Have all of it."""
        database, index = self.begin_database(), self.begin_index()
        settings, stage = self._theme.settings, self._stage
        others = write_stock_index(store, stage, self._shares, self._scratch)
        files = write_downloads(settings, stage, self._shares, self._scratch, inputs, others, database)
        finish_search(index, stage, self._theme)
        page = downloads_page(files)
        stage.write(page.names["url"], render(page, self._theme))


def source_date() -> str | None:
    """``SOURCE_DATE_EPOCH`` as a date, where it is set: the clock is never asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).isoformat() if epoch else None
