"""Documents → a mapped chunk of the index."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import SearchDocument


def map_documents(documents: Sequence[SearchDocument]) -> bytes:
    """Nothing yet."""
    return b""
