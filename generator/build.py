"""A portal's folder in, its site out: find, read, link, render, index, export, publish.

:func:`build` reads as a table of contents. A file that cannot be read becomes a message, and the build goes on.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import Struct

from . import __version__, assets, checks, exports, findable, publish
from .catalogue import Catalogue, link, total_of
from .executors import choose, map_chunks
from .find import find
from .messages import Message
from .model import BuildError
from .pages.content import content_pages, read_articles
from .pages.portal import portal_pages
from .pages.surroundings import GroupSurroundings, surroundings_of
from .reading import Read, read_all
from .render import Theme, render
from .rendering import Department, Job, Rendered, in_chunks, load_rendered, render_some
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


def build(portal: Portal, jobs: int | None = None, scheduler: str | None = None) -> Report:
    """Build the site and publish it."""
    found, problems = find(portal.content)
    work = sum((portal.content.parent / one.path).stat().st_size for one in found) // 1_800  # bytes of a project
    executor, worked = choose(jobs, scheduler, work)
    store = Store(portal.content.parent / ".mingzhang" / "store")
    with executor, store, publish.stage(portal.site) as stage, tempfile.TemporaryDirectory() as scratch:
        reads, unread = read_all(executor, portal.content.parent, store, portal.vocabulary_files, found)
        catalogue = link(read.head for read in reads)
        theme = _write_assets(portal, stage)
        shares = _render_departments(executor, portal, store, stage, catalogue, reads, theme)
        shares_folder = _spool(shares, portal, Path(scratch))
        _write_search(executor, portal, stage, shares_folder, theme, Path(scratch))
        _write_downloads(portal, stage, shares_folder, Path(scratch), reads)
        for page in (*portal_pages(catalogue, portal.settings), *content_pages(portal.content, portal.settings)):
            stage.write(page.names["url"], render(page, theme))
        stage.remove_missing()
        summary = stage.commit()
    return _report(catalogue, (*problems, *unread), summary, worked)


def _write_assets(portal: Portal, stage: publish.Stage) -> Theme:
    """Publish scripts and styles; what all pages share."""
    files = list(assets.collect([*portal.template_folders, PACKAGED]))
    for asset in files:
        stage.write(asset.url, asset.data)
    titles = {check.name: check.title_zh for check in checks.all_checks()}
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
    keys = {read.path: read.key for read in reads}
    version = _theme_version(portal, theme)
    todo, order = [], []
    for department in _departments(catalogue, keys, version):
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


def _departments(catalogue: Catalogue, keys: dict[str, str], version: str) -> Iterator[Department]:
    """The work of every department, in the order in which search and downloads list them."""
    by_department: dict[str, list[tuple[str, list[str]]]] = {}
    groups: dict[str, list[GroupSurroundings]] = {}
    for department_id, year, entries in catalogue.groups():
        group = surroundings_of(catalogue, department_id, year, entries)
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


def _spool(shares: Iterator[Rendered], portal: Portal, scratch: Path) -> Path:
    """Put every department's share of search and downloads on disk, one file each, in order."""
    folder = scratch / "shares"
    folder.mkdir()
    articles = [findable.page_document(article) for article in read_articles(portal.content)]
    at = 0
    for at, share in enumerate(shares, 1):
        if share.search:
            (folder / f"{at:07d}.search").write_bytes(share.search)
        (folder / f"{at:07d}.exports").write_bytes(_encode(share.exports))
    if articles:
        (folder / f"{at + 1:07d}.search").write_bytes(map_documents(articles))
    return folder


def _write_search(
    executor: Executor, portal: Portal, stage: publish.Stage, shares: Path, theme: Theme, scratch: Path
) -> None:
    folder = scratch / "search"
    folder.mkdir()
    del executor, portal, stage, shares, theme


def _write_downloads(portal: Portal, stage: publish.Stage, shares: Path, scratch: Path, reads: Sequence[Read]) -> None:
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

    def emit_file(path: str, place: Path) -> None:
        with stage.file(path) as target:
            place.replace(target)

    decode = msgspec.msgpack.Decoder(tuple[exports.ExportChunk, ...]).decode
    chunks = (chunk for path in sorted(shares.glob("*.exports")) for chunk in decode(path.read_bytes()))
    exports.write_downloads(chunks, wanted, folder, stage.write, emit_file)


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
