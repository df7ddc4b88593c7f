"""What is made of all departments together: findings by check, comparisons, search, downloads.

In: :class:`~generator.shares.Shares`. Out: to a :class:`~generator.indexing.Site`. The index itself is made by
:mod:`.indexing`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from . import __version__, exports
from .compared import Compared, Heap
from .indexing import Site, begin_search, begin_stock_index, finish_search, write_stock_index
from .model import BuildError
from .once import Once
from .pages.compared import Listed, kind_pages, kinds_index
from .pages.downloads import downloads_page
from .pages.findings import Counted, check_pages, findings_index
from .pages.frame import Page
from .progress import Stage as Doing
from .publish import Stage
from .render import Theme, render
from .rendering import export_share
from .settings import Settings
from .shares import Lists, Shares
from .store import Store, key
from .tally import Tally

if TYPE_CHECKING:
    from .search import build as search

_encode = msgspec.msgpack.Encoder(order="sorted").encode


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


def begin_pages(once: Once, shares: Shares, theme: Theme, doing: Doing) -> None:
    """Begin with the pages of checks and of kinds of indicators; what they are made of is in their names."""
    counted = {
        key(theme.version, "check", shares.digests[one.check.name], _encode(one)): one for one in shares.counted()
    }
    checks = [(name, one) for name, one in counted.items() if not once.keep(name)]
    named = ((key(theme.version, "kinds", digest), heap) for heap, digest in shares.heaps.items())
    heaps = [(name, heap) for name, heap in named if not once.keep(name)]
    doing.follow(once.tally.count, len(checks) + len(heaps))
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


def begin_database(
    executor: Executor, shares: Shares, scratch: Path, tally: Tally | None = None
) -> Future[exports.File]:
    """Start to make ``catalogue.sqlite``: it takes as long as the whole index. ``tally`` hears of each department."""
    folder = scratch / "database"
    folder.mkdir()
    return executor.submit(_database, shares.store, shares.names, folder, tally)


def _database(store: Store, names: Sequence[str], folder: Path, tally: Tally | None) -> exports.File:
    def chunks() -> Iterator[exports.ExportChunk]:
        for name in names:
            yield from export_share(store, name)
            if tally:
                tally.add()

    return exports.write_database(chunks(), folder)


def write_downloads(
    settings: Settings,
    stage: Site,
    shares: Shares,
    scratch: Path,
    inputs: str,
    others: Sequence[exports.File],
    database: Future[exports.File],
    advance: Callable[[int], None] = lambda steps: None,
) -> list[tuple[str, int]]:
    """The files under ``data/``; returns their names and sizes. ``advance`` hears of each department."""
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

    def emit_file(path: str, file: exports.File) -> None:
        written.append((path, file.size))
        with stage.file(path, bytes.fromhex(file.sha256)) as target:
            shutil.move(file.place, target)

    def finished() -> Iterator[exports.File]:
        yield from others
        made = database.result()
        emit_file(f"data/{made.name}", made)
        yield made

    exports.write_downloads(shares.exports(advance), wanted, folder, emit, emit_file, finished())
    return written


class Rest:
    """What readers of pages can wait for: the search index and the downloads."""

    urls = ("search/index.html", "data/index.html")  # of its pages

    def __init__(self, executor: Executor, stage: Stage, shares: Shares, theme: Theme, scratch: Path) -> None:
        self._executor, self._stage, self._shares, self._theme, self._scratch = executor, stage, shares, theme, scratch
        self._entered = Tally(scratch / "entered")  # departments in the database
        self._stock: Future[tuple[str, bytes]] | None = None
        self._database: Future[exports.File] | None = None
        self._index: search.Begun | None = None

    def begin_data(self) -> Future[exports.File]:
        """Begin with the database and the stock index, unless they have begun: nothing takes one process as long."""
        if not self._database:
            self._stock = begin_stock_index(self._executor, self._shares)
            self._database = begin_database(self._executor, self._shares, self._scratch, self._entered)
        return self._database

    def begin_index(self) -> search.Begun:
        """Begin with the index, unless it has begun."""
        if not self._index:
            self._index = begin_search(self._executor, self._stage, self._shares, self._theme, self._scratch)
        return self._index

    def finish(self, store: Store, inputs: str, doing: Doing) -> None:
        """Have all of it."""
        doing.follow(self._entered.count, len(self._shares.names))
        database, index = self.begin_data(), self.begin_index()
        doing.expect(len(self._shares.names) + index.parts)
        settings, stage = self._theme.settings, self._stage
        others = write_stock_index(self._stock, store, stage, self._scratch)
        files = write_downloads(settings, stage, self._shares, self._scratch, inputs, others, database, doing.advance)
        finish_search(index, stage, self._theme, doing.advance)
        page = downloads_page(files)
        stage.write(page.names["url"], render(page, self._theme))


def source_date() -> str | None:
    """``SOURCE_DATE_EPOCH`` as a date, where it is set: the clock is never asked. BuildError where it is none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).isoformat() if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        how = "写 1970 年以来的秒数，例如 1735689600，或者不设"
        raise BuildError(f"“{epoch}”不是日期", "SOURCE_DATE_EPOCH", how) from error
