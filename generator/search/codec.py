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

_SYMBOLS = bytes(c for c in range(ord("#"), ord("~") + 1) if c != ord("\\")).ljust(256, b"#")


def encode(values: Numbers) -> tuple[bytes, Ints]:
    """Encode ``values``; the second result holds where each begins, and the end, so that a slice can be cut out."""
    encoded, further = _encode(values)
    starts = np.arange(values.size + 1)
    if further is not None:
        starts[1:] += np.cumsum(further, dtype=np.int64)
    return encoded, starts


def _encode(values: Numbers) -> tuple[bytes, NDArray[Any] | None]:
    """The values as text, and how many characters more than one each takes; None where all take one."""
    largest = int(values.max()) if values.size else 0
    if values.size and (int(values.min()) < 0 or largest >= LIMIT):
        raise ValueError(f"a number to encode lies outside 0 … {LIMIT - 1}")
    if largest < SHORT:
        return values.astype(np.uint8).tobytes().translate(_SYMBOLS), None
    if largest >= MIDDLE:
        return _wide(values)
    written = np.ones((values.size, 2), dtype=np.bool_)
    written[:, 1] = further = values >= SHORT
    return _pairs()[values].view(np.uint8).reshape(-1, 2)[written].tobytes(), further


@cache
def _pairs() -> NDArray[np.uint16]:
    """Every value that takes no more than two characters, spelt: a value of one with any second."""
    values = np.arange(MIDDLE) - SHORT
    symbols = np.stack((np.where(values < 0, values + SHORT, SHORT + values // SIZE), values % SIZE), axis=1)
    return np.frombuffer(symbols.astype(np.uint8).tobytes().translate(_SYMBOLS), dtype=np.uint16)


def _wide(values: Numbers) -> tuple[bytes, NDArray[Any]]:
    longer = np.flatnonzero(values >= SHORT)  # seldom many, so only these are looked at one by one
    large = values[longer].astype(np.int64)
    four = large >= MIDDLE
    more = np.where(four, 3, 1)
    place = longer + np.cumsum(more) - more
    further = np.zeros(values.size, dtype=np.uint8)
    further[longer] = more
    out = np.empty(values.size + int(more.sum()), dtype=np.uint8)
    alone = np.ones(out.size, dtype=np.bool_)
    alone[place] = alone[place + 1] = False
    alone[place[four] + 2] = alone[place[four] + 3] = False
    out[alone] = values[values < SHORT]
    rest, at = large[~four] - SHORT, place[~four]
    out[at], out[at + 1] = SHORT + rest // SIZE, rest % SIZE
    rest, at = large[four] - MIDDLE, place[four]
    out[at] = SHORT + LEADS + rest // SIZE**3
    for i, power in enumerate((SIZE**2, SIZE, 1), start=1):
        out[at + i] = rest // power % SIZE
    return out.tobytes().translate(_SYMBOLS), further


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
