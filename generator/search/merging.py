"""A range of terms → its pieces: one sort brings the rows of every term together, in the order of the documents.

:mod:`survey` laid the rows of all chunks out and planned the ranges; :mod:`pieces` writes what is merged. Ranges can be
merged in parallel, and one whose rows are those of an index before need not be merged again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from . import pieces, records, survey, tokens
from .files import Deliver, Part
from .pieces import Entries, Limits
from .survey import FREQUENCY_BITS, LENGTHS, PLACE_BITS, SPELT, Ints, Range, Survey

_BEGINNING = 1  # as second code point: every term that begins with the first


def merge_range(found: Survey, span: Range, short: bool, long: bool, deliver: Deliver) -> tuple[Part, Part]:
    """Merge one range of terms: its pieces, and its long entries; without ``short`` or ``long``, none of these."""
    numbers, keys = survey.gather(found, span)
    if span.first == tokens.WORD << tokens.BITS:
        spelt = (found.folder / SPELT).read_bytes().decode("utf-8", "surrogatepass").split("\n")
        names = [spelt[number - (tokens.WORD << tokens.BITS)] for number in numbers.tolist()]
        entries = _with_word_beginnings(names, keys, found.limits)
    else:
        entries = _with_beginnings(numbers, keys, found.limits)
    lengths = np.load(found.folder / LENGTHS, mmap_mode="r")
    of_short, of_long = (
        Part(tuple(cut.named), tuple(deliver(cut.files)))
        for cut in pieces.cut(entries, found.totals, lengths, found.limits, short, long)
    )
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
    starts = np.searchsorted(keys, np.arange(len(names) + 1) << (PLACE_BITS + FREQUENCY_BITS))
    places = ((keys >> FREQUENCY_BITS) & ((1 << PLACE_BITS) - 1)).astype(np.uint32)
    return Entries(names, starts, places, (keys & ((1 << FREQUENCY_BITS) - 1)).astype(np.uint16))


def _summed(keys: Ints) -> Ints:
    """Rows of one entry that came from several terms: one for each place, frequencies added."""
    keys = np.sort(keys, kind="stable")
    begins = np.flatnonzero(np.diff(keys >> FREQUENCY_BITS, prepend=-1))
    frequencies = np.add.reduceat(keys & ((1 << FREQUENCY_BITS) - 1), begins)
    summed: Ints = (keys[begins] & -(1 << FREQUENCY_BITS)) | np.minimum(frequencies, (1 << FREQUENCY_BITS) - 1)
    return summed


def _renumbered(keys: Ints, new: Ints) -> Ints:
    shift = PLACE_BITS + FREQUENCY_BITS
    renumbered: Ints = new[keys >> shift] << shift | (keys & ((1 << shift) - 1))
    return renumbered


def _with_beginnings(numbers: Ints, keys: Ints, limits: Limits) -> Entries:
    """Pairs, and for each character with many rows an entry of all terms that begin with it."""
    shift = PLACE_BITS + FREQUENCY_BITS
    firsts = numbers >> tokens.BITS
    begins = np.diff(firsts, prepend=-1) != 0
    chars, char_of = firsts[begins], np.cumsum(begins) - 1
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
    shift = PLACE_BITS + FREQUENCY_BITS
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
