"""Sorted entries of the index → the pieces that a browser loads.

An entry is a term, or the beginning of many (``光*``), with its rows. Entries that stand in few documents share a
*piece* with their neighbours; one that stands in more than ``limit`` documents has a file of its own: its documents,
the best of them in Lunr's order (so that ten results need no more), and the names of further files with what the rest
of the weights takes.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

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
    known: int = 0,
    end: bool = True,
) -> tuple[Cut, Cut, int]:
    """Write entries as pieces and long entries. Only the long ones depend on ``totals``.

    Without ``end`` others follow; the last piece may want some of these, so it is not written. Returned is how many
    entries are done with; the others come again with those that follow, and are ``known`` then.
    """
    short, long, done = Cut([], []), Cut([], []), len(entries.names)
    columns = _columns(entries, lengths)
    counts = np.diff(columns.first)
    if want_long:
        for i in (known + np.flatnonzero(counts[known:] > limits.documents)).tolist():
            _write_long(i, entries.names[i], columns, totals, long)
    if want_short:
        done = _write_short(entries.names, np.flatnonzero(counts <= limits.documents), columns, short, end)
    return short, long, done


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


def _write_short(names: Sequence[str], which: Ints, columns: _Columns, found: Cut, end: bool) -> int:
    """Write neighbours into common pieces, cut where the terms themselves say, so that an edit moves few borders.

    Returns how many entries are done with.
    """
    if not which.size:
        return len(names)
    counts = np.diff(columns.first)[which]
    first = np.concatenate(([0], np.cumsum(counts)))
    documents = _spans(columns.first[which], counts)
    row_counts = np.diff(columns.rows)[documents]
    rows = _spans(columns.rows[documents], row_counts)
    row_first = np.concatenate(([0], np.cumsum(row_counts)))[first]
    streams = [
        (*codec.encode(counts), np.arange(which.size + 1)),
        (*codec.encode(_gaps(columns.documents[documents], first[:-1])), first),
        (*codec.encode(columns.masks[documents]), first),
        (*codec.encode(columns.frequencies[rows] - 1), row_first),
        (*codec.encode(columns.lengths[rows]), row_first),
    ]
    edges = [starts[at] for _, starts, at in streams]
    sizes = np.diff(sum(edges[1:], edges[0])) + _GZIPPED_NAME
    kept = [names[i] for i in which.tolist()]
    borders, begin = _borders(kept, sizes.tolist())
    if end and begin < len(kept):
        borders.append((begin, len(kept)))
    for a, b in borders:
        lines = [
            encoded[edge[a] : edge[b]].decode("ascii") for (encoded, _, _), edge in zip(streams, edges, strict=True)
        ]
        name, file = piece("t", "\n".join([_spell(kept[a:b]), *lines]))
        found.named.append((kept[a], name))
        found.files.append(file)
    return len(names) if end or begin == len(kept) else int(which[begin])


def _spans(starts: Ints, counts: Ints) -> Ints:
    """The numbers of all elements of some spans, one span after the other."""
    ends = np.cumsum(counts)
    spans: Ints = np.arange(int(ends[-1])) + np.repeat(starts - (ends - counts), counts)
    return spans


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


def _write_long(i: int, name: str, columns: _Columns, totals: Totals, found: Cut) -> None:
    """Write one long entry: its documents, the best of them, and the weights of all in further files."""
    a, b = int(columns.first[i]), int(columns.first[i + 1])
    rows = slice(int(columns.rows[a]), int(columns.rows[b]))
    fields, frequencies, lengths = columns.fields[rows], columns.frequencies[rows], columns.lengths[rows]
    idf = inverse_frequency(totals, rows.stop - rows.start)
    begins = columns.rows[a:b] - rows.start
    scores = np.add.reduceat(weights(totals, idf, fields, frequencies, lengths), begins)
    best = _best(scores)
    inside = _spans(begins[best], np.diff(columns.rows[a : b + 1])[best])

    parts = []
    for start in range(a, b, PART):
        stop = min(start + PART, b)
        span = slice(int(columns.rows[start]), int(columns.rows[stop]))
        streams = (columns.masks[start:stop], columns.frequencies[span] - 1, columns.lengths[span])
        part, file = piece("w", "\n".join([codec.text(stream) for stream in streams]))
        parts.append(part)
        found.files.append(file)
    documents = columns.documents[a:b]
    file_name, file = piece("l", "\n".join([
        name, codec.text([b - a, rows.stop - rows.start, best.size]),
        codec.text(_gaps(documents, np.zeros(1, dtype=np.int64))),
        codec.text(documents[best]), codec.text(columns.masks[a:b][best]),
        codec.text(frequencies[inside] - 1), codec.text(lengths[inside]), " ".join(parts),
    ]))  # fmt: skip
    found.named.append((name, file_name))
    found.files.append(file)


def _best(scores: Floats) -> Ints:
    """Where the highest scores stand, the highest first; of equal ones the first."""
    if scores.size > HEAD:
        least = np.partition(scores, scores.size - HEAD)[scores.size - HEAD]
        some = np.flatnonzero(scores >= least)
        return some[np.argsort(-scores[some], kind="stable")][:HEAD]
    return np.argsort(-scores, kind="stable")
