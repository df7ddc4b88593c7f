"""Whole numbers as plain ASCII, made to be gzipped by any web server and read by a loop over character codes.

The alphabet is the 91 printable characters from ``#`` to ``~`` without the backslash, so that a text needs no
escaping in a script. Values below 64 take one character, up to 2,065 two, up to 3.7 million four. Small numbers
stay single symbols of one alphabet, which is what gzip's Huffman codes want: measured, within a tenth of the
entropy, where base64 of bytes loses a quarter.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIZE = 91
SHORT = 64  # values of one character
LEADS = 22  # leading characters of two
MIDDLE = SHORT + LEADS * SIZE  # first value of four characters
LIMIT = MIDDLE + (SIZE - SHORT - LEADS) * SIZE**3  # first value that cannot be written

Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]

_FEW = 16  # times SIZE² values of four characters are looked up, as most numbers of documents are
_SYMBOLS = bytes(c for c in range(ord("#"), ord("~") + 1) if c != ord("\\")).ljust(256, b"#")


def encode(values: Numbers, at: Ints | None = None) -> tuple[bytes, Ints]:
    """Encode ``values``; the second result holds where each begins, and the end, so that a slice can be cut out.

    Where only some slices are wanted, ``at`` are the numbers of the values at which these begin and end.
    """
    encoded, further = _encode(values)
    if at is None:
        at = np.arange(values.size + 1)
    if further is not None:
        before = np.zeros(values.size + 1, dtype=np.int64)
        np.cumsum(further, out=before[1:])
        at = at + before[at]
    return encoded, at


def _encode(values: Numbers) -> tuple[bytes, NDArray[Any] | None]:
    """The values as text, and how many characters more than one each takes; None where all take one."""
    largest = int(values.max()) if values.size else 0
    if values.size and (int(values.min()) < 0 or largest >= LIMIT):
        raise ValueError(f"a number to encode lies outside 0 … {LIMIT - 1}")
    if largest < SHORT:
        return values.astype(np.uint8).tobytes().translate(_SYMBOLS), None
    further: NDArray[Any] = values >= SHORT
    if largest < MIDDLE:
        return _packed(_pairs()[values]), further
    spelt = _fours()
    written = spelt.take(values, mode="clip")
    if largest >= spelt.size:
        large = np.flatnonzero(values >= spelt.size)
        rest = values[large].astype(np.int64) - MIDDLE
        digits = (rest // SIZE**3 + SHORT + LEADS, rest // SIZE**2 % SIZE, rest // SIZE % SIZE, rest % SIZE)
        written.view(np.uint8).reshape(-1, 4)[large] = _spelt(np.stack(digits, axis=1))
    return _packed(written), further + 2 * (values >= MIDDLE)


def _packed(spelt: NDArray[Any]) -> bytes:
    """Values as spelt, without the zeros that fill up the shorter ones."""
    return spelt.tobytes().translate(None, b"\0")


def _spelt(digits: Numbers) -> NDArray[np.uint8]:
    """The symbols of digits."""
    symbols = np.frombuffer(digits.astype(np.uint8).tobytes().translate(_SYMBOLS), dtype=np.uint8)
    return symbols.reshape(digits.shape)


@cache
def _pairs() -> NDArray[np.uint16]:
    """Every value that takes no more than two characters, spelt."""
    spelt = np.zeros((MIDDLE, 2), dtype=np.uint8)
    spelt[:SHORT, 0] = _spelt(np.arange(SHORT))
    more = np.arange(MIDDLE - SHORT)
    spelt[SHORT:] = _spelt(np.stack((SHORT + more // SIZE, more % SIZE), axis=1))
    return spelt.view(np.uint16).ravel()


@cache
def _fours() -> NDArray[np.uint32]:
    """The same, and as many values of four characters as it costs little to spell."""
    spelt = np.zeros((MIDDLE + _FEW * SIZE**2, 4), dtype=np.uint8)
    spelt[:MIDDLE, :2] = _pairs().view(np.uint8).reshape(-1, 2)
    some = spelt[MIDDLE:].reshape(_FEW, SIZE, SIZE, 4)
    digits = _spelt(np.arange(SIZE))
    some[..., 0] = _spelt(np.array([SHORT + LEADS]))
    some[..., 1], some[..., 2], some[..., 3] = digits[:_FEW, None, None], digits[:, None], digits
    return spelt.view(np.uint32).ravel()


def text(values: Numbers | list[int]) -> str:
    """Encode ``values`` as one string."""
    return _encode(np.asarray(values))[0].decode("ascii")


def decode(encoded: str) -> list[int]:
    """Read the numbers back (the browser's ``codec.js`` does the same)."""
    codes = [c - 35 - (c > 92) for c in encoded.encode("ascii")]
    found: list[int] = []
    i = 0
    while i < len(codes):
        lead = codes[i]
        if lead < SHORT:
            found.append(lead)
            i += 1
        elif lead < SHORT + LEADS:
            found.append(SHORT + (lead - SHORT) * SIZE + codes[i + 1])
            i += 2
        else:
            a, b, c = codes[i + 1 : i + 4]
            found.append(MIDDLE + (lead - SHORT - LEADS) * SIZE**3 + a * SIZE**2 + b * SIZE + c)
            i += 4
    return found
