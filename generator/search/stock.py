"""The whole index as stock Lunr JSON, made by the ``lunr`` package: for other people's scripts, and the measure of
ours.

Terms are numbered in the order of our own index, so that sums of weights come out the same to the last bit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from lunr.builder import Builder  # type: ignore[import-untyped]

from ..model import SearchDocument
from .fields import BOOSTS, FIELDS, K1, B
from .terms import is_run, terms

LARGEST = 2000  # documents; beyond, the one file would be larger than anybody loads


def builder(documents: Iterable[SearchDocument]) -> Builder:
    """A Lunr builder that holds ``documents`` under their numbers."""
    counted = [
        {f: Counter(t for p in document.passages if p.field == f for t in terms(p.text)) for f in FIELDS}
        for document in documents
    ]
    made = Builder()
    made.k1(K1)
    made.b(B)
    for field, boost in zip(FIELDS, BOOSTS, strict=True):
        made.field(field, boost)
    known = {term for fields in counted for counts in fields.values() for term in counts}
    for number, term in enumerate(sorted(known, key=lambda term: (not is_run(term[0]), term))):
        made.inverted_index[term] = {**{field: {} for field in FIELDS}, "_index": number}
    made.term_index = len(known)
    for number, fields in enumerate(counted):
        # Lunr would copy each term of a text several times only to count it.
        made.add({"id": (ref := str(number)), **dict.fromkeys(FIELDS)})
        for field, counts in fields.items():
            name = f"{field}/{ref}"
            made.field_term_frequencies[name], made.field_lengths[name] = counts, counts.total()
            for term in counts:
                made.inverted_index[term][field][ref] = {}
    return made


def lunr_json(documents: Iterable[SearchDocument]) -> bytes:
    """The file ``data/lunr.json``. A document's ``ref`` is its number; ``documents`` tells its address and title."""
    listed = list(documents)
    index = builder(listed).build().serialize()
    index["documents"] = [[document.url, document.title] for document in listed]
    return msgspec.json.encode(index)
