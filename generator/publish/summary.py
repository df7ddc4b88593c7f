"""What a publication did."""

from __future__ import annotations

from msgspec import Struct


class Summary(Struct, frozen=True):
    """Numbers of files; ``size`` of all of them in bytes."""

    files: int
    size: int
    new: int
    changed: int
    removed: int
    unchanged: int
