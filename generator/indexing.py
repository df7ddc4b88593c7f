"""Shares of all departments → the search index, in a publication or, behind ``serve``, in a folder.

What an edit leaves alone is not merged again: parts of earlier indexes lie in the store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec import Struct

from . import __version__, exports
from .pages import frame
from .publish import Record, Stage, Writer
from .render import Theme, render
from .search.files import Before, Delivered, File, Part, delivered
from .shares import Shares
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

    def write(self, path: str, data: bytes) -> object: ...

    def keep(self, path: str, digest: bytes | None = None) -> bool: ...

    def file(self, path: str, digest: bytes | None = None) -> AbstractContextManager[Path]: ...


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


def finish_search(begun: search.Begun, stage: Stage, theme: Theme, advance: Callable[[int], None]) -> None:
    """Everything below ``search/``. ``advance`` hears of each part."""
    records: list[Record] = []
    made = begun.finish(lambda _, record: records.append(record), PACKAGED / "static", _Sent(stage.writer()), advance)
    stage.merge(records)
    _write_search_page(stage, made, theme)


def _write_search_page(stage: Site, made: search.Search, theme: Theme) -> None:
    page = frame.page("search/index.html", "search.html", "搜索", search=made)
    stage.write(page.names["url"], render(page, theme))


def begin_stock_index(executor: Executor, shares: Shares) -> Future[tuple[str, bytes]] | None:
    """Begin with the whole index as Lunr itself writes it, for portals below a settable size."""
    return executor.submit(_stock_index, shares) if shares.documents else None


def _stock_index(shares: Shares) -> tuple[str, bytes]:
    """The index, and its name in the store."""
    documents = [*shares.documents, *shares.articles()]
    name = key("lunr.json", __version__, _encode(documents))
    data = shares.store.get(name)
    if data is None:
        from .search.stock import lunr_json  # needs half of Lunr, and seldom

        data = lunr_json(documents)
        shares.store.put(name, data)
    return name, data


def write_stock_index(
    begun: Future[tuple[str, bytes]] | None, store: Store, stage: Site, scratch: Path
) -> list[exports.File]:
    """``data/lunr.json``, if it was begun."""
    if begun is None:
        return []
    name, data = begun.result()
    store.used.add(name)
    place = scratch / "lunr.json"
    place.write_bytes(data)
    stage.write("data/lunr.json", data)
    return [exports.finished(place)]
