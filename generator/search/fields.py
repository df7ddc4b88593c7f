"""The fields of the index, their weight, and the sums of BM25: what Lunr's builder is told, and nothing else."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

# In Lunr's order. A title counts ten times a sentence; codes and departments' names are what a query names.
FIELDS = ("title", "department", "code", "goals", "indicators", "part_one", "body")
BOOSTS = (10, 4, 8, 2, 1, 1, 1)
K1 = 1.2  # Lunr's own defaults
B = 0.75

Ints = NDArray[np.int64]
Numbers = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]


class Totals(NamedTuple):
    """How many documents there are, and how many terms each field holds in all."""

    documents: int
    lengths: tuple[int, ...]


def inverse_frequency(totals: Totals, pairs: int | Ints) -> Floats:
    """Lunr's inverse frequency of a term that stands in ``pairs`` (document, field) pairs."""
    ratio = (totals.documents - np.asarray(pairs) + 0.5) / (np.asarray(pairs) + 0.5)
    idf: Floats = np.log(1 + np.abs(ratio))
    return idf


def weights(totals: Totals, idf: Floats, fields: Numbers, frequencies: Numbers, lengths: Numbers) -> Floats:
    """Lunr's weight of a term in a field, the same operations in the same order, rounded as lunr.js rounds."""
    average = np.array(totals.lengths, dtype=np.float64) / max(totals.documents, 1)
    average[average == 0] = 1  # no document has this field: never asked
    norm = K1 * (1 - B + B * (lengths / average[fields])) + frequencies
    score = idf * ((K1 + 1) * frequencies) / norm * np.array(BOOSTS)[fields]
    rounded: Floats = np.floor(score * 1000 + 0.5) / 1000
    return rounded
