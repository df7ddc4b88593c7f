"""What the database's full text is cut into, many texts at once: ``2021年差旅费`` → ``2021 年差 差旅 旅费 费``.

Overlapping pairs of Chinese characters, each run's last character alone, Latin words and numbers whole, all of it in
compatibility form (full width is half width). On arrays of code points: a text is millions of pairs, and
Python is five times as slow one by one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_UNSEEN, _OTHER, _LATIN, _HAN, _SEVERAL, _END = range(6)
_HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3134F))


class _Table(NamedTuple):
    """By code point; what texts have not had yet is not known yet."""

    kinds: NDArray[np.uint8]
    plain: NDArray[np.uint32]  # its compatibility form


@cache
def _table() -> _Table:
    table = _Table(np.zeros(0x110000, dtype=np.uint8), np.zeros(0x110000, dtype=np.uint32))
    table.kinds[0] = _END
    return table


def cut(texts: Sequence[str]) -> list[str]:
    """Cut texts into their terms, each of which a blank follows."""
    texts = [text.replace("\0", " ") for text in texts]
    points, kinds = _points(texts)
    several = np.flatnonzero(kinds == _SEVERAL)
    if several.size:  # one sign that stands for several (㎡), or several for one: seldom
        for at in set(np.cumsum(kinds == _END)[several].tolist()):
            texts[at] = unicodedata.normalize("NFKC", texts[at])
        points, kinds = _points(texts)
    han, latin = kinds == _HAN, kinds == _LATIN
    following = np.append(kinds[1:], _OTHER)
    # Of each sign, what may be written: itself, the one behind it, a blank.
    signs = np.full((points.size, 3), ord(" "), dtype="<u4")
    signs[:, 0], signs[:-1, 1] = points, points[1:]
    written = np.empty(signs.shape, dtype=np.bool_)
    written[:, 0] = han | latin | (kinds == _END)
    written[:, 1] = han & (following == _HAN)
    written[:, 2] = han | (latin & (following != _LATIN))
    return signs[written].tobytes().decode("utf-32-le").split("\0")[:-1]


def _points(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """All texts as code points in compatibility form, each text followed by a zero, and what they are."""
    table = _table()
    points = np.frombuffer("\0".join([*texts, ""]).encode("utf-32-le"), dtype="<u4")
    kinds = table.kinds[points]
    if not kinds.all():
        for point in set(points[kinds == _UNSEEN].tolist()):
            table.kinds[point], table.plain[point] = _look(chr(point))
        kinds = table.kinds[points]
    return table.plain[points], kinds


def _look(char: str) -> tuple[int, int]:
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) > 1 or unicodedata.combining(char):
        return _SEVERAL, 0
    point = ord(plain)
    if any(first <= point <= last for first, last in _HAN_RANGES):
        return _HAN, point
    return _LATIN if plain.isascii() and plain.isalnum() else _OTHER, point
