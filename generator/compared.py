"""Rows of the same indicator from everywhere, kept on disk until their page is written.

A worker makes a department's share (:func:`rows_of`, :func:`packed`); :class:`Compared` takes the shares in and hands
them out heap by heap. What is in memory is one small heap, or some rows of a large one, never all: a million projects
have six million, and one kind may have a million of these. Heaps are told by the kind's address, so a kind is always in
one heap; there are many, so that one edit changes few.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple

import msgspec
from msgspec.structs import force_setattr

from .kinds import measured
from .model import Submission
from .pages.compared import Beginning, Compare
from .pages.surroundings import GroupSurroundings, SubmissionSurroundings
from .spooled import Key, Lines, sort_lines

HEAPS = 512
_AT_ONCE = 16 << 20  # bytes of all heaps' rows that come to the disk together, so that each heap's lie together
_IN_MEMORY = 16 << 20  # bytes of a heap's rows; as objects they are three times that
_LARGE = 4 << 20  # bytes of a heap's rows that are worth to be made smaller
# What many rows of a kind say alike, and is held once: they are a million where there are a million projects.
_OFTEN = (
    "kind", "unit", "printed", "department", "year", "aspect", "title", "comparison", "name",
    "department_name", "region", "submission", "anchor",
)  # fmt: skip


_lines = msgspec.json.Encoder().encode_lines
_rows = msgspec.json.Decoder(Compare).decode_lines
_beginnings = msgspec.json.Decoder(Beginning).decode_lines


def rows_of(group: GroupSurroundings, around: SubmissionSurroundings, submission: Submission) -> Iterator[Compare]:
    """The targets of one submission, those alone whose project counts."""
    if submission.sidecar.withdrawn or around.superseded_by:
        return
    region = group.region.name or ""
    for own, project in zip(around.projects, submission.projects, strict=True):
        if not (own.own and own.counted):
            continue
        name = (project.name.text if project.name else "") or (project.heading.text if project.heading else "")
        for number, one in enumerate(project.indicators, 1):
            target = one.target
            if target is None:
                continue
            found = measured(one)
            kind = found.kind
            yield Compare(
                kind.id, found.unit, found.value, target.printed, group.department_id, group.year, own.id, number,
                kind.aspect, kind.name, target.comparison or "", one.name, name, group.department, region, around.id,
                target.anchor,
            )  # fmt: skip


def packed(rows: Iterable[Compare]) -> dict[int, bytes]:
    """Rows as lines, heap by heap."""
    heaps: dict[int, list[Compare]] = {}
    for row in rows:
        heaps.setdefault(zlib.crc32(row.kind.encode()) % HEAPS, []).append(row)
    return {heap: _lines(some) for heap, some in sorted(heaps.items())}


class Compared:
    """Rows on disk, in one file. Opened for adding with ``with``; read with :meth:`kinds` after that."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / "compared.rows"
        self._file: BinaryIO | None = None
        self._end = 0
        self._held: dict[int, list[bytes]] = {}
        self._size = 0  # of what is held
        self._spans: dict[int, array[int]] = {}  # of each heap: where its lines begin and end

    def __enter__(self) -> Compared:
        self._place.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._place.open("wb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._write()
            self._file.close()
        self._file = None

    def add(self, share: Iterable[tuple[int, bytes]]) -> None:
        """Take in what one department contributes."""
        for heap, lines in share:
            self._held.setdefault(heap, []).append(lines)
            self._size += len(lines)
        if self._size >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        assert self._file is not None  # noqa: S101 - opened by the ``with``
        for heap, some in self._held.items():
            start, self._end = self._end, self._end + sum(map(len, some))
            self._spans.setdefault(heap, array("q")).extend((start, self._end))
            self._file.writelines(some)
        self._held, self._size = {}, 0

    def heaps(self) -> list[Heap]:
        """All heaps, in order."""
        return [Heap(heap, self._place, self._spans[heap]) for heap in sorted(self._spans)]

    def kinds(self) -> Iterator[Sequence[Compare]]:
        """Every kind with its rows."""
        for heap in self.heaps():
            yield from heap.kinds()


class Heap(NamedTuple):
    """The rows of some kinds: can be sent to the process that makes their pages."""

    number: int
    place: Path
    spans: array[int]

    def kinds(self, most: int = _IN_MEMORY) -> Iterator[Sequence[Compare]]:
        """Every kind with its rows: by unit, the commonest first, in it by value, the largest first.

        Past ``most`` bytes rows are sorted on disk, and stand there until the next kind is asked for.
        """
        size = sum(self.spans[1::2]) - sum(self.spans[::2])
        return self._from_disk(size) if size > most else self._in_memory(size)

    def _blocks(self) -> Iterator[bytes]:
        with self.place.open("rb") as file:
            for start, end in zip(self.spans[::2], self.spans[1::2], strict=True):
                file.seek(start)
                yield file.read(end - start)

    def _in_memory(self, size: int) -> Iterator[list[Compare]]:
        found: dict[str, list[Compare]] = {}
        known: dict[str, str] = {}
        for block in self._blocks():
            rows = _rows(block)
            if size > _LARGE:
                _hold_once(rows, known)
            for row in rows:
                found.setdefault(row.kind, []).append(row)
        for kind in sorted(found):
            rows = found[kind]
            yield rows if len(rows) == 1 else sorted(rows, key=_Order(rows).place)

    def _from_disk(self, size: int) -> Iterator[Sequence[Compare]]:
        order = _Order(row for block in self._blocks() for row in _beginnings(block))
        place = self.place.with_name(f"heap-{self.number}.rows")

        def keys(block: bytes) -> list[Key]:
            return list(map(order.place, _beginnings(block)))

        kinds: dict[object, array[int]] = {}
        for key, begin, end in sort_lines(self._blocks(), size, keys, place):
            kinds.setdefault(key[0], array("q", [begin])).append(end)
        for begins in kinds.values():
            yield Lines(place, _rows, begins)
        place.unlink()


def _hold_once(rows: Iterable[Compare], known: dict[str, str]) -> None:
    for row in rows:
        for name in _OFTEN:
            value = getattr(row, name)
            force_setattr(row, name, known.setdefault(value, value))


class _Order:
    """Where rows stand among those of their kind."""

    def __init__(self, rows: Iterable[Compare | Beginning]) -> None:
        units: dict[str, dict[str, int]] = {}
        for row in rows:
            counts = units.setdefault(row.kind, {})
            if row.value is not None:
                counts[row.unit] = counts.get(row.unit, 0) + 1
        self._units = {
            kind: {unit: at for at, unit in enumerate(sorted(counts, key=lambda unit: (-counts[unit], unit)))}
            for kind, counts in units.items()
        }

    def place(self, row: Compare | Beginning) -> Key:
        kind, value = row.kind, row.value
        units = self._units[kind]
        if value is None:
            return kind, len(units), 0, row.printed, row.department, row.year, row.project, row.number
        return kind, units[row.unit], -value, "", row.department, row.year, row.project, row.number
