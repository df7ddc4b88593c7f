"""Files of the download folder while they grow: written piece by piece beside the site, then handed over.

Out: :class:`File`, what the package's description says of each: its path under ``data/``, size, SHA-256, rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from . import csv_text
from .chunks import ExportChunk
from .tables import TABLES, Table

_BLOCK = 1 << 20  # bytes copied at a time
ROWS_PER_FILE = 1_000_000  # a spreadsheet holds 1,048,576 rows


class File(Struct, frozen=True):
    """One finished file: where it lies now and what it is."""

    name: str
    place: Path
    size: int
    sha256: str
    rows: int | None = None
    table: str | None = None


class Growing:
    """A file that is written piece by piece while its digest is taken."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.place, self.rows, self.size = name, folder / name, 0, 0
        self._digest = hashlib.sha256()
        self._stream: BinaryIO = self.place.open("wb")

    def write(self, data: bytes, rows: int = 0) -> None:
        """Append ``data``, which holds ``rows`` rows."""
        self._stream.write(data)
        self._digest.update(data)
        self.rows += rows
        self.size += len(data)

    def finish(self, table: str | None = None, name: str | None = None) -> File:
        """Close it and say what it is, under another ``name`` if it grew into something else."""
        self._stream.close()
        if name and name != self.name:
            self.name, self.place = name, self.place.replace(self.place.with_name(name))
        rows = self.rows if table else None
        return File(self.name, self.place, self.size, self._digest.hexdigest(), rows, table)


def finished(place: Path) -> File:
    """What a file that another library wrote is."""
    with place.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    return File(place.name, place, place.stat().st_size, digest.hexdigest())


class LineFiles:
    """``projects.jsonl``, ``submissions.jsonl`` and ``findings.jsonl``."""

    def __init__(self, folder: Path) -> None:
        self._files = [Growing(folder, f"{name}.jsonl") for name in ("projects", "submissions", "findings")]

    def add(self, chunk: ExportChunk) -> None:
        """Append one submission's lines."""
        parts = (chunk.projects_jsonl, chunk.submissions_jsonl, chunk.findings_jsonl)
        for file, data in zip(self._files, parts, strict=True):
            file.write(data)

    def finish(self) -> list[File]:
        """The three files."""
        return [file.finish() for file in self._files]


class TableFiles:
    """The CSV tables: one file each, or one a year where all rows together are too many for a spreadsheet.

    Rows are kept a year apart from the start, since only the end tells which it is. Rows stand by year, the undated
    last, either way.
    """

    def __init__(self, folder: Path, limit: int = ROWS_PER_FILE) -> None:
        self._folder, self._limit = folder, limit
        self._parts: dict[tuple[str, str], list[Growing]] = {}

    def add(self, chunk: ExportChunk) -> None:
        """Append one submission's rows."""
        year = str(chunk.year) if chunk.year else "undated"
        for table in TABLES:
            rows = chunk.rows[table.name]
            if not rows:
                continue
            parts = self._parts.setdefault((table.name, year), [])
            if not parts or parts[-1].rows + rows > self._limit:
                number = f"-{len(parts) + 1}" if parts else ""
                parts.append(self._begin(table, f"{table.name}-{year}{number}.csv"))
            parts[-1].write(chunk.tables[table.name], rows)

    def finish(self) -> list[File]:
        """All files of all tables; a table without rows has its header."""
        return [file for table in TABLES for file in self._finish(table)]

    def _begin(self, table: Table, name: str) -> Growing:
        file = Growing(self._folder, name)
        file.write(csv_text.header(table))
        return file

    def _finish(self, table: Table) -> Iterable[File]:
        years = sorted(key for key in self._parts if key[0] == table.name)
        parts = [part for key in years for part in self._parts[key]]
        if sum(part.rows for part in parts) > self._limit:
            return [part.finish(table.name) for part in parts]
        name = f"{table.name}.csv"
        whole, *others = parts or [self._begin(table, name)]
        for part in others:
            place = part.finish().place
            with place.open("rb") as stream:
                stream.seek(len(csv_text.header(table)))
                while block := stream.read(_BLOCK):
                    whole.write(block)
            whole.rows += part.rows
            place.unlink()
        return [whole.finish(table.name, name)]
