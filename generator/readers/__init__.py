"""Bytes → blocks: one file per format, each giving the same blocks with places.

The folder is the registry: a module here that has ``FORMAT`` is a reader. It also has ``EXTENSIONS``
(the names such files usually carry), ``recognises(data, name)`` and ``read(data, name)``. What a file is,
its bytes tell and not its name: web pages called ``.doc`` and documents without any suffix are
common. Text is asked last, because everything that can be read at all is text.

Whatever the form, a table row reads the same: a horizontally merged cell is one cell, the continuation
of a vertically merged cell is an empty one.
"""

from __future__ import annotations

import hashlib
import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from generator.model import Block, Document, Paragraph, ReadError, Source
from generator.readers import text
from generator.readers.refusals import REFUSALS, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["REFUSALS", "Reader", "from_os_error", "read", "reader_for", "readers"]

LIMIT = 200 * 1024 * 1024  # bytes of one file; the largest real submission we know has 11 MB


class Reader(Protocol):
    """What a module of this folder offers to be a reader."""

    FORMAT: str
    EXTENSIONS: tuple[str, ...]

    def recognises(self, data: bytes, name: str) -> bool:
        """Whether these bytes are of this format; the name decides only where the bytes do not."""

    def read(self, data: bytes, name: str) -> tuple[Block, ...]:
        """The blocks in reading order. Raises ``ReadError``."""


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, sorted by name, text last."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules: Iterable[object] = (import_module(f"{__name__}.{name}") for name in names)
    found = [module for module in modules if hasattr(module, "FORMAT") and module is not text]
    return (*found, text)  # type: ignore[arg-type]


def reader_for(data: bytes, name: str) -> Reader:
    """The one reader for these bytes."""
    return next(reader for reader in readers() if reader.recognises(data, name))


def read(source_bytes: bytes, path: str) -> Document:
    """The document in ``source_bytes``; ``path`` is relative to the portal's folder.

    Raises :class:`ReadError` with a code of :data:`REFUSALS` for what cannot be read.
    """
    size = len(source_bytes)
    if not source_bytes.strip():
        raise refuse("READ-EMPTY")
    if size > LIMIT:
        raise refuse("READ-TOO-LARGE", size=f"{size >> 20} MB", limit=f"{LIMIT >> 20} MB")
    name = path.rsplit("/", 1)[-1].lower()
    reader = reader_for(source_bytes, name)
    blocks = reader.read(source_bytes, name)
    if not any(_says_something(block) for block in blocks):
        raise refuse("READ-EMPTY")
    digest = hashlib.sha256(source_bytes).hexdigest()
    return Document(Source(path, digest, size, reader.FORMAT), blocks)


def from_os_error(error: OSError) -> ReadError:
    """The same kind of message for a file whose bytes could not be had at all."""
    return refuse("READ-FOLDER" if isinstance(error, IsADirectoryError) else "READ-DENIED")


def _says_something(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(block.text.strip())
    return any(cell.text.strip() for cell in block.cells)
