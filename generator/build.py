"""A portal's folder in, its site out: find, read, link, render, index, export, publish.

:func:`build` reads as a table of contents. A file that cannot be read becomes a message, and the build goes on.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import Struct

from . import assets, checks, publish, redirects
from .catalogue import Catalogue, total_of
from .copies import add_copies, kinds_at_hand
from .executors import Processes, choose, map_chunks, of_this_machine
from .exports.announcements import announcements
from .find import find
from .linking import Linked, departments_of, link_all
from .messages import Message
from .model import BuildError
from .once import Once
from .pages.compared import kinds_index
from .pages.content import content_pages
from .pages.downloads import downloads_page
from .pages.findings import findings_index
from .pages.frame import Page
from .pages.portal import Part, portal_parts
from .pages.surroundings import department_url
from .places import Place, is_url, near, place_of
from .progress import Progress
from .reading import Read, read_all
from .render import Theme, render
from .rendering import EXPORTS, SEARCH, Department, Job, Rendered, in_chunks, load_rendered, render_some
from .settings import Settings, load_settings
from .shares import Shares
from .store import Store, code_version, key
from .templating import PACKAGED
from .whole import (
    begin_database,
    begin_pages,
    begin_search,
    finish_search,
    source_date,
    write_downloads,
    write_stock_index,
)

_encode = msgspec.msgpack.Encoder(order="sorted").encode
_SAID = 20  # places of damage; the findings have them all
_RUN = 400  # projects a worker renders at a time
_BYTES_OF_A_PROJECT = 1_800  # in a text file, about


class Portal(Struct, frozen=True):
    """Where a portal lives and how it is built."""

    content: Path  # where the portal is a URL, a copy of all but its submissions
    site: Path | str
    settings: Settings
    template_folders: tuple[Path, ...]
    vocabulary_files: tuple[Path, ...]
    root: Place  # what content stands in, as all workers see it


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
    messages: tuple[Message, ...]  # of the whole: each build says them again
    made: bytes  # overview pages (:class:`~generator.once.Once`)


class Report(Struct, frozen=True):
    """What a build did."""

    counts: Counts
    messages: tuple[Message, ...]
    files: publish.Summary
    worked: str  # who did the work


def open_portal(content: Path | str, site: Path | str) -> Portal:
    """Look at a portal's folder, or at the URL of one: its settings, its own templates and vocabulary."""
    url = str(content).rstrip("/") if is_url(content) else ""
    content = near(url, but="submissions/") if url else Path(content)
    if not content.is_dir():
        raise BuildError(
            "没有这个文件夹", url or str(content), "用 mingzhang init DIR 建一个，或者给出 content 文件夹的位置"
        )
    content = content.resolve()
    own, words = content / "templates", content / "vocabulary.toml"
    return Portal(
        content=content,
        site=site,
        settings=load_settings(content),
        template_folders=(own,) if own.is_dir() else (),
        vocabulary_files=(words,) if words.is_file() else (),
        root=place_of(url.rpartition("/")[0] or content.parent),
    )


def build(
    portal: Portal,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    kept: Path | None = None,
    write_redirects: bool = False,
    compress: bool = False,
) -> Report:
    """Build the site and publish it; where nothing has changed, nothing is written.

    ``kept`` is where digests are kept, if not in the portal's own folder. With ``write_redirects``, an address that
    would go gets its entry in ``redirects.toml`` first. With ``compress``, text files get compressed copies.
    """
    if write_redirects:
        if portal.root.far or is_url(portal.site):
            raise BuildError("redirects.toml 只能写进文件夹", "--write-redirects", "去掉它，或者在文件夹里生成")
        with contextlib.suppress(_Moved):
            return _build(portal, jobs, scheduler, progress, kept, True, compress)
    return _build(portal, jobs, scheduler, progress, kept, False, compress)


class _Moved(Exception):  # noqa: N818 - no error: nothing is published yet, and the build begins again
    """Entries were added to ``redirects.toml``, on which the site depends."""


def _build(
    portal: Portal,
    jobs: int | None,
    scheduler: str | None,
    progress: Progress | None,
    kept: Path | None,
    write_redirects: bool,
    compress: bool,
) -> Report:
    progress = progress or Progress(io.StringIO())
    root = portal.root
    found, problems = find(root.below(portal.content.name))
    work = sum(root.size(one.path) for one in found) // _BYTES_OF_A_PROJECT
    executor, worked = choose(jobs, scheduler, work)
    store = Store(kept or root.below(".mingzhang/store"))
    with executor, store, publish.stage(portal.site) as stage, tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        left = _left(stage)
        if left is None:
            importlib.import_module("generator.search.build")  # once, before there are workers that need it
        with progress.stage("读取文件", len(found)) as doing:
            reads, unread = read_all(executor, root, store, portal.vocabulary_files, found, doing.advance)
        version = theme_version(portal)
        inputs = _inputs(portal, reads, version)
        made_of = inputs + "".join(kinds_at_hand() if compress else ())
        if left and left.inputs == made_of and not stage.keep_all():
            counts, said, summary = left.counts, left.messages, stage.commit(stage.state)
        else:
            if isinstance(executor, Processes):
                executor.begin()  # while there is little to share
            with progress.stage("核对与链接"):
                linked = link_all(reads)
                catalogue = linked.catalogue
                departments = departments_of(linked, version, portal.settings.search.lunr_json_limit)
                named = _names(linked, departments, version)
                del linked
            theme = _write_assets(portal, stage, version)
            with progress.stage("生成网页", sum(one.projects for one in departments)) as doing:
                rendered = _render(executor, portal, store, stage, departments, theme, doing.advance)
                del departments
                shares = Shares.spool(rendered, portal.content, scratch, store)
            with progress.stage("总览、检索、数据"), of_this_machine(executor, work) as local:
                once = Once(local, stage, theme, left.made if left else b"")
                database = begin_database(local, shares, scratch)
                begin_pages(once, shares, theme)
                index = begin_search(local, stage, shares, theme, scratch)
                for part in portal_parts(catalogue, portal.settings):
                    once.here(named(part), part.pages)
                others = write_stock_index(store, stage, shares, scratch)
                files = write_downloads(portal.settings, stage, shares, scratch, inputs, others, database)
                finish_search(index, stage, theme)
                once.finish()
                urls = ["search/index.html", *once.urls()]
                for page in _overviews(portal, shares, once, files):
                    urls.append(page.names["url"])
                    stage.write(page.names["url"], render(page, theme))
                urls += shares.urls()
                if write_redirects:
                    _add_redirects(portal, set(urls), shares)
                said = (
                    *damages(catalogue),
                    *unknown_editions(catalogue),
                    *_write_redirects(portal, stage, theme, urls),
                )
                for path, data in announcements(catalogue, portal.settings, sorted(urls), theme.assets.icon):
                    stage.write(path, data)
            if compress:
                with progress.stage("压缩副本") as doing:
                    doing.advance(add_copies(executor, stage))
            with progress.stage("发布"):
                stage.remove_missing()
                counts = _counts(catalogue, shares)
                summary = stage.commit(_encode(Published(made_of, counts, said, once.packed())))
    return Report(counts, (*problems, *unread, *said), summary, worked)


def _add_redirects(portal: Portal, standing: set[str], shares: Shares) -> None:
    """Write down where the pages that are going have moved to; begin again if there were any."""
    chunks = list(shares.exports())
    projects = b"".join(chunk.projects_jsonl for chunk in chunks)
    submissions = b"".join(chunk.submissions_jsonl for chunk in chunks)
    if redirects.add_redirects(portal.content, redirects.proposed(Path(portal.site), standing, projects, submissions)):
        raise _Moved


def _write_redirects(portal: Portal, stage: publish.Stage, theme: Theme, urls: Sequence[str]) -> list[Message]:
    """A page for each address that has moved; returns what is wrong with the others."""
    found = redirects.load_redirects(portal.content)
    if not found:
        return []
    wanted = {address for one in found for address in (one.old, one.new)}
    pages, messages = redirects.redirect_pages(found, wanted.intersection(urls))
    for page in pages:
        stage.write(page.names["url"], render(page, theme))
    return messages


def damages(catalogue: Catalogue) -> Iterator[Message]:
    """Where sources break off or run together: no error, since the rest is built and the pages say so."""
    places = [(e.head.path, place) for e in catalogue.submissions for head in e.head.projects for place in head.damage]
    for path, place in places[:_SAID]:
        where = f"{place.anchor[1:]}:1" if place.anchor[:1] == "L" and place.anchor[1:].isdigit() else place.anchor
        hint = "请向公布的部门要一份完整的文件；网页上已经写明“原文此处缺失”"
        yield Message(path, where, "source_is_damaged", place.printed, hint, severity="note")
    if len(places) > _SAID:
        text = f"还有 {len(places) - _SAID} 处缺损，见核对提示"
        yield Message("content/submissions", "1:1", "source_is_damaged", text, severity="note")


def unknown_editions(catalogue: Catalogue) -> Iterator[Message]:
    """Sidecars that name an older edition that is not there."""
    for entry, wanted in catalogue.unknown_editions:
        sidecar = entry.head.path.rpartition(".")[0] + ".toml"
        hint = "supersedes 写被替换的文件名，或者它在网站上的编号（sources/ 后面的那一段）"
        yield Message(sidecar, "1:1", "SIDECAR-SUPERSEDES", f"附注说替换了“{wanted}”，可是没有这一份文件", hint)


def _inputs(portal: Portal, reads: Sequence[Read], version: str) -> str:
    """A digest of all that the site depends on."""
    words = [key(path.name, path.read_bytes()) for path in sorted((portal.content / "pages").glob("*.md"))]
    moved = portal.content / redirects.NAME
    words.append(key(moved.read_bytes()) if moved.is_file() else "")
    return key(version, source_date() or "", *words, *(read.key for read in reads))


def _left(stage: publish.Stage) -> Published | None:
    """What the publication before left, None where it is none of this version's."""
    try:
        return msgspec.msgpack.decode(stage.state, type=Published) if stage.state else None
    except msgspec.DecodeError:
        return None


def _names(linked: Linked, departments: Sequence[Department], version: str) -> Callable[[Part], str]:
    """How to tell of what a part of the portal's pages is made: the light facts of its submissions, as linked."""
    catalogue, keys = linked.catalogue, linked.keys
    facts: dict[str, str] = {}
    for entry in catalogue.submissions:
        placed = (entry.id, entry.current, catalogue.department_name(entry.department_id))
        projects = [(project.id, project.counted, project.submission.id) for project in entry.projects]
        facts[entry.id] = key(keys[entry.head.path], _encode((placed, projects)))
    regions = [(code, entries[0].head.region.name) for code, entries in sorted(catalogue.regions.items())]
    all_parts = key(version, _encode(regions))
    # What its projects were in other years stands on a department's page: these are facts of other departments, too.
    own = {department_url(department.id): department.key for department in departments}
    return lambda part: key(all_parts, part.url, own.get(part.url, ""), *(facts[one.id] for one in part.submissions))


def _overviews(portal: Portal, shares: Shares, once: Once, files: list[tuple[str, int]]) -> Iterator[Page]:
    """The pages that list others, and the portal's own words."""
    yield from content_pages(portal.content, portal.settings)
    yield findings_index(shares.counted(), shares.patterns)
    yield from kinds_index(once.listed(), portal.settings)
    yield downloads_page(files)


def _write_assets(portal: Portal, stage: publish.Stage, version: str) -> Theme:
    """Publish scripts and styles; what all pages share."""
    files = list(assets.collect([*portal.template_folders, PACKAGED]))
    for asset in files:
        stage.write(asset.url, asset.data)
    titles = {check.name: check.title.zh for check in checks.all_checks()}
    folders = tuple(portal.root.below(f"{portal.content.name}/{one.name}").address for one in portal.template_folders)
    return Theme(version, portal.settings, assets.addresses(files), titles, folders)


def _render(
    executor: Executor,
    portal: Portal,
    store: Store,
    stage: publish.Stage,
    departments: Sequence[Department],
    theme: Theme,
    advance: Callable[[int], None],
) -> Iterator[tuple[str, Rendered]]:
    """Every department's result in order: kept where nothing of it has changed, else rendered by the executor."""
    todo = []
    for department in departments:
        store.used.update(department.key + which for which in ("", SEARCH, EXPORTS))
        kept = store.get(department.key) if store.listed(department.key) else None
        if kept is None or not all(stage.keep(record.path, record.digest) for record in load_rendered(kept).records):
            todo.append(department)
    fresh = {department.key for department in todo}
    writer = stage.writer()
    sent = (Job(portal.root, store, theme, writer, run) for run in in_chunks(todo, _RUN))
    done: set[str] = set()
    finished = map_chunks(executor, render_some, sent, chunk=1)
    for department in departments:
        while department.key in fresh and department.key not in done:
            done.update(next(finished))
        rendered = load_rendered(store.get(department.key) or b"")
        if department.key in fresh:
            stage.merge(rendered.records)
        advance(department.projects)
        yield department.key, rendered


def theme_version(portal: Portal) -> str:
    """A digest of all that every page depends on beside its facts: code, templates, scripts, settings."""
    parts: list[str | bytes] = [code_version(Path(__file__).parent), _encode(portal.settings)]
    for folder in (*portal.template_folders, PACKAGED):
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        parts += [key(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
    return key(*parts)


def _counts(catalogue: Catalogue, shares: Shares) -> Counts:
    return Counts(
        submissions=len(catalogue.submissions),
        departments=len(catalogue.departments),
        projects=len(catalogue.projects),
        indicators=sum(project.head.indicators for project in catalogue.projects),
        total=total_of(catalogue.counted(catalogue.submissions)),
        findings=shares.found.total(),
    )
