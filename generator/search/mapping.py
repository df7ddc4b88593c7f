"""Documents → a chunk of the index. Pure, and the part of the work that grows with the text: run it in parallel.

Which documents share a chunk is free (the index comes out the same); a thousand or two keep numpy busy without
filling memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

import msgspec
import numpy as np
from numpy.typing import NDArray

from ..model import SearchDocument
from . import chunk, terms, tokens
from .fields import FIELDS

KINDS = ("project", "department_year", "fragment", "page")
LARGEST_DOCUMENTS = 1 << 18  # in one chunk
LARGEST_FREQUENCY = 0xFFF
_PLACE_BITS = 21  # what a term's 42 bits leave
_SMALL = 0xFFFE  # the largest code point, or rank of a word, that needs no more than 16 bits; one is for words
_FIELD = {name: number for number, name in enumerate(FIELDS)}


def map_documents(documents: Sequence[SearchDocument]) -> bytes:
    """Index some consecutive documents by themselves."""
    if len(documents) > LARGEST_DOCUMENTS:
        raise ValueError(f"a chunk holds at most {LARGEST_DOCUMENTS} documents")
    passages = sorted(
        (
            (number << chunk.FIELD_BITS | _FIELD[passage.field], passage.text)
            for number, document in enumerate(documents)
            for passage in document.passages
        ),
        key=itemgetter(0),
    )
    none = np.zeros(0, np.int64)
    found = tokens.tokenise([text for _, text in passages]) if passages else tokens.Tokens(none, none, none, [])
    where = np.array([place for place, _ in passages], dtype=np.int64)[found.owners]
    lengths = np.bincount(where, minlength=len(documents) << chunk.FIELD_BITS).reshape(len(documents), -1)

    # One order does it all, by term and then by place; equal neighbours are counted.
    keys = (found.terms << _PLACE_BITS | where)[_order(found.terms)]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    frequencies = np.minimum(np.diff(begins, append=keys.size), LARGEST_FREQUENCY)
    places = keys[begins] & ((1 << _PLACE_BITS) - 1)
    terms_of = keys[begins] >> _PLACE_BITS
    first = np.flatnonzero(np.diff(terms_of, prepend=-1))
    numbers, rows = terms_of[first], np.diff(first, append=terms_of.size)
    return chunk.pack(
        [_facts(document) for document in documents],
        [_record(document) for document in documents],
        found.words,
        (lengths[:, : len(FIELDS)], numbers, rows, places, frequencies),
    )


def _order(found: NDArray[np.int64]) -> NDArray[np.int64]:
    """The order of terms, equal ones as they stand: both halves are of 16 bits but for rare signs, and these sort by
    counting, three times as fast."""
    first, second = found >> tokens.BITS, found & ((1 << tokens.BITS) - 1)
    if ((first > _SMALL) & (first != tokens.WORD)).any() or (second > _SMALL).any():
        return np.argsort(found, kind="stable")
    order = np.argsort(second.astype(np.uint16), kind="stable")
    return order[np.argsort(first.astype(np.uint16)[order], kind="stable")]  # words stay the last


def _facts(document: SearchDocument) -> chunk.Facts:
    # In GB 18030 the common characters stand in the order of their pronunciation: a sort by name without a table.
    order = terms.fold(document.title).encode("gb18030", "replace")
    budget = "" if document.budget is None else f"{document.budget:f}"
    return chunk.Facts(
        document.kind, document.region, document.region_name, document.department_id, document.department,
        document.year, budget, document.indicator_kinds, document.findings, order,
    )  # fmt: skip


def _record(document: SearchDocument) -> bytes:
    """What a result shows and what confirms it, as JSON: read by ``records.js`` in this order."""

    def money(value: object) -> str:
        return "" if value is None else f"{value:f}"

    return msgspec.json.encode(
        [
            KINDS.index(document.kind), document.url, document.title,
            document.department, document.department_id, document.region, document.region_name, document.year,
            money(document.budget), document.code, document.indicator_kinds, document.findings,
            document.file, document.sha256, document.source_url, document.anchor,
            money(document.fiscal_funds), money(document.other_funds),
            [(_FIELD[passage.field], passage.text, passage.fragment) for passage in document.passages],
        ]
    )  # fmt: skip
