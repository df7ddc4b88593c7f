"""Sorted entries of the index → the pieces that a browser loads.

An entry is a term, or the beginning of many (``光*``), with its rows. Entries that stand in few documents share a
*piece* with their neighbours; one that stands in more than ``limit`` documents has a file of its own: its documents,
the best of them in Lunr's order (so that ten results need no more), and the names of further files with what the rest
of the weights takes.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import codec, terms
from .chunk import FIELD_BITS
from .fields import Floats, Totals, inverse_frequency, weights
from .files import File, piece

Ints = NDArray[np.int64]

TARGET = 15_000  # characters of a piece before gzip, which makes some 10 KB of them
HEAD = 1000  # the best documents of a long entry
PART = 16_384  # documents whose weights share a file
_AT_ONCE = 1 << 18  # documents of long entries written together, about
_GZIPPED_NAME = 3  # what a term's name adds to a piece
_BIT = np.left_shift(1, np.arange(1 << FIELD_BITS)).astype(np.uint8)


class Limits(NamedTuple):
    """Where the ways part; written into the manifest."""

    documents: int  # an entry that stands in more has files of its own
    beginnings: int  # a beginning whose terms have more rows is an entry itself

    @classmethod
    def of(cls, documents: int) -> Limits:
        return cls(max(3000, documents // 100), 2000)


class Entries(NamedTuple):
    """``names`` in order; entry i has the rows from ``starts[i]`` to ``starts[i + 1]``, by document and field."""

    names: Sequence[str]
    starts: Ints
    places: NDArray[np.uint32]
    frequencies: NDArray[np.uint16]


class Cut(NamedTuple):
    """What came out: pieces as (first name, file's name), or long entries as (name, file's name), and their files."""

    named: list[tuple[str, str]]
    files: list[File]


class _Columns(NamedTuple):
    """Entries in columns: for each entry its documents from ``first``, for each document its rows from ``rows``."""

    first: Ints
    documents: NDArray[np.uint32]
    masks: NDArray[np.uint8]  # a bit for each field
    rows: Ints
    fields: NDArray[np.uint8]
    frequencies: NDArray[np.uint16]
    lengths: NDArray[np.uint32]


def cut(
    entries: Entries,
    totals: Totals,
    lengths: NDArray[np.uint32],
    limits: Limits,
    want_short: bool = True,
    want_long: bool = True,
    end: bool = True,
) -> tuple[Cut, Cut, Ints]:
    """Write entries as pieces and long entries. Only the long ones depend on ``totals``.

    Without ``end`` others follow; the last piece may want some of these, so it is not written. Returned are also the
    numbers of the entries that wait for it: they are to come again, before those that follow.
    """
    short, long, waiting = Cut([], []), Cut([], []), np.zeros(0, dtype=np.int64)
    columns = _columns(entries, lengths)
    counts = np.diff(columns.first)
    long_ones = counts > limits.documents
    if want_long:
        which = np.flatnonzero(long_ones)
        for some in np.split(which, np.flatnonzero(np.diff(np.cumsum(counts[which]) // _AT_ONCE)) + 1):
            _write_long([entries.names[i] for i in some.tolist()], _some(columns, some), totals, long)
    if want_short:
        which = np.flatnonzero(~long_ones)
        written = _write_short([entries.names[i] for i in which.tolist()], _some(columns, which), short, end)
        waiting = which[written:]
    return short, long, waiting


def _columns(entries: Entries, lengths: NDArray[np.uint32]) -> _Columns:
    documents = entries.places >> np.uint32(FIELD_BITS)
    fields = (entries.places & np.uint32((1 << FIELD_BITS) - 1)).astype(np.uint8)
    new = np.ones(documents.size, dtype=np.bool_)
    np.not_equal(documents[1:], documents[:-1], out=new[1:])
    new[entries.starts[:-1]] = True
    rows = np.flatnonzero(new)
    cells = documents * np.uint32(lengths.shape[1])
    cells += fields
    return _Columns(
        np.searchsorted(rows, entries.starts),
        documents[rows],
        np.bitwise_or.reduceat(_BIT[fields], rows),
        np.append(rows, documents.size),
        fields,
        entries.frequencies,
        lengths.reshape(-1)[cells],
    )


def _gaps(documents: NDArray[np.uint32], first: Ints) -> NDArray[np.uint32]:
    """Distances between the documents of an entry, less one; the first counts from the beginning."""
    gaps = np.empty_like(documents)
    np.subtract(documents[1:], documents[:-1], out=gaps[1:])
    gaps -= np.uint32(1)
    gaps[first] = documents[first]
    return gaps


def _some(columns: _Columns, which: Ints) -> _Columns:
    """Some of the entries alone."""
    counts = np.diff(columns.first)[which]
    documents = spans(columns.first[which], counts)
    row_counts = np.diff(columns.rows)[documents]
    rows = spans(columns.rows[documents], row_counts)
    return _Columns(
        _edges(counts),
        columns.documents[documents],
        columns.masks[documents],
        _edges(row_counts),
        columns.fields[rows],
        columns.frequencies[rows],
        columns.lengths[rows],
    )


def _write_short(names: Sequence[str], columns: _Columns, found: Cut, end: bool) -> int:
    """Write neighbours into common pieces, cut where the terms themselves say, so that an edit moves few borders.

    Returns how many entries are written.
    """
    if not names:
        return 0
    first, rows = columns.first, columns.rows[columns.first]
    streams = [
        codec.encode(np.diff(first)),
        codec.encode(_gaps(columns.documents, first[:-1]), first),
        codec.encode(columns.masks, first),
        codec.encode(columns.frequencies - 1, rows),
        codec.encode(columns.lengths, rows),
    ]
    edges = [edge for _, edge in streams]
    sizes = np.diff(sum(edges[1:], edges[0])) + _GZIPPED_NAME
    borders, begin = _borders(names, sizes.tolist())
    if end and begin < len(names):
        borders.append((begin, len(names)))
        begin = len(names)
    for a, b in borders:
        lines = [encoded[edge[a] : edge[b]].decode("ascii") for encoded, edge in streams]
        name, file = piece("t", "\n".join([_spell(names[a:b]), *lines]))
        found.named.append((names[a], name))
        found.files.append(file)
    return begin


def _edges(counts: Ints) -> Ints:
    """Where spans of so many elements begin, one after the other, and the end."""
    edges = np.zeros(counts.size + 1, dtype=np.int64)
    np.cumsum(counts, out=edges[1:])
    return edges


def spans(starts: Ints, counts: Ints) -> Ints:
    """The numbers of all elements of some spans, one span after the other."""
    edges = _edges(counts)
    numbers: Ints = np.arange(int(edges[-1])) + np.repeat(starts - edges[:-1], counts)
    return numbers


def _borders(names: Sequence[str], sizes: Sequence[int]) -> tuple[list[tuple[int, int]], int]:
    """The pieces that are full, and where the one begins that is not."""
    borders, begin, size = [], 0, 0
    for i, name in enumerate(names):
        if size and size + sizes[i] > TARGET * 3 // 2:
            borders.append((begin, i))
            begin, size = i, 0
        size += sizes[i]
        # The chance to end here grows with the term's size, and depends on nothing else.
        if size > TARGET // 2 and zlib.crc32(name.encode("utf-8")) * (TARGET // 2) < sizes[i] << 32:
            borders.append((begin, i + 1))
            begin, size = i + 1, 0
    return borders, begin


def _spell(names: Sequence[str]) -> str:
    """Terms of a piece in one line: words between blanks; pairs as their first character, then every second one,
    where ``.`` stands for the end of a run."""
    if not terms.is_run(names[0][0]):
        return " ".join(names)
    line, last = [], ""
    for name in names:
        if name[0] != last:
            last = name[0]
            line.append(" " + last)
        line.append(name[1:] or ".")
    return "".join(line)


def _write_long(names: Sequence[str], columns: _Columns, totals: Totals, found: Cut) -> None:
    """Write long entries: their documents, the best of them, and the weights of all in further files."""
    if not names:
        return
    first, rows = columns.first, columns.rows
    pairs = np.diff(rows[first])
    idf = np.repeat([float(inverse_frequency(totals, count)) for count in pairs.tolist()], pairs)
    scores = np.add.reduceat(weights(totals, idf, columns.fields, columns.frequencies, columns.lengths), rows[:-1])
    bounds = list(pairwise(first.tolist()))
    bests = [a + _best(scores[a:b]) for a, b in bounds]
    sizes, best = np.array([some.size for some in bests]), np.concatenate(bests)
    row_counts = np.diff(rows)[best]
    inside, best_first = spans(rows[best], row_counts), _edges(sizes)
    best_rows = _edges(row_counts)[best_first]
    entries = zip(
        names,
        _slices(np.stack((np.diff(first), pairs, sizes), axis=1).ravel(), np.arange(len(names) + 1) * 3),
        _slices(_gaps(columns.documents, first[:-1]), first),
        _slices(columns.documents[best], best_first),
        _slices(columns.masks[best], best_first),
        _slices(columns.frequencies[inside] - 1, best_rows),
        _slices(columns.lengths[inside], best_rows),
        strict=True,
    )
    cuts = np.array([at for a, b in bounds for at in range(a, b, PART)] + [bounds[-1][1]])
    further = zip(
        _slices(columns.masks, cuts),
        _slices(columns.frequencies - 1, rows[cuts]),
        _slices(columns.lengths, rows[cuts]),
        strict=True,
    )
    for (a, b), lines in zip(bounds, entries, strict=True):
        parts = []
        for streams in islice(further, -(-(b - a) // PART)):
            part, file = piece("w", "\n".join(streams))
            parts.append(part)
            found.files.append(file)
        file_name, file = piece("l", "\n".join([*lines, " ".join(parts)]))
        found.named.append((lines[0], file_name))
        found.files.append(file)


def _slices(values: NDArray[Any], edges: Ints) -> list[str]:
    """Values encoded, cut at ``edges``."""
    encoded, starts = codec.encode(values, edges)
    text = encoded.decode("ascii")
    return [text[a:b] for a, b in pairwise(starts.tolist())]


def _best(scores: Floats) -> Ints:
    """Where the highest scores stand, the highest first; of equal ones the first."""
    if scores.size > HEAD:
        least = np.partition(scores, scores.size - HEAD)[scores.size - HEAD]
        some = np.flatnonzero(scores > least)
        some = some[np.argsort(-scores[some], kind="stable")]
        return np.append(some, np.flatnonzero(scores == least)[: HEAD - some.size])
    return np.argsort(-scores, kind="stable")
