"""Documents → everything below ``search/``: map in parallel, merge by term, write as it comes.

Nothing is held whole: chunks lie in ``scratch`` until their terms are merged, and each file goes to ``emit`` as soon
as it is made. The index depends on the documents and their order alone, not on how they were grouped or on how many
processes worked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from ..model import BuildError, SearchDocument
from . import browser, columns, merging, records
from .columns import Columns
from .files import Before, Deliver, Delivered, Part, themselves
from .manifest import folding_piece, manifest
from .mapping import map_documents
from .survey import Range, Survey, records_digest, survey

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
    before: Before | None = None,
) -> Begun:
    """Begin to merge: lay out the chunks, and give the executor all that can be done at once.

    ``titles`` tell what each finding's check is called. ``deliver`` takes files where they are made, maybe in
    another process; what came of each reaches :meth:`Begun.finish`. What ``before`` knows is not made again.
    """
    found, ranges = survey(chunks, scratch)
    begun = Begun(found, executor.submit if executor else _here, deliver, before or Before())
    begun.columns = begun.submit(columns.columns, found, titles or {}, deliver)
    for span in ranges:
        begun.merge(span)
    some = records.DOCUMENTS * records.BLOCKS * FOLDERS
    for first in range(0, found.totals.documents, some):
        begun.write_records(first, first + some)
    return begun


class Begun:
    """An index of which parts are being made."""

    columns: Future[Columns]

    def __init__(self, found: Survey, submit: Callable[..., Future[Any]], deliver: Deliver, before: Before) -> None:
        self.survey, self.submit, self._deliver, self._before = found, submit, deliver, before
        self._short: list[_Coming] = []
        self._long: list[_Coming] = []
        self._folders: list[_Coming] = []

    def merge(self, span: Range) -> None:
        """Begin with a range of terms, or with its long entries where only what all documents share has changed."""
        short = self._known("short", span.digest, self.survey.limits)
        long = self._known("long", span.digest, self.survey.limits, self.survey.totals)
        if short.part is None or long.part is None:
            wanted = short.part is None, long.part is None
            future = self.submit(merging.merge_range, self.survey, span, *wanted, self._deliver)
            short, long = short._replace(made=future), long._replace(made=future)
        self._short.append(short)
        self._long.append(long)

    def write_records(self, first: int, last: int) -> None:
        """Begin with the records of documents ``first`` up to ``last``."""
        folders = self._known("records", records_digest(self.survey, first, last))
        if folders.part is None:
            future = self.submit(merging.folders, self.survey, first, last, self._deliver)
            folders = folders._replace(made=future)
        self._folders.append(folders)

    def _known(self, *made_of: object) -> _Coming:
        name = repr(made_of)
        return _Coming(name, self._before.get(name))

    @property
    def parts(self) -> int:
        """How many there are to wait for."""
        return len(self._short) + len(self._long) + len(self._folders)

    def finish(
        self,
        emit: Callable[[str, Any], None],
        static: Path,
        deliver: Deliver = themselves,
        advance: Callable[[int], None] = lambda parts: None,
    ) -> Search:
        """Wait for all parts, and write what names them.

        ``emit`` gets the path of each file that was made once, with what came of it. ``static`` is the folder of the
        browser's scripts (``templates/static``). ``advance`` hears of each part.
        """
        written = _Written(emit)

        def waited(coming: _Coming, which: int | None) -> tuple[tuple[str, str], ...]:
            named = self._wait(coming, which, written)
            advance(1)
            return named

        short, long, folders = (
            list(chain.from_iterable(waited(coming, which) for coming in all_of_them))
            for which, all_of_them in ((0, self._short), (1, self._long), (None, self._folders))
        )
        table = self.columns.result()
        folding, file = folding_piece()
        listing = manifest(self.survey, short, long, [name for _, name in folders], table, folding)
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

    def _wait(self, coming: _Coming, which: int | None, written: _Written) -> tuple[tuple[str, str], ...]:
        """A part's names. ``which`` of those that one task makes it is."""
        part = coming.part
        if part is None and coming.made:
            result = coming.made.result()
            part = result if which is None else result[which]
            self._before.put(coming.name, part)
        if part is None:
            return ()
        written.all(part.files, made=coming.part is None)
        return part.named


class _Coming(NamedTuple):
    """A part that an index before had, or that is being made."""

    name: str
    part: Part | None
    made: Future[Any] | None = None


class _Written:
    """Hands files on, each once (pieces of equal content are one), and counts them."""

    def __init__(self, emit: Callable[[str, Any], None]):
        self._emit, self._seen, self.size = emit, dict[str, int](), 0

    @property
    def files(self) -> int:
        return len(self._seen)

    def all(self, files: Iterable[Delivered], made: bool = True) -> None:
        for path, size, check, came in files:
            if path not in self._seen:
                self._seen[path] = check
                self.size += size
                if made:
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
