"""All downloads under ``data/``: chunks in, files out, one submission in memory at a time.

In: chunks in the order in which they shall stand (by region, department, year), what the portal says of
itself, a folder of its own for files that are growing. Out: ``emit_file(path, file)`` for each finished file,
which may be moved away from ``file.place``, and ``emit(path, data)`` for the two small descriptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from . import parquet, sqlite
from .build_json import Counts, build_json
from .chunks import ExportChunk
from .datapackage import About, datapackage
from .files import File, LineFiles, TableFiles, finished

Emit = Callable[[str, bytes], None]
EmitFile = Callable[[str, File], None]


class Wanted(Struct, frozen=True):
    """What is written and what is said of it. ``source_date`` comes from SOURCE_DATE_EPOCH or is None."""

    about: About
    version: str
    content_digest: str
    sqlite: bool = True
    parquet: bool = False
    source_date: str | None = None


class _Format(Protocol):
    def add(self, chunk: ExportChunk) -> None: ...

    def finish(self) -> Sequence[File]: ...


def write_downloads(
    chunks: Iterable[ExportChunk],
    wanted: Wanted,
    folder: Path,
    emit: Emit,
    emit_file: EmitFile,
    others: Iterable[File] = (),
) -> Counts:
    """Write every download.

    ``others`` are files of ``data/`` that someone else makes and emits, such as lunr.json or, in a process of its
    own, the database (:func:`write_database`). They are asked for last, so a generator may wait for them.
    """
    formats: list[_Format] = [LineFiles(folder), TableFiles(folder)]
    if wanted.sqlite:
        formats.append(_Database(folder / "catalogue.sqlite"))
    if wanted.parquet:
        formats.append(parquet.Writer(folder))
    seen = _Seen()
    for chunk in chunks:
        seen.add(chunk)
        for download in formats:
            download.add(chunk)
    files = [file for download in formats for file in download.finish()]
    for file in files:
        emit_file(f"data/{file.name}", file)
    counts = seen.counts()
    emit("data/datapackage.json", datapackage(seen.described(wanted.about), wanted.version, [*files, *others]))
    emit("data/build.json", build_json(wanted.version, wanted.content_digest, counts, wanted.source_date))
    return counts


def write_database(chunks: Iterable[ExportChunk], folder: Path) -> File:
    """``catalogue.sqlite`` alone, for a worker: it takes as long as all the other files together."""
    database = _Database(folder / "catalogue.sqlite")
    for chunk in chunks:
        database.add(chunk)
    (file,) = database.finish()
    return file


class _Database:
    def __init__(self, place: Path) -> None:
        self._place = place
        self._writer = sqlite.Writer(place)

    def add(self, chunk: ExportChunk) -> None:
        self._writer.add(chunk)

    def finish(self) -> list[File]:
        self._writer.close()
        return [finished(self._place)]


class _Seen:
    """Counts what passes."""

    def __init__(self) -> None:
        self._submissions = 0
        self._departments: set[str] = set()
        self._years: set[int] = set()
        self._rows = {"projects": 0, "indicators": 0, "findings": 0}

    def add(self, chunk: ExportChunk) -> None:
        self._submissions += 1
        if chunk.department:
            self._departments.add(chunk.department)
        if chunk.year:
            self._years.add(chunk.year)
        for name in self._rows:
            self._rows[name] += chunk.rows[name]

    def counts(self) -> Counts:
        return Counts(departments=len(self._departments), submissions=self._submissions, **self._rows)

    def described(self, about: About) -> About:
        return About(
            about.title,
            about.description,
            about.homepage,
            about.licences,
            about.sources,
            about.years or tuple(sorted(self._years)),
        )
