"""Departments → their files, in parallel: pages, sources, downloads, and their share of search and data.

A department is the unit of work and of reuse: its files depend on its submissions' digests, on what it needs to
know of the rest of the portal, and on the theme; where none of these has changed, what was published is kept.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future

import msgspec
from msgspec import Struct

from . import checks
from .compared import packed, rows_of
from .digest import Asked, decode_body
from .executors import Processes
from .exports import ExportChunk, Mapped, department_files, map_lines, project_files
from .findable import documents_of
from .model import BuildError, Finding, SearchDocument, Submission
from .pages.compared import Compare, kinds_of
from .pages.findings import FindingRow
from .pages.sources import SourceView
from .pages.surroundings import GroupSurroundings, year_title
from .places import Place
from .publish import Record, Writer
from .publish.manifest import digest
from .render import Theme, environment_of, placement_of, render_group, source_file
from .store import Store
from .templating import compiled_of


class Department(Struct, frozen=True):
    """One department's work: its department-years, and where the digests of their submissions are."""

    id: str
    key: str  # of the result in the store
    groups: bytes  # its department-years, packed: all departments wait for their turn in memory
    bodies: tuple[tuple[str, ...], ...]  # keys in the store, a group each, in the order of its submissions
    projects: int
    whole: bool  # whether the portal is small enough for a stock index of everything


class Rendered(Struct, frozen=True):
    """What came of one department: its files as written, and how much it contributes to what all contribute to.

    Its shares themselves are large. They lie in the store beside this (:func:`search_share`, :func:`export_share`,
    :func:`list_share`), and are read only where something is made of them.
    """

    paths: tuple[str, ...]  # of its files
    digests: bytes  # of these, 32 each
    documents: tuple[SearchDocument, ...]  # what can be found, where a stock index is made of it too
    clean: tuple[checks.Clean, ...]
    patterns: tuple[checks.Pattern, ...]
    found: tuple[tuple[str, int, bytes], ...]  # of each check: how many findings, and the digest of their rows
    compared: tuple[tuple[int, bytes], ...]  # of each heap: the digest of its targets there


class Lists(Struct, frozen=True):
    """A department's share of the pages that list something of all departments, as lines."""

    findings: dict[str, bytes]  # of each check
    compared: dict[int, bytes]  # of each heap


class Job(Struct, frozen=True):
    """Some departments for one worker, and where everything is."""

    root: Place
    store: Store
    theme: Theme
    writer: Writer | None  # None where no files are wanted, only shares
    departments: tuple[Department, ...]


SEARCH, EXPORTS, LISTS = SHARES = "q", "e", "l"  # what the names of a department's shares in the store end in

_decode = msgspec.msgpack.Decoder(Rendered).decode
_exports = msgspec.msgpack.Decoder(tuple[ExportChunk, ...]).decode
_lists = msgspec.msgpack.Decoder(Lists).decode
_encode = msgspec.msgpack.Encoder().encode
_in_lines = msgspec.json.Encoder().encode_lines


_unpacked = msgspec.msgpack.Decoder(tuple[GroupSurroundings, ...]).decode


def groups_of(department: Department) -> tuple[GroupSurroundings, ...]:
    """Its department-years."""
    return _unpacked(department.groups)


def load_rendered(store: Store, name: str) -> Rendered | None:
    """What came of a department, None where it is not in the store."""
    kept = store.get(name)
    return _decode(kept) if kept else None


def search_share(store: Store, name: str) -> bytes:
    """A department's mapped chunk, b"" where there is nothing to find."""
    return _share(store, name, SEARCH)


def export_share(store: Store, name: str) -> tuple[ExportChunk, ...]:
    """A department's share of the downloads."""
    return _exports(_share(store, name, EXPORTS))


def list_share(store: Store, name: str) -> Lists:
    """A department's share of the lists of findings and of targets."""
    return _lists(_share(store, name, LISTS))


def _share(store: Store, name: str, which: str) -> bytes:
    share = store.get(name + which)
    if share is None:
        store.drop(name)  # or the next build would look for it again
        raise BuildError("a share has gone from the store while building", name, "再运行一次")
    return share


Templates = Future[dict[str, bytes]]
_PARTS = ("layout.html", *(f"parts/{name}.html" for name in ("figures", "links", "top", "foot", "feeds", "citing")))
_OWN = (*_PARTS, "project.html", "source.html", "department_year.html")
_OVERVIEWS = (*_PARTS, "home.html", "department.html", "region.html", "year.html", "rhythm.html")


def get_ready(executor: Processes, theme: Theme) -> None:
    """Have workers that lie idle load what they will need, so that nothing waits for it later."""
    for _ in range(executor.width):
        executor.submit(_get_ready, theme)


def compile_overviews(executor: Processes, theme: Theme) -> Templates:
    """Have a worker compile the templates of overview pages, which are made here (:func:`take_over`).

    It pays for one edited document; where all are new, the worker soon has better to do.
    """
    return executor.submit(_compile, theme, _OVERVIEWS)


def _compile(theme: Theme, names: Sequence[str]) -> dict[str, bytes]:
    env = environment_of(theme)
    for name in names:
        env.get_template(name)
    return compiled_of(env)


def _get_ready(theme: Theme) -> None:
    importlib.import_module("generator.search.mapping")
    _compile(theme, _OWN)


def take_over(theme: Theme, compiled: Templates) -> None:
    """Use templates that another process has compiled, if it has."""
    if compiled.done() and not compiled.exception():
        compiled_of(environment_of(theme)).update(compiled.result())


def render_some(jobs: Sequence[Job]) -> list[tuple[str, bytes]]:
    """The worker's part: every department's files are written, its result is in the store under its key.

    Returns each key with the records of the files in a bunch.
    """
    done = []
    for job in jobs:
        for department in job.departments:
            _, written = _keep(job, department, department.key)
            done.append((department.key, written))
    return done


def _keep(job: Job, department: Department, name: str) -> tuple[Rendered, bytes]:
    """Put a department's result into the store, its shares first: where it is, they are."""
    rendered, written, search, exports, lists = _render(job, department)
    job.store.put(name + SEARCH, search)
    job.store.put(name + EXPORTS, _encode(exports))
    job.store.put(name + LISTS, _encode(lists))
    job.store.put(name, _encode(rendered))
    return rendered, written


def _render(job: Job, department: Department) -> tuple[Rendered, bytes, bytes, tuple[ExportChunk, ...], Lists]:
    records: list[Record] = []
    mapped: list[Mapped] = []
    found: list[SearchDocument] = []
    asked: list[Asked] = []
    targets: list[Compare] = []
    groups = groups_of(department)
    for group, keys in zip(groups, department.bodies, strict=True):
        stored = [decode_body(_fetch(job.store, key)) for key in keys]
        bodies = [
            (with_across(around.across, submission), view)
            for around, (submission, view, _) in zip(group.submissions, stored, strict=True)
        ]
        asked += [one for *_, one in stored]
        here = [
            map_lines(submission, placement_of(submission, around), submission.findings)
            for around, (submission, _) in zip(group.submissions, bodies, strict=True)
        ]
        mapped += here
        rows: list[Compare] = []
        for around, (submission, _) in zip(group.submissions, bodies, strict=True):
            rows += rows_of(group, around, submission)
            found += documents_of(group, around, submission)
        targets += rows
        if job.writer:
            records += _write_group(job.writer, job, group, bodies, kinds_of(rows), [one.chunk for one in here])
    if job.writer:
        records += [job.writer.write(path, data) for path, data in department_files(department.id, mapped)]
    written = job.writer.bunch(records) if job.writer else b""
    found.sort(key=lambda document: (document.region, document.department_id, document.year or 0, document.url))
    lists = Lists(_lines(_rows(groups, mapped)), packed(targets))
    rendered = Rendered(
        tuple(record.path for record in records),
        b"".join(record.digest for record in records),
        tuple(found) if department.whole else (),
        checks.add_clean(one.clean for one in asked),
        checks.add_patterns(one.patterns for one in asked),
        tuple((check, lines.count(b"\n"), digest(lines)) for check, lines in lists.findings.items()),
        tuple((heap, digest(lines)) for heap, lines in lists.compared.items()),
    )
    from .search.mapping import map_documents  # numpy takes a tenth of a second, which is for those who need it

    search = map_documents(found) if found else b""
    return rendered, written, search, tuple(one.chunk for one in mapped), lists


def _lines(rows: Iterable[FindingRow]) -> dict[str, bytes]:
    found: dict[str, list[FindingRow]] = {}
    for row in rows:
        found.setdefault(row.check, []).append(row)
    return {check: _in_lines(one) for check, one in found.items()}


def _write_group(
    writer: Writer,
    job: Job,
    group: GroupSurroundings,
    bodies: Sequence[tuple[Submission, SourceView]],
    kinds: Mapping[str, Mapping[str, str]],
    chunks: Sequence[ExportChunk],
) -> Iterator[Record]:
    """The files of one department-year: its pages, its projects as data, its sources."""
    data = {path.rpartition("/")[0]: (path, line) for chunk in chunks for path, line in project_files(chunk)}
    for file in render_group(group, bodies, kinds, job.theme):
        yield writer.write(file.path, file.data)
        # Right after the page, while its folder is the one at hand.
        if beside := data.get(file.path.rpartition("/")[0]):
            yield writer.write(*beside)
    for around, (submission, _) in zip(group.submissions, bodies, strict=True):
        original = job.root.read(around.path)
        for file in source_file(submission, around, original):
            yield writer.write(file.path, file.data)


def share_of(root: Place, store: Store, theme: Theme, department: Department) -> tuple[str, Rendered]:
    """A department's share of what all contribute to, and its name in the store; of a build where there was one."""
    for name in (department.key, own := department.key + "s"):
        if kept := load_rendered(store, name):
            return name, kept
    return own, _keep(Job(root, store, theme, None, ()), department, own)[0]


def with_across(across: tuple[Finding, ...], submission: Submission) -> Submission:
    """The submission with the findings that need other submissions to be seen."""
    return msgspec.structs.replace(submission, findings=(*submission.findings, *across)) if across else submission


def _rows(department: Sequence[GroupSurroundings], mapped: list[Mapped]) -> Iterator[FindingRow]:
    """The department's findings as the lists of their checks show them."""
    groups = {around.id: group for group in department for around in group.submissions}
    for one in mapped:
        chunk = one.chunk
        group = groups[chunk.submission]
        projects = {line.id: line for line in one.projects}
        for finding in one.findings:
            project = projects.get(finding.project or "")
            place = finding.places[0] if finding.places else None
            yield FindingRow(
                finding.check,
                finding.severity,
                (project.name.text if project and project.name else "") or "这份文件",
                project.url + "#findings" if project else group.url,
                group.department,
                group.url,
                year_title(group.year),
                finding.message.zh,
                place.printed if place else "",
                f"{chunk.source_page}#{place.anchor}" if place else "",
            )


def _fetch(store: Store, key: str) -> bytes:
    body = store.get(key)
    if body is None:
        raise BuildError("a digest has gone from the store while building", key, "再运行一次")
    return body


def in_chunks(departments: Iterable[Department], projects: int) -> Iterator[tuple[Department, ...]]:
    """Departments in runs of about ``projects`` projects."""
    run: list[Department] = []
    size = 0
    for department in departments:
        run.append(department)
        size += department.projects
        if size >= projects:
            yield tuple(run)
            run, size = [], 0
    if run:
        yield tuple(run)
