"""Mapped chunks → the pieces of the whole index, one range of terms after the other.

The rows of all chunks lie in files, column by column, and are mapped, not read: a range takes its slice of each
chunk's, one sort brings the rows of every term together, in the order of the documents, and :mod:`pieces` writes them.
So memory is bounded by a range, not by the index, and ranges can be merged in parallel. Their borders stand between
first characters, where a hash of the character says so: how many processes work, and what else changed, moves few of
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import pieces, records, tokens
from .chunk import FACTS, FIELD_BITS, RECORDS, WORDS, Chunk, Facts, facts_of, records_of, words_of
from .fields import FIELDS, Totals
from .files import Deliver, Delivered
from .pieces import Entries, Limits

Ints = NDArray[np.int64]
Named = list[tuple[str, str]]

ROWS = 400_000  # of one range, about
_CHARACTERS = tokens.WORD + 1  # code points, and what stands for words
_BEGINNING = 1  # as second code point: every term that begins with the first
_FREQUENCY_BITS = 12
_PLACE_BITS = 27  # sixteen million documents


class Survey(NamedTuple):
    """What has to be known of all chunks before a range can be merged; ``folder`` holds the rest, in files."""

    folder: Path
    totals: Totals
    limits: Limits


class Range(NamedTuple):
    """Terms by their number: from ``first`` up to, not including, ``last``; which of all ranges it is."""

    first: int
    last: int
    number: int


# What lies in a survey's folder. Of each chunk after the other: its terms, how many rows each has, the rows' places
# and frequencies, facts and records as they were packed.
_COLUMNS = (("terms", np.int64), ("rows", np.uint32), ("places", np.uint32), ("frequencies", np.uint16))
LENGTHS = "lengths.npy"  # documents × fields
_PACKS = ("words", "facts", "records")
SPELT = "words.txt"  # all words in order, one a line
CUTS = "cuts.npy"  # for each border between ranges, chunk by chunk: which term and which row it stands before
PACKED = "packed.npy"  # for each chunk: its first document, and where its words, facts and records begin


def survey(chunks: Iterable[bytes], folder: Path) -> tuple[Survey, list[Range]]:
    """Lay out all chunks by column, and plan the ranges."""
    counted = np.zeros(_CHARACTERS, dtype=np.int64)
    known: set[str] = set()
    lengths, packed, sizes = [], [(0, 0, 0, 0)], [(0, 0)]
    with ExitStack() as stack:
        columns = [stack.enter_context((folder / name).open("wb")) for name, _ in _COLUMNS]
        packs = [stack.enter_context((folder / name).open("wb")) for name in _PACKS]
        for data in chunks:
            chunk = Chunk(data)
            known.update(chunk.words)
            lengths.append(chunk.lengths.reshape(-1, len(FIELDS)))
            firsts, where = np.unique(chunk.terms >> tokens.BITS, return_index=True)
            if where.size:
                counted[firsts] += np.add.reduceat(chunk.rows, where, dtype=np.int64)
            base, *begins = packed[-1]
            places = chunk.places + np.uint32(base << FIELD_BITS)
            sections = [chunk.section(number) for number in (WORDS, FACTS, RECORDS)]
            arrays: Sequence[NDArray[Any]] = (chunk.terms, chunk.rows, places, chunk.frequencies)
            for file, array in zip(columns, arrays, strict=True):
                array.tofile(file)
            for file, section in zip(packs, sections, strict=True):
                file.write(section)
            words, facts, records = (at + len(section) for at, section in zip(begins, sections, strict=True))
            packed.append((base + len(lengths[-1]), words, facts, records))
            sizes.append((chunk.terms.size, places.size))
    table = np.concatenate(lengths) if lengths else np.zeros((0, len(FIELDS)), dtype=np.uint32)
    np.save(folder / LENGTHS, table)
    np.save(folder / PACKED, np.array(packed, dtype=np.int64))
    ranges = [Range(first, last, number) for number, (first, last) in enumerate(_ranges(counted))]
    _cut(folder, sorted(known), np.cumsum(np.array(sizes, dtype=np.int64), axis=0), ranges)
    documents = packed[-1][0]
    totals = Totals(documents, tuple(table.sum(axis=0, dtype=np.int64).tolist()))
    return Survey(folder, totals, Limits.of(documents)), ranges


def _cut(folder: Path, known: list[str], starts: Ints, ranges: Sequence[Range]) -> None:
    """Number words by their place among all, and note where each chunk is cut by the borders of ranges."""
    text = "\n".join(known)
    (folder / SPELT).write_text(text, encoding="utf-8", errors="surrogatepass", newline="\n")
    rank = {word: i for i, word in enumerate(known)}
    borders = np.array([span.first for span in ranges] + [span.last for span in ranges[-1:]], dtype=np.int64)
    cuts = np.zeros((borders.size, len(starts) - 1, 2), dtype=np.int64)
    with (folder / "terms").open("r+b") as terms, (folder / "rows").open("rb") as rows:
        for number, section in enumerate(_sections(folder, WORDS)):
            (a, first), b = starts[number].tolist(), int(starts[number + 1, 0])
            mine = np.fromfile(terms, dtype=np.int64, count=b - a)
            if some := words_of(section):
                ranks = np.fromiter(map(rank.__getitem__, some), dtype=np.int64, count=len(some))
                mine[mine.size - len(some) :] = (tokens.WORD << tokens.BITS) + ranks
                terms.seek(8 * a)
                mine.tofile(terms)
            at = np.searchsorted(mine, borders)
            counts = np.fromfile(rows, dtype=np.uint32, count=b - a)
            before = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
            cuts[:, number, 0] = a + at
            cuts[:, number, 1] = first + before[at]
    np.save(folder / CUTS, cuts)


def _mapped(folder: Path, name: str, kind: type[Any]) -> NDArray[Any]:
    place = folder / name
    # A mapped array's own type makes every slice of it cost as much as the slice of a chunk.
    return np.asarray(np.memmap(place, kind, "r")) if place.stat().st_size else np.zeros(0, kind)


def _ranges(rows: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of whole first characters, from how many rows each has; the words are the last."""
    begin = size = 0
    for char in np.flatnonzero(rows).tolist():
        anchor = (char * 2654435761 >> 7) % 4 == 0
        if char == tokens.WORD or (size + int(rows[char]) > ROWS and anchor):
            if size:
                yield begin, char << tokens.BITS
            begin, size = char << tokens.BITS, 0
        size += int(rows[char])
    if size:
        yield begin, 1 << 62


def merge_range(survey: Survey, span: Range, deliver: Deliver) -> tuple[Named, Named, list[Delivered]]:
    """Merge one range of terms: the names of its pieces and of its long entries, and all files."""
    words = span.first == tokens.WORD << tokens.BITS
    numbers, keys = _gather(survey, span)
    if words:
        spelt = (survey.folder / SPELT).read_text(encoding="utf-8", errors="surrogatepass").split("\n")
        names = [spelt[number - (tokens.WORD << tokens.BITS)] for number in numbers.tolist()]
        entries = _with_word_beginnings(names, keys, survey.limits)
    else:
        entries = _with_beginnings(numbers, keys, survey.limits)
    lengths = np.load(survey.folder / LENGTHS, mmap_mode="r")
    found = pieces.cut(entries, survey.totals, lengths, survey.limits)
    return found.pieces, found.long, deliver(found.files)


def _gather(survey: Survey, span: Range) -> tuple[Ints, Ints]:
    """All terms of a range, and all their rows in order, each as one number: term, place, frequency."""
    cuts = np.load(survey.folder / CUTS, mmap_mode="r")[span.number : span.number + 2]
    spans = [np.asarray(cuts[:, :, part]).T.tolist() for part in (0, 0, 1, 1)]
    terms, rows, places, frequencies = (
        np.concatenate([column[a:b] for a, b in spans[at]])
        for at, column in enumerate(_mapped(survey.folder, name, kind) for name, kind in _COLUMNS)
    )
    numbers = np.unique(terms)
    keys = np.repeat(np.searchsorted(numbers, terms), rows)
    keys <<= _PLACE_BITS
    keys |= places
    keys <<= _FREQUENCY_BITS
    keys |= frequencies
    keys.sort(kind="stable")  # every chunk's rows are a run that is sorted already
    return numbers, keys


def folders(survey: Survey, first: int, last: int, deliver: Deliver) -> tuple[list[str], list[Delivered]]:
    """The records of documents ``first`` up to ``last``: the folders they are in, and all files."""
    names, files = [], list[Delivered]()
    for name, made in records.folders(_records(survey, first, last)):
        names.append(name)
        files += deliver(made)
    return names, files


def _records(survey: Survey, first: int, last: int) -> Iterator[bytes]:
    bases = np.load(survey.folder / PACKED)[:, 0]
    begin, end = int(np.searchsorted(bases, first, side="right")) - 1, int(np.searchsorted(bases, last))
    found = chain.from_iterable(map(records_of, _sections(survey.folder, RECORDS, begin, end)))
    yield from islice(found, first - int(bases[begin]), last - int(bases[begin]))


def facts(survey: Survey) -> Iterator[Facts]:
    """What narrowing and sorting ask of every document, in order."""
    return chain.from_iterable(map(facts_of, _sections(survey.folder, FACTS)))


def _sections(folder: Path, number: int, begin: int = 0, end: int | None = None) -> Iterator[bytes]:
    """A section of every chunk from ``begin`` up to ``end``, as packed."""
    places = np.load(folder / PACKED)[:, 1 + number].tolist()
    with (folder / _PACKS[number]).open("rb") as file:
        file.seek(places[begin])
        for start, stop in pairwise(places[begin : None if end is None else end + 1]):
            yield file.read(stop - start)


def _unpack(names: Sequence[str], keys: Ints) -> Entries:
    """Sorted keys as entries."""
    starts = np.searchsorted(keys, np.arange(len(names) + 1) << (_PLACE_BITS + _FREQUENCY_BITS))
    places = ((keys >> _FREQUENCY_BITS) & ((1 << _PLACE_BITS) - 1)).astype(np.uint32)
    return Entries(names, starts, places, (keys & ((1 << _FREQUENCY_BITS) - 1)).astype(np.uint16))


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
