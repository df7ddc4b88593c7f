"""Documents as a chunk: every term once, its rows in the order of documents and fields."""

from __future__ import annotations

import numpy as np
import pytest

from generator.model import Passage, SearchDocument
from generator.search.chunk import Chunk
from generator.search.mapping import map_documents

# The body's field comes after that of goals, and stands before it.
ORDINARY = [Passage("title", "老城区道路"), Passage("body", "道路A1养护"), Passage("goals", "道路养护 road")]


@pytest.mark.parametrize("more", ["", "𠮷野家", "A1 a1 ａ１"])  # a rare sign takes another way to the same order
def test_terms_and_their_rows_are_in_order_whatever_order_passages_have(more):
    documents = [
        SearchDocument("project", f"projects/{at}/index.html", "老城区道路", (*ORDINARY, Passage("title", more)))
        for at in range(3)
    ]
    chunk = Chunk(map_documents(documents))
    assert (np.diff(chunk.terms) > 0).all()
    for rows in np.split(chunk.places.astype(np.int64), np.cumsum(chunk.rows)[:-1]):
        assert (np.diff(rows) > 0).all()
    road = (ord("道") << 21) | ord("路")
    at = int(np.searchsorted(chunk.terms, road))
    assert chunk.terms[at] == road
    assert chunk.rows[at] == 9  # three fields of three documents
