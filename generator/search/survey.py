"""Mapped chunks → what has to be known of all of them before any range of terms can be merged.

Chunks are cut by range, and what a range takes of each lies in a file of its own: so memory is bounded by a range, not
by the index. The borders of ranges stand between first characters, where a hash of the character says so: how many
processes work, and what else changed, moves few of them. Each range has a digest of all that its pieces are made of.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from io import BufferedReader
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import tokens
from .chunk import FACTS, FIELD_BITS, RECORDS, WORDS, Chunk, Facts, facts_of, records_of, words_of
from .fields import FIELDS, Totals
from .pieces import Limits

Ints = NDArray[np.int64]

FREQUENCY_BITS = 12
PLACE_BITS = 27  # sixteen million documents
_RANGES = 24, 128  # of an index, about: so many that an edit leaves some alone, so few that all their files can be open
_ROWS = 1 << 15, 1 << 19  # of one range, about: so many that it is worth a task, so few that memory does not tell
_PAIR = struct.Struct("=qq")
_BUFFER = 1 << 18  # bytes of each range, written at once
_CHARACTERS = tokens.WORD + 1  # code points, and what stands for words


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
    digest: str = ""  # of its terms, their rows, and the lengths of the fields in which they stand


# What lies in a survey's folder. Of each chunk after the other: its terms, how many rows each has, the rows as place
# and frequency in one number, words, facts and records as they were packed; and a file for each range (:func:`_cut`).
_COLUMNS = (("terms", np.int64), ("counts", np.uint32), ("rows", np.int64))
_PACKS = ("words", "facts", "records")
LENGTHS = "lengths.npy"  # documents × fields
SPELT = "words.txt"  # all words in order, one a line
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
            lengths.append(chunk.lengths.reshape(-1, len(FIELDS)).copy())  # a view would keep the whole chunk
            firsts = chunk.terms >> tokens.BITS
            if firsts.size:
                where = np.flatnonzero(np.diff(firsts, prepend=-1))
                counted[firsts[where]] += np.add.reduceat(chunk.rows, where, dtype=np.int64)
            base, *begins = packed[-1]
            rows = chunk.places.astype(np.int64)
            rows += base << FIELD_BITS
            rows <<= FREQUENCY_BITS
            rows |= chunk.frequencies
            sections = [chunk.section(number) for number in (WORDS, FACTS, RECORDS)]
            arrays: Sequence[NDArray[Any]] = (chunk.terms, chunk.rows, rows)
            for file, array in zip(columns, arrays, strict=True):
                file.write(array.data)
            for file, section in zip(packs, sections, strict=True):
                file.write(section)
            words, facts, records = (at + len(section) for at, section in zip(begins, sections, strict=True))
            packed.append((base + len(lengths[-1]), words, facts, records))
            sizes.append((chunk.terms.size, rows.size))
    table = np.concatenate(lengths) if lengths else np.zeros((0, len(FIELDS)), dtype=np.uint32)
    np.save(folder / LENGTHS, table)
    np.save(folder / PACKED, np.array(packed, dtype=np.int64))
    documents = packed[-1][0]
    totals = Totals(documents, tuple(table.sum(axis=0, dtype=np.int64).tolist()))
    found = Survey(folder, totals, Limits.of(documents))
    digests = _cut(folder, sorted(known), sizes[1:], spans := list(_ranges(counted)), table)
    return found, [Range(*span, number, digests[number]) for number, span in enumerate(spans)]


def _cut(
    folder: Path,
    known: list[str],
    sizes: Iterable[tuple[int, int]],
    spans: Sequence[tuple[int, int]],
    lengths: NDArray[np.uint32],
) -> list[str]:
    """Number words by their place among all, write each range's file, and take the range's digest.

    A range's file holds, chunk by chunk: how many terms, how many rows, the terms, how many rows each has, the rows.
    """
    text = "\n".join(known).encode("utf-8", "surrogatepass")
    (folder / SPELT).write_bytes(text)
    rank = {word: i for i, word in enumerate(known)}
    borders = np.array([first for first, _ in spans] + [last for _, last in spans[-1:]], dtype=np.int64)
    digests = [hashlib.sha256(text if last > tokens.WORD << tokens.BITS else b"") for _, last in spans]
    with ExitStack() as stack:
        files = [stack.enter_context((folder / name).open("rb")) for name, _ in _COLUMNS]
        ranges = [stack.enter_context((folder / f"{number}.range").open("wb", _BUFFER)) for number in range(len(spans))]
        for size, section in zip(sizes, _sections(folder, WORDS), strict=True):
            terms, counts, rows = map(_read, files, (size[0], *size), (kind for _, kind in _COLUMNS))
            if some := words_of(section):
                ranks = np.fromiter(map(rank.__getitem__, some), dtype=np.int64, count=len(some))
                terms[terms.size - len(some) :] = (tokens.WORD << tokens.BITS) + ranks
            at = np.searchsorted(terms, borders)
            many = counts.astype(np.int64)
            before = np.concatenate(([0], np.cumsum(many)))[at]
            long = _lengths_of(rows, lengths)
            slices = zip(pairwise(at.tolist()), pairwise(before.tolist()), strict=True)
            for file, digest, ((a, b), (c, d)) in zip(ranges, digests, slices, strict=True):
                if a < b:
                    data = b"".join((_PAIR.pack(b - a, d - c), terms[a:b].data, many[a:b].data, rows[c:d].data))
                    file.write(data)
                    digest.update(data)
                    digest.update(long[c:d].data)
    for name, _ in _COLUMNS:
        (folder / name).unlink()
    return [digest.hexdigest() for digest in digests]


def _read(file: BufferedReader, size: int, kind: type[np.generic]) -> NDArray[Any]:
    found = np.empty(size, kind)
    file.readinto(found.data)
    return found


def _lengths_of(rows: Ints, lengths: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """How long the fields are in which some rows stand."""
    cells = rows >> (FREQUENCY_BITS + FIELD_BITS)
    cells *= lengths.shape[1]
    cells += rows >> FREQUENCY_BITS & ((1 << FIELD_BITS) - 1)
    found: NDArray[np.uint32] = lengths.reshape(-1)[cells]
    return found


def _ranges(rows: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of whole first characters, from how many rows each has; the words are the last."""
    # Powers of two, which an edit does not move.
    wanted, least = (1 << (int(rows.sum()) // ranges).bit_length() for ranges in _RANGES)
    enough = max(_ROWS[0], min(wanted, _ROWS[1]), least)
    begin = size = 0
    for char in np.flatnonzero(rows).tolist():
        anchor = (char * 2654435761 >> 7) % 4 == 0
        if char == tokens.WORD or (size + int(rows[char]) > enough and anchor):
            if size:
                yield begin, char << tokens.BITS
            begin, size = char << tokens.BITS, 0
        size += int(rows[char])
    if size:
        yield begin, 1 << 62


def gather(survey: Survey, span: Range) -> tuple[Ints, Ints]:
    """All terms of a range, and all their rows in order, each as one number: term, place, frequency."""
    whole = np.fromfile(survey.folder / f"{span.number}.range", dtype=np.int64)
    taken: list[tuple[Ints, Ints, Ints]] = []  # of each chunk
    end = 0
    while end < whole.size:
        many, rows = whole[end : end + 2].tolist()
        begin, end = end + 2, end + 2 + 2 * many + rows
        taken.append((whole[begin : begin + many], whole[begin + many : end - rows], whole[end - rows : end]))
    terms, counts, keys = (np.concatenate(column) for column in zip(*taken, strict=True))
    del whole, taken
    ordered = np.sort(terms, kind="stable")  # runs, each sorted
    numbers = ordered[np.diff(ordered, prepend=-1) != 0]
    places = np.searchsorted(numbers, terms)
    places <<= PLACE_BITS + FREQUENCY_BITS
    keys |= np.repeat(places, counts)
    keys.sort(kind="stable")
    return numbers, keys


def records(survey: Survey, first: int, last: int) -> Iterator[bytes]:
    """The records of documents ``first`` up to ``last``."""
    bases, begin, end = _holding(survey, first, last)
    found = chain.from_iterable(map(records_of, _sections(survey.folder, RECORDS, begin, end)))
    yield from islice(found, first - bases[begin], last - bases[begin])


def records_digest(survey: Survey, first: int, last: int) -> str:
    """What the records of documents ``first`` up to ``last`` depend on."""
    bases, begin, end = _holding(survey, first, last)
    digest = hashlib.sha256(repr([base - first for base in bases[begin : end + 1]]).encode())
    for section in _sections(survey.folder, RECORDS, begin, end):
        digest.update(section)
    return digest.hexdigest()


def _holding(survey: Survey, first: int, last: int) -> tuple[list[int], int, int]:
    """The first document of every chunk, and which chunks hold documents ``first`` up to ``last``."""
    bases = np.load(survey.folder / PACKED)[:, 0]
    begin, end = int(np.searchsorted(bases, first, side="right")) - 1, int(np.searchsorted(bases, last))
    return bases.tolist(), begin, end


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
