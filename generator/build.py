"""A portal's folder in, its site out: find, read, link, render, index, export, publish.

:func:`build` reads as a table of contents. A file that cannot be read becomes a message, and the build goes on.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
from .compared import Compared
from .digest import Light, decode_light
from .executors import choose, map_chunks, width
from .exports.announcements import announcements
from .find import find
from .messages import Message
from .model import BuildError, Finding, SearchDocument
from .pages import frame
from .pages.compared import Listed, kind_pages, kinds_index
from .pages.content import content_pages, read_articles
from .pages.downloads import downloads_page
from .pages.findings import Counted, FindingRow, check_pages, findings_index
from .pages.frame import Page
from .pages.portal import portal_pages
from .pages.surroundings import GroupSurroundings, surroundings_of
from .progress import Progress
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
_BYTES_OF_A_PROJECT = 1_800  # in a text file, about


class Portal(Struct, frozen=True):
    """Where a portal lives and how it is built."""

    content: Path
    site: Path
    settings: Settings
    template_folders: tuple[Path, ...]
    vocabulary_files: tuple[Path, ...]


class Counts(Struct, frozen=True):
    """How much a site holds."""

    submissions: int
    departments: int
    projects: int
    indicators: int
    total: Decimal
    findings: int


class Published(Struct, frozen=True):
    """What a publication leaves for the next: of what it was made, and how much it holds."""

    inputs: str
    counts: Counts


class Report(Struct, frozen=True):
    """What a build did."""

    counts: Counts
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
    portal: Portal,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    kept: Path | None = None,
) -> Report:
    """Build the site and publish it; where nothing has changed, nothing is written.

    ``kept`` is where digests are kept, if not in the portal's own folder.
    """
    progress = progress or Progress(io.StringIO())
    root = portal.content.parent
    found, problems = find(portal.content)
    work = sum((root / one.path).stat().st_size for one in found) // _BYTES_OF_A_PROJECT
    executor, worked = choose(jobs, scheduler, work)
    store = Store(kept or root / ".mingzhang" / "store")
    with executor, store, publish.stage(portal.site) as stage, tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        with progress.stage("读取文件", len(found)) as doing:
            reads, unread = read_all(executor, root, store, portal.vocabulary_files, found, doing.advance)
        inputs = _inputs(portal, reads)
        published = _published(stage, inputs)
        if published:
            counts, summary = published, stage.commit(stage.state)
        else:
            with progress.stage("核对与链接"):
                lights = [decode_light(read.light) for read in reads]
                catalogue = link(light.head for light in lights)
                limit = portal.settings.search.lunr_json_limit
                departments = list(_departments(catalogue, reads, lights, _theme_version(portal), limit))
            theme = _write_assets(portal, stage)
            with progress.stage("生成网页", sum(one.projects for one in departments)) as doing:
                rendered = _render(executor, portal, store, stage, departments, theme, doing.advance)
                shares = Shares.spool(rendered, portal, scratch)
            with progress.stage("建立检索"):
                _write_search(executor, stage, shares, theme, scratch)
            with progress.stage("写数据文件"):
                others = _write_stock_index(store, stage, shares, scratch)
                files = _write_downloads(portal, stage, shares, scratch, inputs, others)
            with progress.stage("总览网页") as doing:
                urls = ["search/index.html"]
                for page in _overviews(portal, catalogue, shares, files):
                    urls.append(page.names["url"])
                    stage.write(page.names["url"], render(page, theme))
                    doing.advance()
                urls += shares.urls()
                for path, data in announcements(catalogue, portal.settings, sorted(urls), theme.assets.icon):
                    stage.write(path, data)
            with progress.stage("发布"):
                stage.remove_missing()
                counts = _counts(catalogue)
                summary = stage.commit(_encode(Published(inputs, counts)))
    return Report(counts, (*problems, *unread), summary, worked)


def _inputs(portal: Portal, reads: Sequence[Read]) -> str:
    """A digest of all that the site depends on."""
    words = [key(path.name, path.read_bytes()) for path in sorted((portal.content / "pages").glob("*.md"))]
    return key(_theme_version(portal), _source_date() or "", *words, *(read.key for read in reads))


def _published(stage: publish.Stage, inputs: str) -> Counts | None:
    """What is published, where that is made of the same inputs and still as it was left."""
    try:
        published = msgspec.msgpack.decode(stage.state, type=Published) if stage.state else None
    except msgspec.DecodeError:
        return None
    if published is None or published.inputs != inputs or stage.keep_all():
        return None
    return published.counts


def _overviews(portal: Portal, catalogue: Catalogue, shares: Shares, files: list[tuple[str, int]]) -> Iterator[Page]:
    """The pages that need light facts of everything."""
    yield from portal_pages(catalogue, portal.settings)
    yield from content_pages(portal.content, portal.settings)
    yield from _findings_pages(shares, portal.settings)
    yield from _compared_pages(shares.compared, portal.settings)
    yield downloads_page(files)


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
    def spool(cls, departments: Iterator[Rendered], portal: Portal, scratch: Path) -> Shares:
        """Take what comes, one department at a time."""
        shares = cls(scratch / "shares")
        shares.folder.mkdir()
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
        articles = [findable.page_document(article) for article in read_articles(portal.content)]
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


def _findings_pages(shares: Shares, settings: Settings) -> Iterator[Page]:
    asked = {one.check: one.applied for one in shares.clean}
    counted = [Counted(check, shares.found[check.name], asked.get(check.name, 0)) for check in checks.all_checks()]
    yield findings_index(counted, shares.patterns)
    for one in counted:
        yield from check_pages(one, shares.rows(one.check.name), settings)


def _compared_pages(compared: Compared, settings: Settings) -> Iterator[Page]:
    listed = []
    for rows in compared.kinds():
        for made in kind_pages(rows, settings):
            if isinstance(made, Listed):
                listed.append(made)
            else:
                yield made
    yield from kinds_index(listed, settings)


def _write_assets(portal: Portal, stage: publish.Stage) -> Theme:
    """Publish scripts and styles; what all pages share."""
    files = list(assets.collect([*portal.template_folders, PACKAGED]))
    for asset in files:
        stage.write(asset.url, asset.data)
    titles = {check.name: check.title.zh for check in checks.all_checks()}
    folders = tuple(str(folder) for folder in portal.template_folders)
    return Theme(portal.settings, assets.addresses(files), titles, folders)


def _render(
    executor: Executor,
    portal: Portal,
    store: Store,
    stage: publish.Stage,
    departments: Sequence[Department],
    theme: Theme,
    advance: Callable[[int], None],
) -> Iterator[Rendered]:
    """Every department's result in order: kept where nothing of it has changed, else rendered by the executor."""
    todo = []
    for department in departments:
        store.used.add(department.key)
        kept = store.get(department.key)
        if kept is None or not all(stage.keep(record.path) for record in load_rendered(kept).records):
            todo.append(department)
    fresh = {department.key for department in todo}
    writer = stage.writer()
    sent = (Job(str(portal.content.parent), store, theme, writer, run) for run in in_chunks(todo, _RUN))
    done: set[str] = set()
    finished = map_chunks(executor, render_some, sent, chunk=1)
    for department in departments:
        while department.key in fresh and department.key not in done:
            done.update(next(finished))
        rendered = load_rendered(store.get(department.key) or b"")
        if department.key in fresh:
            stage.merge(rendered.records)
        advance(department.projects)
        yield rendered


def _across(reads: Sequence[Read], lights: Sequence[Light]) -> dict[str, list[Finding]]:
    """Findings that need several submissions to be seen, by the path of the one that they are about."""
    paths = {light.number: read.path for read, light in zip(reads, lights, strict=True)}
    found: dict[str, list[Finding]] = {}
    for number, finding in checks.across([checks.unpack_gathered(light.gathered) for light in lights]):
        found.setdefault(paths[number], []).append(finding)
    return found


def _departments(
    catalogue: Catalogue, reads: Sequence[Read], lights: Sequence[Light], version: str, limit: int = 0
) -> Iterator[Department]:
    """The work of every department, in the order in which search and downloads list them.

    ``limit``: up to how many projects the whole index is made as stock Lunr JSON, too.
    """
    whole = len(catalogue.projects) <= limit
    keys = {read.path: read.key for read in reads}
    across = _across(reads, lights)
    groups: dict[str, list[GroupSurroundings]] = {}
    bodies: dict[str, list[tuple[str, ...]]] = {}
    for department_id, year, entries in catalogue.groups():
        group = surroundings_of(catalogue, department_id, year, entries, across)
        groups.setdefault(department_id, []).append(group)
        bodies.setdefault(department_id, []).append(tuple(keys[entry.head.path] for entry in entries))
    for department_id in sorted(groups, key=lambda name: (groups[name][0].region.code or "", name)):
        mine, stored = tuple(groups[department_id]), tuple(bodies[department_id])
        result = key(version, department_id, str(whole), _encode(mine), _encode(stored))
        yield Department(department_id, result, mine, stored, sum(group.sums.projects for group in mine), whole)


def _theme_version(portal: Portal) -> str:
    """A digest of all that every page depends on beside its facts: code, templates, scripts, settings."""
    parts: list[str | bytes] = [code_version(Path(__file__).parent), _encode(portal.settings)]
    for folder in (*portal.template_folders, PACKAGED):
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        parts += [key(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
    return key(*parts)


def _write_search(executor: Executor, stage: publish.Stage, shares: Shares, theme: Theme, scratch: Path) -> None:
    folder = scratch / "search"
    folder.mkdir()
    workers = executor if width(executor) > 1 else None
    made = search.merge(sorted(shares.folder.glob("*.search")), stage.write, folder, PACKAGED / "static", workers)
    page = frame.page("search/index.html", "search.html", "搜索", search=made)
    stage.write(page.names["url"], render(page, theme))


def _write_stock_index(store: Store, stage: publish.Stage, shares: Shares, scratch: Path) -> list[exports.File]:
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


def _write_downloads(
    portal: Portal,
    stage: publish.Stage,
    shares: Shares,
    scratch: Path,
    inputs: str,
    others: Sequence[exports.File],
) -> list[tuple[str, int]]:
    """The files under ``data/``; returns their names and sizes."""
    settings = portal.settings
    about = exports.About(
        settings.title,
        settings.description,
        settings.base_url,
        (exports.Origin(settings.licence.name, settings.licence.url, "CC-BY-4.0"),),
    )
    wanted = exports.Wanted(about, __version__, inputs, source_date=_source_date())
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

    exports.write_downloads(shares.exports(), wanted, folder, emit, emit_file, others)
    return written


def _source_date() -> str | None:
    """``SOURCE_DATE_EPOCH`` as a date, where it is set: the clock is never asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).isoformat() if epoch else None


def _counts(catalogue: Catalogue) -> Counts:
    return Counts(
        submissions=len(catalogue.submissions),
        departments=len(catalogue.departments),
        projects=len(catalogue.projects),
        indicators=sum(project.head.indicators for project in catalogue.projects),
        total=total_of(catalogue.counted(catalogue.submissions)),
        findings=sum(len(e.head.findings) for e in catalogue.submissions)
        + sum(len(project.head.findings) for project in catalogue.projects),
    )
