"""Mapped chunks → the pieces of the whole index, one range of terms after the other.

Chunks lie in files and are mapped, not read: a range takes its slice of each, one sort brings the rows of every term
together, in the order of the documents, and :mod:`pieces` writes them. So memory is bounded by a range, not by the
index, and ranges can be merged in parallel. Their borders stand between first characters, where a hash of the
character says so: how many processes work, and what else changed, moves few of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import pieces, tokens
from .chunk import FIELD_BITS, Chunk
from .fields import FIELDS, Totals
from .pieces import Cut, Entries, Limits

Ints = NDArray[np.int64]

ROWS = 1_500_000  # of one range, about
_CHARACTERS = tokens.WORD + 1  # code points, and what stands for words
_BEGINNING = 1  # as second code point: every term that begins with the first
_FREQUENCY_BITS = 12
_PLACE_BITS = 27  # sixteen million documents


class Survey(NamedTuple):
    """What has to be known of all chunks before a range can be merged."""

    paths: tuple[Path, ...]
    bases: tuple[int, ...]  # number of each chunk's first document
    totals: Totals
    limits: Limits
    lengths: Path  # documents × fields, as a .npy file
    words: Path  # all words in order, one a line


class Range(NamedTuple):
    """Terms by their number: from ``first`` up to, not including, ``last``."""

    first: int
    last: int


def survey(paths: Sequence[Path], scratch: Path) -> tuple[Survey, list[Range]]:
    """Read what is small of every chunk, and plan the ranges."""
    words: set[str] = set()
    rows = np.zeros(_CHARACTERS, dtype=np.int64)
    lengths, bases, documents = [], [], 0
    for path in paths:
        chunk = Chunk.open(path)
        words.update(chunk.words)
        lengths.append(chunk.lengths.reshape(-1, len(FIELDS)))
        bases.append(documents)
        documents += len(lengths[-1])
        firsts, where = np.unique(chunk.terms >> tokens.BITS, return_index=True)
        if where.size:
            rows[firsts] += np.add.reduceat(chunk.rows, where, dtype=np.int64)
    table = np.concatenate(lengths) if lengths else np.zeros((0, len(FIELDS)), dtype=np.uint32)
    np.save(scratch / "lengths.npy", table)
    (scratch / "words.txt").write_text("\n".join(sorted(words)), encoding="utf-8", errors="surrogatepass", newline="\n")
    totals = Totals(documents, tuple(table.sum(axis=0, dtype=np.int64).tolist()))
    found = Survey(
        tuple(paths), tuple(bases), totals, Limits.of(documents), scratch / "lengths.npy", scratch / "words.txt"
    )
    return found, list(_ranges(rows))


def _ranges(rows: Ints) -> Iterator[Range]:
    """Ranges of whole first characters, from how many rows each has; the words are the last."""
    begin = size = 0
    for char in np.flatnonzero(rows).tolist():
        anchor = (char * 2654435761 >> 7) % 4 == 0
        if char == tokens.WORD or (size + int(rows[char]) > ROWS and anchor):
            if size:
                yield Range(begin, char << tokens.BITS)
            begin, size = char << tokens.BITS, 0
        size += int(rows[char])
    if size:
        yield Range(begin, 1 << 62)


def merge_range(survey: Survey, span: Range) -> Cut:
    """Merge one range of terms."""
    words = span.first == tokens.WORD << tokens.BITS
    spelt = survey.words.read_text(encoding="utf-8", errors="surrogatepass").split("\n") if words else []
    numbers, keys = _gather(survey, span, spelt)
    if words:
        names = [spelt[number - (tokens.WORD << tokens.BITS)] for number in numbers.tolist()]
        entries = _with_word_beginnings(names, keys, survey.limits)
    else:
        entries = _with_beginnings(numbers, keys, survey.limits)
    return pieces.cut(entries, survey.totals, np.load(survey.lengths, mmap_mode="r"), survey.limits)


def _gather(survey: Survey, span: Range, words: list[str]) -> tuple[Ints, Ints]:
    """All terms of a range, and all their rows in order, each as one number: term, place, frequency."""
    rank = {word: i for i, word in enumerate(words)}
    slices = []
    for path, base in zip(survey.paths, survey.bases, strict=True):
        chunk = Chunk.open(path)
        a, b = np.searchsorted(chunk.terms, span).tolist()
        rows = chunk.rows
        first = int(rows[:a].sum(dtype=np.int64))
        rows = rows[a:b].astype(np.int64)
        inside = slice(first, first + int(rows.sum()))
        numbers = chunk.terms[a:b]
        if words:
            ranks = np.fromiter(map(rank.__getitem__, chunk.words), dtype=np.int64, count=b - a)
            numbers = (tokens.WORD << tokens.BITS) + ranks
        places = chunk.places[inside].astype(np.int64) + (base << FIELD_BITS)
        slices.append((numbers, rows, places << _FREQUENCY_BITS | chunk.frequencies[inside]))
    numbers = np.unique(np.concatenate([part[0] for part in slices]))
    keys = np.concatenate([
        np.repeat(np.searchsorted(numbers, part[0]), part[1]) << (_PLACE_BITS + _FREQUENCY_BITS) | part[2]
        for part in slices
    ])  # fmt: skip
    keys.sort(kind="stable")
    return numbers, keys


def _unpack(names: Sequence[str], keys: Ints) -> Entries:
    """Sorted keys as entries."""
    starts = np.searchsorted(keys, np.arange(len(names) + 1) << (_PLACE_BITS + _FREQUENCY_BITS))
    places = (keys >> _FREQUENCY_BITS) & ((1 << _PLACE_BITS) - 1)
    return Entries(names, starts, places, keys & ((1 << _FREQUENCY_BITS) - 1))


def _summed(keys: Ints) -> Ints:
    """Rows of one entry that came from several terms: one for each place, frequencies added."""
    keys = np.sort(keys, kind="stable")
    begins = np.flatnonzero(np.diff(keys >> _FREQUENCY_BITS, prepend=-1))
    frequencies = np.add.reduceat(keys & ((1 << _FREQUENCY_BITS) - 1), begins)
    summed: Ints = (keys[begins] & -(1 << _FREQUENCY_BITS)) | np.minimum(frequencies, (1 << _FREQUENCY_BITS) - 1)
    return summed


def _renumbered(keys: Ints, new: Ints) -> Ints:
    shift = _PLACE_BITS + _FREQUENCY_BITS
    renumbered: Ints = new[keys >> shift] << shift | (keys & ((1 << shift) - 1))
    return renumbered


def _with_beginnings(numbers: Ints, keys: Ints, limits: Limits) -> Entries:
    """Pairs, and for each character with many rows an entry of all terms that begin with it."""
    shift = _PLACE_BITS + _FREQUENCY_BITS
    chars, char_of = np.unique(numbers >> tokens.BITS, return_inverse=True)
    rows = np.bincount(char_of[keys >> shift], minlength=chars.size)
    many = np.flatnonzero(rows > limits.beginnings)
    beginnings = chars[many] << tokens.BITS | _BEGINNING
    all_numbers = np.sort(np.concatenate((numbers, beginnings)))
    names = [chr(n >> tokens.BITS) + _second(n & ((1 << tokens.BITS) - 1)) for n in all_numbers.tolist()]
    keys = _renumbered(keys, np.searchsorted(all_numbers, numbers))
    if many.size:
        # A character's beginning stands right behind the character alone: its terms' rows are summed under its number.
        target = np.full(chars.size, -1)
        target[many] = np.searchsorted(all_numbers, beginnings)
        under = target[np.searchsorted(chars, all_numbers >> tokens.BITS)]
        mine = under[keys >> shift]
        keys = np.sort(np.concatenate((keys, _summed(_renumbered(keys[mine >= 0], under)))), kind="stable")
    return _unpack(names, keys)


def _second(point: int) -> str:
    return "" if point == 0 else "*" if point == _BEGINNING else chr(point)


def _with_word_beginnings(words: list[str], keys: Ints, limits: Limits) -> Entries:
    """Words, and for each beginning that many rows share an entry of all words with it."""
    shift = _PLACE_BITS + _FREQUENCY_BITS
    edges = np.searchsorted(keys, np.arange(len(words) + 1) << shift)
    spans = list(_many(words, edges, 0, len(words), 1, limits.beginnings))
    names = sorted([*words, *(prefix + "*" for prefix, _, _ in spans)])
    rank = {name: i for i, name in enumerate(names)}
    parts = [_renumbered(keys, np.array([rank[word] for word in words], dtype=np.int64))]
    for prefix, a, b in spans:
        inside = keys[edges[a] : edges[b]] & ((1 << shift) - 1)
        parts.append(_summed(inside) | rank[prefix + "*"] << shift)
    return _unpack(names, np.sort(np.concatenate(parts), kind="stable"))


def _many(words: Sequence[str], edges: Ints, a: int, b: int, length: int, limit: int) -> Iterator[tuple[str, int, int]]:
    """The beginnings of ``length`` characters and more, with the words they span, that have more rows than
    ``limit``."""
    while a < b:
        if len(words[a]) < length:
            a += 1
            continue
        prefix = words[a][:length]
        stop = _end_of(words, prefix, a, b)
        if edges[stop] - edges[a] > limit:
            if stop - a > 1:
                yield prefix, a, stop
            yield from _many(words, edges, a, stop, length + 1, limit)
        a = stop


def _end_of(words: Sequence[str], prefix: str, a: int, b: int) -> int:
    """The first word from ``a`` on that does not begin with ``prefix``."""
    while a < b:
        middle = (a + b) // 2
        if words[middle].startswith(prefix):
            a = middle + 1
        else:
            b = middle
    return a
