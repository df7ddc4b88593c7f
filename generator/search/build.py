"""Documents → everything below ``search/``: map in parallel, merge by term, write as it comes.

Nothing is held whole: chunks lie in ``scratch`` until their terms are merged, and each file goes to ``emit`` as soon
as it is made. The index depends on the documents and their order alone, not on how they were grouped or on how many
processes worked.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from itertools import islice, repeat
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from ..model import BuildError, SearchDocument
from . import browser, columns, merging, records
from .chunk import Chunk
from .files import File
from .manifest import folding_piece, manifest
from .mapping import map_documents

Emit = Callable[[str, bytes], None]
A = TypeVar("A")
T = TypeVar("T")

GROUP = 1000  # documents of one chunk
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
    """Index ``documents``, which arrive by region, department, year and address."""
    paths: list[Path] = []
    for chunk in _in_order(executor, map_documents, _groups(documents)):
        path = scratch / f"{len(paths)}.chunk"
        path.write_bytes(chunk)
        paths.append(path)
    return merge(paths, emit, scratch, static, executor, titles)


def merge(
    chunks: Sequence[Path],
    emit: Emit,
    scratch: Path,
    static: Path,
    executor: Executor | None = None,
    titles: Mapping[str, str] | None = None,
) -> Search:
    """Merge mapped chunks (:func:`mapping.map_documents`), in the order of their documents, into the index.

    ``static`` is the folder of the browser's scripts (``templates/static``); ``titles`` tell what each finding's check
    is called.
    """
    written = _Written(emit)
    survey, ranges = merging.survey(chunks, scratch)
    short: list[tuple[str, str]] = []
    long: list[tuple[str, str]] = []
    for cut in _in_order(executor, merging.merge_range, zip(repeat(survey), ranges, strict=False)):
        short += cut.pieces
        long += cut.long
        written.all(cut.files)
    folders = []
    for folder, files in records.folders(record for path in chunks for record in Chunk.open(path).records):
        folders.append(folder)
        written.all(files)
    found, files = columns.columns((fact for path in chunks for fact in Chunk.open(path).facts), titles or {})
    written.all(files)
    folding, file = folding_piece()
    written.all([file])
    listing = manifest(survey, short, long, folders, found, folding)
    written.all([listing])
    script, stylesheet = browser.bundle(static)
    scripts = tuple(file.path.removeprefix("search/") for file in (script, listing))
    written.all([script, stylesheet, browser.start(scripts)])
    return Search(
        scripts,
        stylesheet.path.removeprefix("search/"),
        documents=survey.totals.documents,
        pieces=len(short) + len(long),
        files=written.files,
        size=written.size,
    )


class _Written:
    """Hands files on, each once (pieces of equal content are one), and counts them."""

    def __init__(self, emit: Emit):
        self._emit, self._seen, self.size = emit, dict[str, int](), 0
        self.files = 0

    def all(self, files: Iterable[File]) -> None:
        for path, data in files:
            check = zlib.crc32(data)
            if self._seen.setdefault(path, check) != check:
                raise BuildError(
                    "两片搜索数据的摘要相同，内容却不同", path, "改动任意一份文件后再运行一次；请把这件事告诉我们"
                )
            if len(self._seen) > self.files:
                self.files += 1
                self.size += len(data)
                self._emit(path, data)


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
