"""Whether what a page cites is printed where it says: the line that a figure links to holds the number.

In: pages of the published site, the sources as received. Out: the figures whose words or whose source do not say
their value. This check knows nothing of the recogniser or the templates: it looks the number up in the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from ..model import Document, Row
from .compare import Difference
from .figures import figures, is_printed, place

_CITES = re.compile(r"(?:^|/)sources/([^/]+)/index\.html#(.+)$")
_KEPT = 64  # documents in memory; pages follow one another as their submissions do


class Cited(Struct):
    """How many figures were looked at, and how many of them cite a line of a source."""

    figures: int = 0
    cited: int = 0


class Sources:
    """The lines of every source by submission and anchor, read again from the file as received."""

    def __init__(self, files: Mapping[str, str], read: Callable[[str], Document]) -> None:
        self._files, self._read = files, read
        self._lines = lru_cache(_KEPT)(self._lines_of)

    def line(self, submission: str, anchor: str) -> str | None:
        """What stands at the anchor; None where there is no such place."""
        return self._lines(submission).get(anchor) if submission in self._files else None

    def _lines_of(self, submission: str) -> dict[str, str]:
        lines: dict[str, str] = {}
        for block in self._read(self._files[submission]).blocks:
            for part in block.cells if isinstance(block, Row) else (block,):
                lines[part.anchor] = part.text
        return lines


def unproven(page: str, sources: Sources, count: Cited) -> Iterator[Difference]:
    """The figures of a page that its own words or the cited line contradict."""
    for figure in figures(page):
        count.figures += 1
        at = place(page, figure.at)
        if not is_printed(figure.value, figure.text):
            yield Difference(at, "VERIFY-FIGURE", figure.text, f"数值 {figure.value}")
        cites = _CITES.search(figure.href)
        if not cites:
            continue
        count.cited += 1
        line = sources.line(cites[1], cites[2])
        if line is None or not is_printed(figure.value, line):
            yield Difference(at, "VERIFY-CITED", f"{figure.text}（{figure.value}）", (line or "没有这一处").strip())
