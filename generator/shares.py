"""What departments contribute to search, downloads and findings → the files that are made of all of them together.

In: a :class:`~generator.rendering.Rendered` a department, in order. Out: to a :class:`Site`, which is a publication
or, behind ``serve``, a folder.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from . import __version__, checks, exports, findable
from .compared import Compared
from .executors import Processes, Serial
from .model import SearchDocument
from .pages import frame
from .pages.compared import Listed, kind_pages, kinds_index
from .pages.content import read_articles
from .pages.findings import Counted, FindingRow, check_pages, findings_index
from .pages.frame import Page
from .render import Theme, render
from .rendering import Rendered
from .search import build as search
from .search.mapping import map_documents
from .settings import Settings
from .store import Store, key
from .templating import PACKAGED

_encode = msgspec.msgpack.Encoder(order="sorted").encode


class Site(Protocol):
    """Takes files, as :class:`~generator.publish.Stage` does."""

    def write(self, path: str, data: bytes) -> None: ...

    def file(self, path: str) -> AbstractContextManager[Path]: ...


class Shares:
    """What departments contribute to search, downloads and findings, on disk in their order; sums in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clean: Sequence[checks.Clean] = ()
        self.patterns: Sequence[checks.Pattern] = ()
        self.found: Counter[str] = Counter()
        self.documents: list[SearchDocument] = []  # of a small portal
        self.compared = Compared(folder / "compared")

    @classmethod
    def spool(cls, departments: Iterable[Rendered], content: Path, scratch: Path) -> Shares:
        """Take what comes, one department at a time."""
        shares = cls(scratch / "shares")
        shares.folder.mkdir(parents=True)
        at = 0
        with ExitStack() as stack:
            lists: dict[str, BinaryIO] = {}
            stack.enter_context(shares.compared)
            for at, one in enumerate(departments, 1):
                if one.search:
                    (shares.folder / f"{at:07d}.search").write_bytes(one.search)
                (shares.folder / f"{at:07d}.exports").write_bytes(_encode(one.exports))
                shares.documents += one.documents
                shares.compared.add(one.compared)
                pages = [record.path for record in one.records if record.path.endswith(".html")]
                (shares.folder / f"{at:07d}.urls").write_text("\n".join(pages), "utf-8")
                for row in one.findings:
                    if row.check not in lists:
                        lists[row.check] = stack.enter_context((shares.folder / f"{row.check}.rows").open("wb"))
                    lists[row.check].write(msgspec.json.encode(row) + b"\n")
                    shares.found[row.check] += 1
                shares.clean = checks.add_clean([shares.clean, one.clean])
                shares.patterns = checks.add_patterns([shares.patterns, one.patterns])
        articles = [findable.page_document(article) for article in read_articles(content)]
        if articles:
            shares.documents += articles if shares.documents else []
            (shares.folder / f"{at + 1:07d}.search").write_bytes(map_documents(articles))
        return shares

    def exports(self) -> Iterator[exports.ExportChunk]:
        decode = msgspec.msgpack.Decoder(tuple[exports.ExportChunk, ...]).decode
        for path in sorted(self.folder.glob("*.exports")):
            yield from decode(path.read_bytes())

    def urls(self) -> Iterator[str]:
        """The addresses of all pages of departments."""
        for path in sorted(self.folder.glob("*.urls")):
            yield from path.read_text("utf-8").splitlines()

    def rows(self, check: str) -> list[FindingRow]:
        path = self.folder / f"{check}.rows"
        decoder = msgspec.json.Decoder(FindingRow)
        return decoder.decode_lines(path.read_bytes()) if path.exists() else []


def findings_pages(shares: Shares, settings: Settings) -> Iterator[Page]:
    """The list of all checks, and what each of them found."""
    asked = {one.check: one.applied for one in shares.clean}
    counted = [Counted(check, shares.found[check.name], asked.get(check.name, 0)) for check in checks.all_checks()]
    yield findings_index(counted, shares.patterns)
    for one in counted:
        yield from check_pages(one, shares.rows(one.check.name), settings)


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


def write_search(executor: Executor, stage: Site, shares: Shares, theme: Theme, scratch: Path) -> None:
    """Everything below ``search/``."""
    folder = scratch / "search"
    folder.mkdir()
    workers = executor if isinstance(executor, Processes) else None  # a cluster does not see our scratch folder
    chunks = sorted(shares.folder.glob("*.search"))
    made = search.merge(chunks, stage.write, folder, PACKAGED / "static", workers, theme.titles)
    page = frame.page("search/index.html", "search.html", "搜索", search=made)
    stage.write(page.names["url"], render(page, theme))


def write_stock_index(store: Store, stage: Site, shares: Shares, scratch: Path) -> list[exports.File]:
    """``data/lunr.json``, the whole index as Lunr itself writes it, for portals below a settable size."""
    if not shares.documents:
        return []
    name = key("lunr.json", __version__, _encode(shares.documents))
    data = store.get(name)
    if data is None:
        from .search.stock import lunr_json  # needs half of Lunr, and seldom

        data = lunr_json(shares.documents)
        store.put(name, data)
    store.used.add(name)
    place = scratch / "lunr.json"
    place.write_bytes(data)
    stage.write("data/lunr.json", data)
    return [exports.finished(place)]


def begin_database(executor: Executor, shares: Shares, scratch: Path) -> Future[exports.File]:
    """Start to make ``catalogue.sqlite``; beside the index it costs no time of its own where there are processes."""
    folder = scratch / "database"
    folder.mkdir()
    local = executor if isinstance(executor, Processes) else Serial()  # a cluster does not see our scratch folder
    return local.submit(_database, str(shares.folder), str(folder))


def _database(shares: str, folder: str) -> exports.File:
    return exports.write_database(Shares(Path(shares)).exports(), Path(folder))


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


def source_date() -> str | None:
    """``SOURCE_DATE_EPOCH`` as a date, where it is set: the clock is never asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).isoformat() if epoch else None
