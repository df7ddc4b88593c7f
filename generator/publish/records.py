"""What is known of each file of the new site: one record where it is written, packed wherever there are many.

A site of a million projects has some millions of files, so their records are byte strings that sort as their paths
do. They travel from the workers in bunches and wait as such, on the disk once they are many: whoever gathers them
has other uses for its memory until all have come.
"""

from __future__ import annotations

import struct
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

import msgspec
from msgspec import Struct

from generator.publish.manifest import Stamp

_REST = struct.Struct("=32s?3q")  # digest, whether it was written, stamp
_LOOKS = struct.Struct("=2q")  # of a folder
_END = b"\0"  # sorts before whatever a path may contain, so packed records sort as their paths do
_TAIL = len(_END) + _REST.size
_WRITTEN, _STAMP = -25, -24
_IN_MEMORY = 1 << 24  # bytes
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[list[bytes], list[bytes]]).decode


class Record(Struct, frozen=True, gc=False):
    """One file of the new site.

    ``stamp`` is what it looked like when its bytes were compared with those the site had already, or, where it was
    written, when that was done. An object store does not say.
    """

    path: str
    digest: bytes
    stamp: Stamp
    changed: bool  # whether it was written


def pack(record: Record) -> bytes:
    """A record as one byte string."""
    return record.path.encode() + _END + _REST.pack(record.digest, record.changed, *record.stamp)


def path_of(line: bytes) -> str:
    """The path of a packed record."""
    return line[:-_TAIL].decode()


def unpack(line: bytes) -> Record:
    """What was packed."""
    digest, changed, *looks = _REST.unpack_from(line, len(line) - _REST.size)
    return Record(path_of(line), digest, cast("Stamp", tuple(looks)), changed)


def bunch(records: Iterable[Record], folders: Iterable[tuple[str, Stamp]] = ()) -> bytes:
    """Records as they travel and wait, and what folders look like."""
    looks = [f"{folder}/".encode() + _END + _LOOKS.pack(*stamp[1:]) for folder, stamp in folders]
    return _encode(([pack(record) for record in records], looks))


def folder_stamp(line: bytes) -> Stamp:
    """The stamp of a folder, of which the packed path ends in a slash."""
    modified, changed = _LOOKS.unpack_from(line, len(line) - _LOOKS.size)
    return 0, modified, changed


def lines_of(some: Sequence[bytes]) -> Iterator[str]:
    """Packed records as they stand in the manifest."""
    digits = b"".join([line[-_REST.size : _WRITTEN] for line in some]).hex()
    for at, line in zip(range(0, len(digits), 64), some, strict=True):
        yield f"{digits[at : at + 64]}  {line[:-_TAIL].decode()}\n"


def digests_of(some: Sequence[bytes]) -> bytes:
    """Their digests, 32 bytes each."""
    return b"".join([line[-_REST.size : _WRITTEN] for line in some])


def stamps_of(some: Sequence[bytes]) -> array[int]:
    """What they looked like, three numbers each."""
    return array("q", b"".join([line[_STAMP:] for line in some]))


def first_twice(some: Sequence[bytes]) -> str | None:
    """Of sorted records, the first path that two of them have."""
    previous = b""
    for line in some:
        path = line[:-_TAIL]
        if path == previous:
            return path.decode()
        previous = path
    return None


def first_found(some: Sequence[bytes]) -> str | None:
    """The first path of which the bytes were there already."""
    return next((path_of(line) for line in some if not line[_WRITTEN]), None)


class Gathered:
    """Records until all have come."""

    def __init__(self, folder: Path) -> None:
        """Where they are many, they wait in a nameless file in this folder."""
        self._bunches = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="stage.", dir=str(folder))  # noqa: SIM115
        self._sizes = array("q")
        self._last: list[Record] = []

    def __bool__(self) -> bool:
        return bool(self._sizes or self._last)

    def add(self, record: Record) -> None:
        """Take in one."""
        self._last.append(record)
        if len(self._last) == 1000:
            self._put_away()

    def add_bunch(self, data: bytes) -> None:
        """Take in what came from elsewhere (:func:`bunch`)."""
        self._sizes.append(self._bunches.write(data))

    def in_order(self) -> tuple[list[bytes], list[bytes]]:
        """All, packed and sorted: of files, and of folders."""
        self._put_away()
        files: list[bytes] = []
        folders: list[bytes] = []
        self._bunches.seek(0)
        for size in self._sizes:
            some = _decode(self._bunches.read(size))
            files += some[0]
            folders += some[1]
        files.sort()
        folders.sort()
        return files, folders

    def close(self) -> None:
        """Let them go."""
        self._bunches.close()

    def _put_away(self) -> None:
        if self._last:
            self.add_bunch(bunch(self._last))
            self._last = []
