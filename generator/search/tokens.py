"""Many texts at once → their terms as numbers: the same cut as :func:`terms.terms`, on arrays of code points.

A term is one 42-bit number: two code points of 21 bits, the second 0 for a run's last character, or the mark
``WORD`` and a word's rank. Numbers compare as the terms' texts do, words last. What numpy cannot fold one to one (…,
⑩, ㎡, combining marks) is rare: those texts take the slow way through :func:`terms.fold`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import terms

WORD = 0x1FFFFF  # stands where the first code point would
BITS = 21
_TABLE = 0x40000  # nothing above the third plane folds to something else
_NEITHER, _LETTER, _HAN, _BLANK, _GONE = range(5)
# Where code points may fold to something else than themselves (traditional characters come from their own table).
_CHANGING = (
    (0, 0x3400), (0xA640, 0xAC00), (0xF900, 0x10000), (0x10400, 0x10D00), (0x118A0, 0x118C0), (0x16E40, 0x16E60),
    (0x1D100, 0x1D800), (0x1E000, 0x1F300), (0x1FBF0, 0x1FBFA), (0x2F800, 0x2FA20),
)  # fmt: skip
# Scripts whose signs join the one before them.
_JOINING = ((0x900, 0x1200), (0x11000, 0x12000))


class Tokens(NamedTuple):
    """For each term its number, the text it stands in, and where: pairs in reading order, then words.

    ``words[rank]`` spells a word.
    """

    terms: NDArray[np.int64]
    owners: NDArray[np.int64]
    places: NDArray[np.int64]
    words: list[str]


class _Tables(NamedTuple):
    folded: NDArray[np.uint32]  # by code point as written
    slow: NDArray[np.bool_]  # by code point as written: not one to one
    kinds: NDArray[np.uint8]  # by folded code point


@cache
def _tables() -> _Tables:
    folded = np.arange(_TABLE, dtype=np.uint32)
    slow = np.zeros(_TABLE, dtype=np.bool_)
    for first, last in _CHANGING:
        chars = _text(np.arange(first, last))
        forms = [unicodedata.normalize("NFKC", char).lower() for char in chars]
        folded[first:last] = [ord(form if len(form) == 1 else char) for form, char in zip(forms, chars, strict=True)]
        slow[first:last] = [
            len(form) != 1 or unicodedata.combining(char) != 0 for form, char in zip(forms, chars, strict=True)
        ]
    for first, last in _JOINING:
        slow[first:last] = True
    simplified = np.arange(_TABLE, dtype=np.uint32)
    for point, plain in terms.folding().items():
        simplified[point] = ord(plain)
    kinds = np.zeros(_TABLE, dtype=np.uint8)
    for ranges, kind in ((terms.WORD_RANGES, _LETTER), (terms.RUN_RANGES, _HAN)):
        for first, last in ranges:
            kinds[first : last + 1] = kind
    every = _text(np.arange(0x10000))
    for pattern, kind in ((terms.BLANKS, _BLANK), (terms.INVISIBLE, _GONE)):
        kinds[[ord(char) for char in re.findall(f"[{pattern}]", every)]] = kind
    return _Tables(simplified[folded], slow, kinds)


def _text(points: NDArray[Any]) -> str:
    """Code points as text."""
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _points(texts: Sequence[str]) -> NDArray[np.uint32]:
    """All texts as code points, each followed by a zero."""
    joined = "\0".join([*texts, ""])
    return np.minimum(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), _TABLE - 1)


def _folded(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The folded code points of all texts, and which text each belongs to; blanks are still there."""
    tables = _tables()
    texts = [text.replace("\0", "\1") if "\0" in text else text for text in texts]
    points = _points(texts)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    if tables.slow[points].any():
        ends = np.cumsum(lengths)
        texts = list(texts)
        for i in set(np.searchsorted(ends, np.flatnonzero(tables.slow[points]), side="right").tolist()):
            texts[i] = terms.fold(texts[i])
        points = _points(texts)
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    return tables.folded[points], np.repeat(np.arange(len(texts), dtype=np.int64), lengths)


def tokenise(texts: Sequence[str]) -> Tokens:
    """Cut many texts into terms."""
    points, owners = _folded(texts)
    kinds = _tables().kinds[points]
    blank = kinds == _BLANK
    kept = ~(blank | (kinds == _GONE))
    # A blank ends a word but not a run of Chinese: note where one stood, then drop it.
    blanks = np.cumsum(blank)[kept]
    points, owners, kinds = points[kept], owners[kept], kinds[kept]
    spaced = np.zeros(points.size, dtype=np.bool_)
    spaced[1:] = blanks[1:] != blanks[:-1]

    han = kinds == _HAN
    pairs = points.astype(np.int64) << BITS
    pairs[:-1] |= points[1:] * han[1:]

    letter = kinds == _LETTER
    begins = letter.copy()
    begins[1:] &= ~letter[:-1] | spaced[1:]
    starts = np.flatnonzero(begins)
    ranks, words = _words(_text(points[letter]), np.flatnonzero(begins[letter]))
    places = np.concatenate((np.flatnonzero(han), starts))
    return Tokens(np.concatenate((pairs[han], (WORD << BITS) | ranks)), owners[places], places, words)


def _words(letters: str, starts: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[str]]:
    """Spell the words that begin at ``starts``, one behind the other, and rank them by their text."""
    stops = np.minimum(np.append(starts[1:], len(letters)), starts + terms.LONGEST_WORD)
    spelt = [letters[a:b] for a, b in zip(starts.tolist(), stops.tolist(), strict=True)]
    words = sorted(set(spelt))
    rank = {word: i for i, word in enumerate(words)}
    return np.fromiter(map(rank.__getitem__, spelt), dtype=np.int64, count=len(spelt)), words
