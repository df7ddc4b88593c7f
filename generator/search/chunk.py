"""A mapped chunk: what the index needs to know of some consecutive documents, as bytes that can be stored.

A chunk depends on nothing but its documents, so it can be made in any process and kept under the digest of what
went in. :class:`Chunk` reads one back piece by piece, without copying the arrays.
Layout: the magic line, the sections' sizes, the sections, each beginning on a multiple of eight bytes.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

MAGIC: Final = b"mingzhang search chunk 2"
FIELD_BITS: Final = 3  # a place is document << 3 | field
_ARRAYS: Final = ("<u4", "<i8", "<u4", "<u4", "<u2")  # lengths, terms, rows, places, frequencies
WORDS, FACTS, RECORDS = range(3)  # the sections before the arrays
_SECTIONS: Final = 3 + len(_ARRAYS)


Buffer = bytes | memoryview


class Facts(Struct, frozen=True, gc=False, array_like=True):
    """What narrowing and sorting ask of one document."""

    kind: str
    region: str
    region_name: str
    department_id: str
    department: str
    year: int | None
    budget: str  # yuan, "" where unknown
    indicator_kinds: tuple[str, ...]
    findings: tuple[str, ...]
    order: bytes  # sorts by name


def pack(facts: list[Facts], records: list[bytes], words: list[str], arrays: tuple[NDArray[Any], ...]) -> bytes:
    """Write a chunk down. ``arrays``: lengths (documents × fields), terms ascending, the rows of each term, and for
    each row its place and frequency."""
    sections = [
        msgspec.msgpack.encode(words),
        msgspec.msgpack.encode(facts),
        msgspec.msgpack.encode(records),
        *(array.astype(kind, copy=False).tobytes() for kind, array in zip(_ARRAYS, arrays, strict=True)),
    ]
    sizes = np.array([len(section) for section in sections], dtype="<i8").tobytes()
    return b"".join([MAGIC, sizes, *(section + b"\0" * (-len(section) % 8) for section in sections)])


def words_of(section: Buffer) -> list[str]:
    """A chunk's words, read back."""
    return msgspec.msgpack.decode(section, type=list[str])


def facts_of(section: Buffer) -> list[Facts]:
    """A chunk's facts, read back."""
    return msgspec.msgpack.decode(section, type=list[Facts])


def records_of(section: Buffer) -> list[bytes]:
    """A chunk's records, read back."""
    return msgspec.msgpack.decode(section, type=list[bytes])


class Chunk:
    """A chunk as read back; each section is read when it is asked for."""

    def __init__(self, data: bytes):
        start = len(MAGIC) + 8 * _SECTIONS
        if data[: len(MAGIC)] != MAGIC:
            raise ValueError("not a search chunk of this version")
        self._data = memoryview(data)
        self._places = []
        for size in np.frombuffer(self._data[len(MAGIC) : start], dtype="<i8").tolist():
            self._places.append((start, size))
            start += size + -size % 8

    def section(self, number: int) -> memoryview:
        """One section as it was written."""
        start, size = self._places[number]
        return self._data[start : start + size]

    def _array(self, number: int) -> NDArray[Any]:
        return np.frombuffer(self.section(3 + number), dtype=_ARRAYS[number])

    @property
    def words(self) -> list[str]:
        return words_of(self.section(WORDS))

    @property
    def lengths(self) -> NDArray[np.uint32]:
        return self._array(0)

    @property
    def terms(self) -> NDArray[np.int64]:
        return self._array(1)

    @property
    def rows(self) -> NDArray[np.uint32]:
        return self._array(2)

    @property
    def places(self) -> NDArray[np.uint32]:
        return self._array(3)

    @property
    def frequencies(self) -> NDArray[np.uint16]:
        return self._array(4)
