"""Documents → everything below ``search/``: map in parallel, merge by term, write as it comes.

Nothing is held whole: chunks lie in ``scratch`` until their terms are merged, and each file goes to ``emit`` as soon
as it is made. The index depends on the documents and their order alone, not on how they were grouped or on how many
processes worked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from ..model import BuildError, SearchDocument
from . import browser, columns, merging, records
from .columns import Columns
from .files import Deliver, Delivered, themselves
from .manifest import folding_piece, manifest
from .mapping import map_documents

Emit = Callable[[str, bytes], None]
T = TypeVar("T")

GROUP = 1000  # documents of one chunk
FOLDERS = 8  # of records, that are made in one go
AHEAD = 6  # groups waiting for a process: enough to keep it busy, few enough for memory


class Search(Struct, frozen=True):
    """What the search page has to name, relative to ``search/``, and what the build prints."""

    scripts: tuple[str, ...]
    stylesheet: str
    documents: int
    pieces: int
    files: int
    size: int  # bytes written


def build(
    documents: Iterable[SearchDocument],
    emit: Emit,
    scratch: Path,
    static: Path,
    executor: Executor | None = None,
    titles: Mapping[str, str] | None = None,
) -> Search:
    """Index ``documents``, which arrive by region, department, year and address, the portal's own pages last."""
    return merge(_in_order(executor, map_documents, _groups(documents)), emit, scratch, static, executor, titles)


def merge(
    chunks: Iterable[bytes],
    emit: Emit,
    scratch: Path,
    static: Path,
    executor: Executor | None = None,
    titles: Mapping[str, str] | None = None,
) -> Search:
    """Merge mapped chunks (:func:`mapping.map_documents`), in the order of their documents, into the index."""
    return begin(chunks, scratch, executor, titles).finish(emit, static)


def begin(
    chunks: Iterable[bytes],
    scratch: Path,
    executor: Executor | None = None,
    titles: Mapping[str, str] | None = None,
    deliver: Deliver = themselves,
) -> Begun:
    """Begin to merge: lay out the chunks, and give the executor all that can be done at once.

    ``titles`` tell what each finding's check is called. ``deliver`` takes files where they are made, maybe in
    another process; what came of each reaches :meth:`Begun.finish`.
    """
    survey, ranges = merging.survey(chunks, scratch)
    submit = executor.submit if executor else _here
    some = records.DOCUMENTS * records.BLOCKS * FOLDERS
    return Begun(
        survey,
        submit(columns.columns, survey, titles or {}, deliver),
        [submit(merging.merge_range, survey, span, deliver) for span in ranges],
        [
            submit(merging.folders, survey, first, first + some, deliver)
            for first in range(0, survey.totals.documents, some)
        ],
    )


class Begun(NamedTuple):
    """An index of which parts are being made."""

    survey: merging.Survey
    columns: Future[Columns]
    ranges: list[Future[tuple[merging.Named, merging.Named, list[Delivered]]]]
    folders: list[Future[tuple[list[str], list[Delivered]]]]

    def finish(self, emit: Callable[[str, Any], None], static: Path, deliver: Deliver = themselves) -> Search:
        """Wait for all parts, and write what names them.

        ``emit`` gets each file's path once, with what came of it. ``static`` is the folder of the
        browser's scripts (``templates/static``).
        """
        written = _Written(emit)
        short: merging.Named = []
        long: merging.Named = []
        names: list[str] = []
        for part in self.ranges:
            some, more, files = part.result()
            short += some
            long += more
            written.all(files)
        for folder in self.folders:
            found, files = folder.result()
            names += found
            written.all(files)
        table = self.columns.result()
        folding, file = folding_piece()
        listing = manifest(self.survey, short, long, names, table, folding)
        script, stylesheet = browser.bundle(static)
        scripts = tuple(file.path.removeprefix("search/") for file in (script, listing))
        written.all(table.files)
        written.all(deliver([file, listing, script, stylesheet, browser.start(scripts)]))
        return Search(
            scripts,
            stylesheet.path.removeprefix("search/"),
            documents=self.survey.totals.documents,
            pieces=len(short) + len(long),
            files=written.files,
            size=written.size,
        )


class _Written:
    """Hands files on, each once (pieces of equal content are one), and counts them."""

    def __init__(self, emit: Callable[[str, Any], None]):
        self._emit, self._seen, self.size = emit, dict[str, int](), 0

    @property
    def files(self) -> int:
        return len(self._seen)

    def all(self, files: Iterable[Delivered]) -> None:
        for path, size, check, came in files:
            if path not in self._seen:
                self._seen[path] = check
                self.size += size
                self._emit(path, came)
            elif self._seen[path] != check:
                raise BuildError(
                    "两片搜索数据的摘要相同，内容却不同", path, "改动任意一份文件后再运行一次；请把这件事告诉我们"
                )


def _here(function: Callable[..., T], *arguments: Any) -> Future[T]:
    """Done at once, in this process."""
    future: Future[T] = Future()
    future.set_result(function(*arguments))
    return future


def _groups(documents: Iterable[SearchDocument]) -> Iterator[tuple[list[SearchDocument]]]:
    iterator = iter(documents)
    while group := list(islice(iterator, GROUP)):
        yield (group,)


def _in_order(
    executor: Executor | None, function: Callable[..., T], arguments: Iterable[tuple[Any, ...]]
) -> Iterator[T]:
    """Call ``function`` with each of ``arguments``, a few ahead, results in order."""
    if executor is None:
        for items in arguments:
            yield function(*items)
        return
    waiting: list[Future[T]] = []
    with ExitStack() as stack:
        stack.callback(lambda: [future.cancel() for future in waiting])
        for items in arguments:
            waiting.append(executor.submit(function, *items))
            if len(waiting) > AHEAD:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()
