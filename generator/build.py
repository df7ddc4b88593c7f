"""A portal's folder in, its site out: find, read, link, render, index, export, publish.

:func:`build` reads as a table of contents. A file that cannot be read becomes a message, and the build goes on.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from . import __version__, assets, checks, exports, findable, publish
from .catalogue import Catalogue, link, total_of
from .executors import choose, map_chunks, width
from .find import find
from .messages import Message
from .model import BuildError, Finding
from .pages import frame
from .pages.content import content_pages, read_articles
from .pages.downloads import downloads_page
from .pages.findings import Counted, FindingRow, check_pages, findings_index
from .pages.frame import Page
from .pages.portal import portal_pages
from .pages.surroundings import GroupSurroundings, surroundings_of
from .reading import Read, read_all
from .render import Theme, render
from .rendering import Department, Job, Rendered, in_chunks, load_rendered, render_some
from .search import build as search
from .search.mapping import map_documents
from .settings import Settings, load_settings
from .store import Store, code_version, key
from .templating import PACKAGED

_encode = msgspec.msgpack.Encoder(order="sorted").encode
_RUN = 400  # projects a worker renders at a time


class Portal(Struct, frozen=True):
    """Where a portal lives and how it is built."""

    content: Path
    site: Path
    settings: Settings
    template_folders: tuple[Path, ...]
    vocabulary_files: tuple[Path, ...]


class Report(Struct, frozen=True):
    """What a build did."""

    submissions: int
    departments: int
    projects: int
    indicators: int
    total: Decimal
    findings: int
    messages: tuple[Message, ...]
    files: publish.Summary
    worked: str  # who did the work


def open_portal(content: Path, site: Path) -> Portal:
    """Look at a portal's folder: its settings, its own templates and vocabulary."""
    if not content.is_dir():
        raise BuildError("没有这个文件夹", str(content), "用 mingzhang init DIR 建一个，或者给出 content 文件夹的位置")
    content = content.resolve()
    own, words = content / "templates", content / "vocabulary.toml"
    return Portal(
        content=content,
        site=site,
        settings=load_settings(content),
        template_folders=(own,) if own.is_dir() else (),
        vocabulary_files=(words,) if words.is_file() else (),
    )


def build(
    portal: Portal, jobs: int | None = None, scheduler: str | None = None, kept: Path | None = None
) -> Report:
    """Build the site and publish it. ``kept`` is where digests are kept, if not in the portal's own folder."""
    found, problems = find(portal.content)
    work = sum((portal.content.parent / one.path).stat().st_size for one in found) // 1_800  # bytes of a project
    executor, worked = choose(jobs, scheduler, work)
    store = Store(kept or portal.content.parent / ".mingzhang" / "store")
    with executor, store, publish.stage(portal.site) as stage, tempfile.TemporaryDirectory() as scratch:
        reads, unread = read_all(executor, portal.content.parent, store, portal.vocabulary_files, found)
        catalogue = link(read.head for read in reads)
        theme = _write_assets(portal, stage)
        departments = _render_departments(executor, portal, store, stage, catalogue, reads, theme)
        shares = Shares.spool(departments, portal, Path(scratch))
        _write_search(executor, stage, shares, theme, Path(scratch))
        downloads = _write_downloads(portal, stage, shares, Path(scratch), reads)
        for page in (
            *portal_pages(catalogue, portal.settings),
            *content_pages(portal.content, portal.settings),
            *_findings_pages(shares, portal.settings),
            downloads_page(downloads),
        ):
            stage.write(page.names["url"], render(page, theme))
        stage.remove_missing()
        summary = stage.commit()
    return _report(catalogue, (*problems, *unread), summary, worked)


class Shares:
    """What departments contribute to search, downloads and findings, on disk in their order; sums in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clean: Sequence[checks.Clean] = ()
        self.patterns: Sequence[checks.Pattern] = ()
        self.found: Counter[str] = Counter()

    @classmethod
    def spool(cls, departments: Iterator[Rendered], portal: Portal, scratch: Path) -> Shares:
        """Take what comes, one department at a time."""
        shares = cls(scratch / "shares")
        shares.folder.mkdir()
        at = 0
        with ExitStack() as stack:
            lists: dict[str, BinaryIO] = {}
            for at, one in enumerate(departments, 1):
                if one.search:
                    (shares.folder / f"{at:07d}.search").write_bytes(one.search)
                (shares.folder / f"{at:07d}.exports").write_bytes(_encode(one.exports))
                for row in one.findings:
                    if row.check not in lists:
                        lists[row.check] = stack.enter_context((shares.folder / f"{row.check}.rows").open("wb"))
                    lists[row.check].write(msgspec.json.encode(row) + b"\n")
                    shares.found[row.check] += 1
                shares.clean = checks.add_clean([shares.clean, one.clean])
                shares.patterns = checks.add_patterns([shares.patterns, one.patterns])
        articles = [findable.page_document(article) for article in read_articles(portal.content)]
        if articles:
            (shares.folder / f"{at + 1:07d}.search").write_bytes(map_documents(articles))
        return shares

    def exports(self) -> Iterator[exports.ExportChunk]:
        decode = msgspec.msgpack.Decoder(tuple[exports.ExportChunk, ...]).decode
        for path in sorted(self.folder.glob("*.exports")):
            yield from decode(path.read_bytes())

    def rows(self, check: str) -> list[FindingRow]:
        path = self.folder / f"{check}.rows"
        decoder = msgspec.json.Decoder(FindingRow)
        return decoder.decode_lines(path.read_bytes()) if path.exists() else []


def _findings_pages(shares: Shares, settings: Settings) -> Iterator[Page]:
    asked = {one.check: one.applied for one in shares.clean}
    counted = [Counted(check, shares.found[check.name], asked.get(check.name, 0)) for check in checks.all_checks()]
    yield findings_index(counted, shares.patterns)
    for one in counted:
        yield from check_pages(one, shares.rows(one.check.name), settings)


def _write_assets(portal: Portal, stage: publish.Stage) -> Theme:
    """Publish scripts and styles; what all pages share."""
    files = list(assets.collect([*portal.template_folders, PACKAGED]))
    for asset in files:
        stage.write(asset.url, asset.data)
    titles = {check.name: check.title.zh for check in checks.all_checks()}
    folders = tuple(str(folder) for folder in portal.template_folders)
    return Theme(portal.settings, assets.addresses(files), titles, folders)


def _render_departments(
    executor: Executor,
    portal: Portal,
    store: Store,
    stage: publish.Stage,
    catalogue: Catalogue,
    reads: Sequence[Read],
    theme: Theme,
) -> Iterator[Rendered]:
    """Every department's result in order: kept where nothing of it has changed, else rendered by the executor."""
    version = _theme_version(portal, theme)
    todo, order = [], []
    for department in _departments(catalogue, reads, version):
        store.used.add(department.key)
        kept = store.get(department.key)
        if kept is None or not all(stage.keep(record.path) for record in load_rendered(kept).records):
            todo.append(department)
        order.append(department.key)
    writer = stage.writer()
    sent = (Job(str(portal.content.parent), store, theme, writer, run) for run in in_chunks(todo, _RUN))
    fresh = set()
    for done in map_chunks(executor, render_some, sent, chunk=1):
        fresh.update(done)
    for name in order:
        rendered = load_rendered(store.get(name) or b"")
        if name in fresh:
            stage.merge(rendered.records)
        yield rendered


def _across(reads: Sequence[Read]) -> dict[str, list[Finding]]:
    """Findings that need several submissions to be seen, by the path of the one that they are about."""
    paths = {read.number: read.path for read in reads}
    found: dict[str, list[Finding]] = {}
    for number, finding in checks.across([checks.unpack_gathered(read.gathered) for read in reads]):
        found.setdefault(paths[number], []).append(finding)
    return found


def _departments(catalogue: Catalogue, reads: Sequence[Read], version: str) -> Iterator[Department]:
    """The work of every department, in the order in which search and downloads list them."""
    keys = {read.path: read.key for read in reads}
    across = _across(reads)
    by_department: dict[str, list[tuple[str, list[str]]]] = {}
    groups: dict[str, list[GroupSurroundings]] = {}
    for department_id, year, entries in catalogue.groups():
        group = surroundings_of(catalogue, department_id, year, entries, across)
        groups.setdefault(department_id, []).append(group)
        by_department.setdefault(department_id, []).append((year, [keys[entry.head.path] for entry in entries]))
    for department_id in sorted(groups, key=lambda name: (groups[name][0].region.code or "", name)):
        mine = tuple(groups[department_id])
        bodies = tuple(tuple(names) for _, names in by_department[department_id])
        result = key(version, department_id, _encode(mine), _encode(bodies))
        yield Department(department_id, result, mine, bodies, sum(group.sums.projects for group in mine))


def _theme_version(portal: Portal, theme: Theme) -> str:
    """A digest of all that every page depends on beside its facts: code, templates, settings."""
    parts: list[str | bytes] = [code_version(Path(__file__).parent), _encode(portal.settings), _encode(theme.assets.of)]
    for folder in (*portal.template_folders, PACKAGED):
        parts += [key(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.html"))]
    return key(*parts)


def _write_search(executor: Executor, stage: publish.Stage, shares: Shares, theme: Theme, scratch: Path) -> None:
    folder = scratch / "search"
    folder.mkdir()
    workers = executor if width(executor) > 1 else None
    made = search.merge(sorted(shares.folder.glob("*.search")), stage.write, folder, PACKAGED / "static", workers)
    page = frame.page("search/index.html", "search.html", "搜索", search=made)
    stage.write(page.names["url"], render(page, theme))


def _write_downloads(
    portal: Portal, stage: publish.Stage, shares: Shares, scratch: Path, reads: Sequence[Read]
) -> list[tuple[str, int]]:
    """The files under ``data/``; returns their names and sizes."""
    settings = portal.settings
    about = exports.About(
        settings.title,
        settings.description,
        settings.base_url,
        (exports.Origin(settings.licence.name, settings.licence.url, "CC-BY-4.0"),),
    )
    content = key(*sorted(key(read.head.path, read.head.sha256) for read in reads))
    wanted = exports.Wanted(about, __version__, content, source_date=_source_date())
    folder = scratch / "downloads"
    folder.mkdir()
    written: list[tuple[str, int]] = []

    def emit(path: str, data: bytes) -> None:
        written.append((path, len(data)))
        stage.write(path, data)

    def emit_file(path: str, place: Path) -> None:
        written.append((path, place.stat().st_size))
        with stage.file(path) as target:
            shutil.move(place, target)

    exports.write_downloads(shares.exports(), wanted, folder, emit, emit_file)
    return written


def _source_date() -> str | None:
    """``SOURCE_DATE_EPOCH`` as a date, where it is set: the clock is never asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).isoformat() if epoch else None


def _report(catalogue: Catalogue, problems: Sequence[Message], summary: publish.Summary, worked: str) -> Report:
    return Report(
        submissions=len(catalogue.submissions),
        departments=len(catalogue.departments),
        projects=len(catalogue.projects),
        indicators=sum(project.head.indicators for project in catalogue.projects),
        total=total_of(catalogue.counted(catalogue.submissions)),
        findings=sum(len(e.head.findings) for e in catalogue.submissions)
        + sum(len(project.head.findings) for project in catalogue.projects),
        messages=tuple(problems),
        files=summary,
        worked=worked,
    )
