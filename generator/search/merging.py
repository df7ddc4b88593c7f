"""A range of terms → its pieces: one sort brings the rows of every term together, in the order of the documents.

:mod:`survey` laid the rows of all chunks out and planned the ranges; :mod:`pieces` writes what is merged. Ranges can be
merged in parallel, and one whose rows are those of an index before need not be merged again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from . import pieces, records, survey, tokens
from .files import Deliver, Delivered, Part
from .pieces import Entries, Limits
from .survey import FREQUENCY_BITS, LENGTHS, PLACE_BITS, SPELT, Ints, Range, Survey

_BEGINNING = 1  # as second code point: every term that begins with the first
_TOGETHER = 1 << 19  # rows that are written at once, about, but for an entry that has more
_SHIFT = PLACE_BITS + FREQUENCY_BITS
_ROW = (1 << _SHIFT) - 1


class _Merged(NamedTuple):
    """The entries of a range: its terms, and beginnings that many rows share."""

    names: Sequence[str]  # of all, in order
    keys: Ints  # the rows of one term after the other, sorted
    edges: Ints  # where those of each term begin, and the end
    places: Ints  # which entry each term is
    beginnings: Sequence[tuple[int, int, int]]  # in order: which entry it is, and which terms it spans

    def sizes(self) -> Ints:
        """How many rows each entry has, or a beginning at most."""
        found = np.zeros(len(self.names), dtype=np.int64)
        found[self.places] = np.diff(self.edges)
        for place, a, b in self.beginnings:
            found[place] = self.edges[b] - self.edges[a]
        return found

    def entries(self, which: Ints) -> Entries:
        """Some of them, by their numbers, in order."""
        terms = np.flatnonzero(np.isin(self.places, which, assume_unique=True))
        counts = np.diff(self.edges)[terms]
        numbers = np.repeat(np.searchsorted(which, self.places[terms]), counts)
        parts = [numbers << _SHIFT | self.keys[pieces.spans(self.edges[terms], counts)] & _ROW]
        wanted = {place: at for at, place in enumerate(which.tolist())}
        for place, begin, end in self.beginnings:
            if place in wanted:
                rows = _summed(self.keys[self.edges[begin] : self.edges[end]] & _ROW)
                parts.append(rows | wanted[place] << _SHIFT)
        keys = np.sort(np.concatenate(parts), kind="stable") if len(parts) > 1 else parts[0]
        return _unpack([self.names[place] for place in wanted], keys)


def merge_range(found: Survey, span: Range, short: bool, long: bool, deliver: Deliver) -> tuple[Part, Part]:
    """Merge one range of terms: its pieces, and its long entries; without ``short`` or ``long``, none of these.

    Some entries at a time: the beginnings of words have ten times as many rows as the words, and all of them a million
    documents' worth.
    """
    numbers, keys = survey.gather(found, span)
    if span.first == tokens.WORD << tokens.BITS:
        spelt = (found.folder / SPELT).read_bytes().decode("utf-8", "surrogatepass").split("\n")
        names = [spelt[number - (tokens.WORD << tokens.BITS)] for number in numbers.tolist()]
        del spelt
        merged = _with_word_beginnings(names, keys, found.limits)
    else:
        merged = _with_beginnings(numbers, keys, found.limits)
    lengths = np.load(found.folder / LENGTHS, mmap_mode="r")
    named: tuple[list[tuple[str, str]], ...] = ([], [])
    files: tuple[list[Delivered], ...] = ([], [])
    ends, count = np.cumsum(merged.sizes()), len(merged.names)
    waiting, first = np.zeros(0, dtype=np.int64), 0
    while first < count:
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + _TOGETHER, side="right")))
        which = np.concatenate((waiting, np.arange(first, last)))
        entries = merged.entries(which)
        *cuts, left = pieces.cut(entries, found.totals, lengths, found.limits, short, long, end=last == count)
        for cut, names_of, files_of in zip(cuts, named, files, strict=True):
            names_of += cut.named
            files_of += deliver(cut.files)
        waiting, first = which[left], last
    of_short, of_long = (Part(tuple(some), tuple(them)) for some, them in zip(named, files, strict=True))
    return of_short, of_long


def folders(found: Survey, first: int, last: int, deliver: Deliver) -> Part:
    """The records of documents ``first`` up to ``last``, folder by folder."""
    names, files = [], []
    for name, made in records.folders(survey.records(found, first, last)):
        names.append(("", name))
        files += deliver(made)
    return Part(tuple(names), tuple(files))


def _unpack(names: Sequence[str], keys: Ints) -> Entries:
    """Sorted keys as entries."""
    starts = np.searchsorted(keys, np.arange(len(names) + 1) << _SHIFT)
    places = ((keys >> FREQUENCY_BITS) & ((1 << PLACE_BITS) - 1)).astype(np.uint32)
    return Entries(names, starts, places, (keys & ((1 << FREQUENCY_BITS) - 1)).astype(np.uint16))


def _summed(keys: Ints) -> Ints:
    """Rows of one entry that came from several terms, which are sorted here: one for each place, frequencies added."""
    keys.sort(kind="stable")
    differ = keys[1:] ^ keys[:-1]
    differ >>= FREQUENCY_BITS
    begins = np.append(0, np.flatnonzero(differ) + 1)
    del differ  # of the largest entry it is as large as the range
    summed: Ints = keys[begins] & -(1 << FREQUENCY_BITS)
    keys &= (1 << FREQUENCY_BITS) - 1
    return summed | np.minimum(np.add.reduceat(keys, begins), (1 << FREQUENCY_BITS) - 1)


def _edges(keys: Ints, terms: int) -> Ints:
    edges: Ints = np.searchsorted(keys, np.arange(terms + 1) << _SHIFT)
    return edges


def _with_beginnings(numbers: Ints, keys: Ints, limits: Limits) -> _Merged:
    """Pairs, and for each character with many rows an entry of all terms that begin with it."""
    edges = _edges(keys, numbers.size)
    chars, begins = np.unique(numbers >> tokens.BITS, return_index=True)
    begins = np.append(begins, numbers.size)
    many = np.flatnonzero(np.diff(edges[begins]) > limits.beginnings)
    # A character's beginning stands right behind the character alone.
    beginnings = chars[many] << tokens.BITS | _BEGINNING
    all_numbers = np.sort(np.concatenate((numbers, beginnings)))
    names = [chr(n >> tokens.BITS) + _second(n & ((1 << tokens.BITS) - 1)) for n in all_numbers.tolist()]
    spans = (np.searchsorted(all_numbers, beginnings), begins[many], begins[many + 1])
    found = list(zip(*(span.tolist() for span in spans), strict=True))
    return _Merged(names, keys, edges, np.searchsorted(all_numbers, numbers), found)


def _second(point: int) -> str:
    return "" if point == 0 else "*" if point == _BEGINNING else chr(point)


def _with_word_beginnings(words: list[str], keys: Ints, limits: Limits) -> _Merged:
    """Words, and for each beginning that many rows share an entry of all words with it."""
    edges = _edges(keys, len(words))
    spans = {f"{prefix}*": (a, b) for prefix, a, b in _many(words, edges, 0, len(words), 1, limits.beginnings)}
    names = sorted([*words, *spans])
    places = np.array([at for at, name in enumerate(names) if name not in spans], dtype=np.int64)
    return _Merged(names, keys, edges, places, [(at, *spans[name]) for at, name in enumerate(names) if name in spans])


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
