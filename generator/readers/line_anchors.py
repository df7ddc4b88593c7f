"""The anchors of a text's lines: ``L1``, ``L2``, …"""

from __future__ import annotations

_anchors: list[str] = []


def line_anchors(count: int) -> list[str]:
    """``L1``, ``L2``, … at least ``count`` of them: made once, shared by all documents."""
    if count > len(_anchors):
        _anchors.extend(f"L{number}" for number in range(len(_anchors) + 1, count + 1))
    return _anchors
