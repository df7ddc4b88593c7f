"""The files of the index: classic scripts that hand over one text each, named by their content.

``MZ.take(name, check, text)``: the browser compares the name with what it asked for and the CRC-32 of the text's UTF-8
with ``check``, so that a file that was cut short, mixed up or damaged is never taken for an answer.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec

_quoted = msgspec.json.Encoder().encode

DIGEST = 8  # characters of base 32, 40 bits: with 3,000 pieces two clash in one of 200,000 builds, and are told apart


class File(NamedTuple):
    """One output file: its path below the site, and its bytes."""

    path: str
    data: bytes


class Delivered(NamedTuple):
    """A file that was handed on where it was made: its path, its bytes' size and check, and what came of it."""

    path: str
    size: int
    check: int
    came: Any


#: Takes the files of one task where they are made, one by one, so that not all of them are held.
Deliver = Callable[[Iterable[File]], list[Delivered]]


class Part(NamedTuple):
    """What comes of one task: the names that the manifest needs, and the files, as they were handed on."""

    named: tuple[tuple[str, str], ...]
    files: tuple[Delivered, ...]


class Before:
    """Parts of an index before. This one knows none."""

    def get(self, name: str) -> Part | None:
        """The part of this name if its files are still there: they stay. The name tells all that it is made of."""

    def put(self, name: str, part: Part) -> None:
        """Know a part that was made."""


def delivered(path: str, data: bytes, came: Any) -> Delivered:
    """What is told of a file that was handed on, and what came of it."""
    return Delivered(path, len(data), zlib.crc32(data), came)


def themselves(files: Iterable[File]) -> list[Delivered]:
    """Files as they are, for whoever waits for them."""
    return [delivered(path, data, data) for path, data in files]


def digest(data: bytes) -> str:
    """A short name for some content, safe where names that differ only in case are one."""
    return base64.b32encode(hashlib.sha256(data).digest()[:10]).decode("ascii").lower()[:DIGEST]


def script(name: str, text: bytes, json: bool = False) -> bytes:
    """The script that hands over ``text``, in UTF-8, under ``name``.

    Of ``json`` it is known that no control character stands in it as it is: two signs are then all that is escaped.
    """
    quoted = b'"%b"' % text.replace(b"\\", b"\\\\").replace(b'"', b'\\"') if json else _quoted(text.decode())
    return b'MZ.take("%b","%08x",%b);\n' % (name.encode(), zlib.crc32(text), quoted)


def piece(folder: str, text: str) -> tuple[str, File]:
    """A script named by its content: its name in the manifest, and the file."""
    data = text.encode()
    name = digest(data)
    return name, File(f"search/{folder}/{name}.js", script(f"{folder}/{name}", data))
