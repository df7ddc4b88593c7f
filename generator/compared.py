"""Rows of the same indicator from everywhere, kept on disk until their page is written.

A worker makes a department's share (:func:`rows_of`, :func:`packed`); :class:`Compared` takes the shares in and hands
them out kind by kind. What is in memory is one key a row of one heap, never the rows: a million projects have six
million. Heaps are told by the kind's address, so a kind is always in one heap.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, overload

import msgspec

from .kinds import measured
from .model import Submission
from .pages.compared import Compare, Key
from .pages.surroundings import GroupSurroundings, SubmissionSurroundings

HEAPS = 64


_encode = msgspec.json.Encoder().encode
_key = msgspec.json.Decoder(Key).decode
_row = msgspec.json.Decoder(Compare).decode


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


def packed(rows: Iterable[Compare]) -> tuple[tuple[int, bytes], ...]:
    """Rows as lines, heap by heap."""
    heaps: dict[int, list[bytes]] = {}
    for row in rows:
        heaps.setdefault(zlib.crc32(row.kind.encode()) % HEAPS, []).append(_encode(row))
    return tuple((heap, b"\n".join(lines) + b"\n") for heap, lines in sorted(heaps.items()))


class Rows(Sequence[Compare]):
    """The rows of one kind in the order of its page, read as they are asked for."""

    def __init__(self, heap: bytes, keys: list[tuple[Key, int, int]]) -> None:
        self._heap = heap
        self.keys = [key for key, _, _ in keys]
        self._spans = [(start, end) for _, start, end in keys]

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, at: int) -> Compare: ...
    @overload
    def __getitem__(self, at: slice) -> list[Compare]: ...
    def __getitem__(self, at: int | slice) -> Compare | list[Compare]:
        if isinstance(at, slice):
            return [_row(self._heap[start:end]) for start, end in self._spans[at]]
        start, end = self._spans[at]
        return _row(self._heap[start:end])


class Compared:
    """All rows on disk. Opened for adding with ``with``; read with :meth:`kinds` after that."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[int, BinaryIO] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Compared:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, share: Sequence[tuple[int, bytes]]) -> None:
        """Take in what one department contributes."""
        for heap, lines in share:
            if heap not in self._files:
                self._files[heap] = self._stack.enter_context((self._folder / f"{heap:02}.rows").open("wb"))
            self._files[heap].write(lines)

    def kinds(self) -> Iterator[Rows]:
        """Every kind with its rows: by unit, the commonest first, in it by value, the largest first."""
        for path in sorted(self._folder.glob("*.rows")):
            heap = path.read_bytes()
            found: dict[str, list[tuple[Key, int, int]]] = {}
            start = 0
            while start < len(heap):
                end = heap.index(b"\n", start)
                key = _key(heap[start:end])
                found.setdefault(key.kind, []).append((key, start, end))
                start = end + 1
            for kind in sorted(found):
                yield Rows(heap, _sorted(found[kind]))


def _sorted(keys: list[tuple[Key, int, int]]) -> list[tuple[Key, int, int]]:
    units: dict[str, int] = {}
    for key, _, _ in keys:
        if key.value is not None:
            units[key.unit] = units.get(key.unit, 0) + 1
    order = {unit: at for at, unit in enumerate(sorted(units, key=lambda unit: (-units[unit], unit)))}

    def place(entry: tuple[Key, int, int]) -> tuple[object, ...]:
        key = entry[0]
        if key.value is None:
            return len(order), Decimal(0), key.printed, key.department, key.year, key.project, key.number
        return order[key.unit], -key.value, "", key.department, key.year, key.project, key.number

    return sorted(keys, key=place)
