"""A portal's folder in, its site out: find, read, link, render, index, export, publish.

:func:`build` reads as a table of contents. A file that cannot be read becomes a message, and the build goes on.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from decimal import Decimal
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from . import assets, checks, publish, redirects
from .catalogue import Catalogue, total_of
from .copies import add_copies, made_with
from .departments import render_all
from .disk import scratch
from .executors import Processes, choose, of_this_machine, sharing
from .exports.announcements import announcements, feeds
from .find import Found, find, work_in
from .keeping import Keeping
from .likeness import Likenesses
from .linking import departments_of, link_all
from .memory import give_back
from .messages import Message
from .model import BuildError
from .moved import lead_on, write_down
from .once import Once
from .overviews import write_others, write_portal
from .pages.content import read_articles, texts_of
from .places import is_url
from .portal import Portal, refuse_nested, theme_version
from .progress import Progress
from .publish.paths import CONTROL
from .reading import Read, read_all
from .remarks import damages, unknown_editions
from .render import Theme
from .rendering import compile_overviews, get_ready, take_over
from .shares import Shares
from .store import GoneError, Store, UnwritableError, key
from .tally import Tally
from .templating import PACKAGED
from .whole import Rest, begin_pages, source_date

_encode = msgspec.msgpack.Encoder(order="sorted").encode
_MANY = 50_000  # projects: what was read of them, before it was linked, is worth the time to give its memory back


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
    likenesses: bytes  # of names (:class:`~generator.likeness.Likenesses`)


class Report(Struct, frozen=True):
    """What a build did."""

    counts: Counts
    messages: tuple[Message, ...]
    files: publish.Summary
    worked: str  # who did the work


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

    ``kept`` is where digests are kept, if not in the portal's own folder; :mod:`.keeping` is for where that fails. With
    ``write_redirects``, an address that would go gets its entry in ``redirects.toml`` first. With ``compress``, text
    files get compressed copies.
    """
    _look_ahead(portal)
    if write_redirects and (portal.root.far or is_url(portal.site)):
        raise BuildError("redirects.toml 只能写进文件夹", "--write-redirects", "去掉它，或者在文件夹里生成")
    progress = progress or Progress(io.StringIO())
    with Keeping(kept or portal.root.below(".mingzhang/store"), progress.say, here=not scheduler) as keeping:
        while True:
            try:
                return _build(portal, jobs, scheduler, progress, keeping.store, write_redirects, compress)
            except _Moved:
                write_redirects = False
            except (GoneError, UnwritableError) as error:
                keeping.begin_again(error)


def _look_ahead(portal: Portal) -> None:
    """BuildError for what would stop the build after most of the work."""
    refuse_nested(portal)
    read_articles(portal.content)
    redirects.load_redirects(portal.content)
    source_date()


class _Moved(Exception):  # noqa: N818 - no error: nothing is published yet, and the build begins again
    """Entries were added to ``redirects.toml``, on which the site depends."""


def _build(
    portal: Portal,
    jobs: int | None,
    scheduler: str | None,
    progress: Progress,
    store: Store,
    write_redirects: bool,
    compress: bool,
) -> Report:
    root = portal.root
    found, problems = find(root.below(portal.content.name))
    work = work_in(root, found)
    executor, worked = choose(jobs, scheduler, work)
    looking = executor if isinstance(executor, Processes) and executor.forked else None
    with (
        executor,
        store,
        publish.stage(portal.site, looking) as stage,
        _in_sight(executor, portal, store, found),
        scratch() as folder,
        executor,  # once more: whoever writes into a stage that has failed must end before it is cleared away
    ):
        left = _left(stage)
        if not found and stage.state and not (left and left.counts.submissions == 0):
            raise _nothing_left(portal)
        if left is None:
            importlib.import_module("generator.search.build")  # once, before there are workers, where nothing was there
        with progress.stage("读取文件", len(found)) as doing:
            reads, unread = read_all(executor, root, store, portal.vocabulary_files, found, doing.advance)
        version = theme_version(portal)
        inputs = _inputs(portal, reads, version)
        made_of = inputs + (made_with() if compress else "")
        if left and left.inputs == made_of and not stage.keep_all():
            summary = stage.commit(stage.state)
            return Report(left.counts, (*problems, *unread, *left.messages), summary, worked)
        theme = _write_assets(portal, stage, version)
        compiled = None
        if isinstance(executor, Processes):
            executor.begin()  # while there is little to share
            compiled = compile_overviews(executor, theme) if left else None
            get_ready(executor, theme)
        with progress.stage("核对与链接") as doing:
            doing.expect(2 * len(reads))
            linked = link_all(reads, Likenesses(version, left.likenesses if left else b""), doing.advance)
            catalogue = linked.catalogue
            if len(catalogue.projects) > _MANY:
                give_back()
        stage.refuse_strangers()  # before there is work that would be in vain
        # Whoever waits for a page is not kept waiting for the index and the downloads, which take longer. But copies
        # must not be older than what they are copies of, nor pages gone before it is known where to.
        first = bool(stage.state) and not (compress or write_redirects or is_url(portal.site))
        with of_this_machine(executor, jobs, work) as local:
            once = Once(local, stage, theme, left.made if left else b"", Tally(Path(folder, "listed")))
            with progress.stage("生成网页", len(catalogue.projects)) as doing:
                asked = departments_of(linked, version, portal.settings.search.lunr_json_limit)
                names, rendered = render_all(executor, root, store, stage, asked, theme, doing.advance)
                # Others are at work from the first department on.
                if compiled:
                    take_over(theme, compiled)
                write_portal(once, linked, names, version, portal.settings)
                news = list(feeds(catalogue, portal.settings))  # which come after the pages
                counts, noted = _counts(catalogue), (*damages(catalogue), *unknown_editions(catalogue))
                likenesses = catalogue.likenesses.packed()
                catalogue.dissolve()  # as large as all that is to come
                del asked, catalogue, linked
                shares = Shares.spool(rendered, portal.content, folder, store)
            rest = Rest(local, stage, shares, theme, folder)
            with progress.stage("总览") as doing:
                if not first:
                    rest.begin_data()
                begin_pages(once, shares, theme, doing)
                if not first:
                    rest.begin_index()
                once.finish()
                write_others(once, shares, version, portal.content, portal.settings)
                if write_redirects and write_down(portal.content, Path(portal.site), set(_urls(once, shares)), shares):
                    raise _Moved
                moved = lead_on(portal.content, stage, theme, _urls(once, shares))
            said = (*noted, *moved)
            counts = msgspec.structs.replace(counts, findings=shares.found.total())
            if first:
                with progress.stage("发布网页"):
                    first = stage.ahead(_encode(Published("", counts, said, once.packed(), likenesses)))
                if first:
                    progress.say("网页已经更新，接着更新检索和数据下载")
            with progress.stage("检索、数据") as doing:
                told = announcements(portal.settings, _urls(once, shares), theme.assets.icon)
                for path, data in chain(news, told):
                    stage.write(path, data)
                rest.finish(store, inputs, doing)
        if compress:
            with progress.stage("压缩副本") as doing:
                doing.advance(add_copies(executor, stage, left.inputs[len(inputs) :] if left else ""))
        with progress.stage("发布") as doing:
            stage.remove_missing()
            summary = stage.commit(_encode(Published(made_of, counts, said, once.packed(), likenesses)), doing)
    return Report(counts, (*problems, *unread, *said), summary, worked)


def _in_sight(executor: Executor, portal: Portal, store: Store, found: Sequence[Found]) -> AbstractContextManager[None]:
    """Hold those who work elsewhere to seeing this portal's submissions, its store and its site, where in folders."""
    folders = [] if store.place.far else [Path(store.place.address)]
    if not is_url(portal.site):
        folders.append(Path(portal.site).resolve() / CONTROL)
    files = [] if portal.root.far else [Path(portal.root.below(one.path).address) for one in found[:1]]
    return sharing(executor, folders, files)


def _inputs(portal: Portal, reads: Sequence[Read], version: str) -> str:
    """A digest of all that the site depends on."""
    words = [key(path.name, path.read_bytes()) for path in texts_of(portal.content)]
    moved = portal.content / redirects.NAME
    words.append(key(moved.read_bytes()) if moved.is_file() else "")
    return key(version, source_date() or "", *words, *(read.key for read in reads))


def _left(stage: publish.Stage) -> Published | None:
    """What the publication before left, None where it is none of this version's."""
    try:
        return msgspec.msgpack.decode(stage.state, type=Published) if stage.state else None
    except msgspec.DecodeError:
        return None


def _nothing_left(portal: Portal) -> BuildError:
    """Where every submission of a published site has gone, it was most likely not its operator who took them away."""
    how = (
        "这个文件夹可能被移走、改名，或者它所在的磁盘、共享文件夹没有连接；恢复以后再运行一次。"
        f"已经公布的网站没有变动；确实要公布一个空的网站，请先把 {portal.site} 移走，再运行一次"
    )
    return BuildError("这里一份文件也没有了，而已经公布的网站里有文件", f"{portal.content.name}/submissions", how)


def _urls(once: Once, shares: Shares) -> Iterator[str]:
    """The addresses of all pages, one by one: of a million projects they would be a burden."""
    return chain(Rest.urls, once.urls(), shares.urls())


def _write_assets(portal: Portal, stage: publish.Stage, version: str) -> Theme:
    """Publish scripts and styles; what all pages share."""
    files = list(assets.collect([*portal.template_folders, PACKAGED]))
    for asset in files:
        stage.write(asset.url, asset.data)
    titles = {check.name: check.title.zh for check in checks.all_checks()}
    folders = tuple(portal.root.below(f"{portal.content.name}/{one.name}").address for one in portal.template_folders)
    return Theme(version, portal.settings, assets.addresses(files), titles, folders)


def _counts(catalogue: Catalogue) -> Counts:
    """All but the findings, which are counted where pages are made."""
    return Counts(
        submissions=len(catalogue.submissions),
        departments=len(catalogue.departments),
        projects=len(catalogue.projects),
        indicators=sum(project.head.indicators for project in catalogue.projects),
        total=total_of(catalogue.counted(catalogue.submissions)),
        findings=0,
    )
