"""Damaged bytes, in one place: what decoders raise on them becomes a refusal.

A file cut short or flipped in a bit makes zip, XML and sheet decoders raise whatever comes to hand. Each such
file must give one clear line, and the others must still be read.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from generator.readers.refusals import refuse

# lxml's syntax errors are SyntaxErrors; a wrong number in an attribute is a ValueError, a missing part a KeyError.
_ON_DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, SyntaxError, LookupError, ValueError, TypeError,
    ArithmeticError, AssertionError, RuntimeError, OSError,
)  # fmt: skip


@contextmanager
def damage_refused(*further: type[Exception]) -> Iterator[None]:
    """Raises ``READ-DAMAGED`` for what damaged bytes make decoders raise; refusals pass through as they are."""
    try:
        yield
    except _ON_DAMAGE + further as error:
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise refuse("READ-DAMAGED", reason=reason) from error
