"""Lists too long for memory: lines in a file, sorted there, read as they are asked for."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TypeVar, overload

T = TypeVar("T")
Key = tuple[object, ...]
Keys = Callable[[bytes], Iterable[Key]]  # of some lines

_RUN = 4 << 20  # bytes that are sorted in memory
_RUNS = 64  # that are read side by side at most
_BLOCK = 1 << 16  # bytes that are read of each
_SOME = 1000  # rows


class Lines(Sequence[T]):
    """Rows in a file, a line each: a check may have half a million, a kind of indicator a million."""

    def __init__(self, path: Path, decode: Callable[[bytes], list[T]], begins: array[int] | None = None) -> None:
        """``begins`` says where lines begin, and where the last of them ends; else it is the whole file."""
        self._path, self._decode = path, decode
        self._begins = array("q", [0]) if begins is None else begins
        if begins is None:
            with path.open("rb") as lines:
                self._begins.extend(accumulate(map(len, lines)))

    def __len__(self) -> int:
        return len(self._begins) - 1

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> list[T]: ...

    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, int):
            number = range(len(self))[at]
            return self[number : number + 1][0]
        first, last, _ = at.indices(len(self))
        with self._path.open("rb") as file:
            file.seek(self._begins[first])
            return self._decode(file.read(max(0, self._begins[last] - self._begins[first])))

    def __iter__(self) -> Iterator[T]:
        for at in range(0, len(self), _SOME):
            yield from self[at : at + _SOME]


def sort_lines(blocks: Iterable[bytes], size: int, keys: Keys, place: Path) -> Iterator[tuple[Key, int, int]]:
    """Write lines to a file in the order of their keys; gives each line's key and where it begins and ends.

    ``blocks`` are whole lines, ``size`` is how many bytes about. No more of them are in memory than a run, or a little
    of every run.
    """
    runs, ends = place.with_name(f"{place.name}.runs"), [0]
    with runs.open("wb") as file:
        for block in _together(blocks, max(_RUN, size // _RUNS)):
            file.write(b"".join([line for _, line in sorted(_keyed(block, keys))]))
            ends.append(file.tell())
    end = 0
    with place.open("wb") as file:
        merged = heapq.merge(*(_read(runs, *span, keys) for span in pairwise(ends)))
        for key, line in merged:
            file.write(line)
            yield key, end, end + len(line)
            end += len(line)
    runs.unlink()


def _together(blocks: Iterable[bytes], size: int) -> Iterator[bytes]:
    some: list[bytes] = []
    held = 0
    for block in blocks:
        some.append(block)
        held += len(block)
        if held >= size:
            yield b"".join(some)
            some, held = [], 0
    if some:
        yield b"".join(some)


def _keyed(block: bytes, keys: Keys) -> Iterator[tuple[Key, bytes]]:
    return zip(keys(block), block.splitlines(keepends=True), strict=True)


def _read(path: Path, start: int, end: int, keys: Keys) -> Iterator[tuple[Key, bytes]]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            block = b"".join(file.readlines(min(_BLOCK, end - start) - 1))  # it stops past that many bytes
            start += len(block)
            yield from _keyed(block, keys)
