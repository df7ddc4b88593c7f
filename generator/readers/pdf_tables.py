"""Ruled tables on a page → rows, merged cells as everywhere.

pdfplumber finds the cells as boxes between the rules. A box that begins above a row goes on in it and reads
as an empty cell there; a box as wide as several columns is one cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.readers.pdf_lines import Char, Line, joined, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Box = tuple[float, float, float, float]  # x0, top, x1, bottom
_SAME = 3.0  # points within which two rules are one


class PdfCell(NamedTuple):
    """A cell's text, its sides, and whether its last line ran full."""

    text: str
    x0: float
    x1: float
    full: bool = False


class PdfTable(NamedTuple):
    """A table on one page."""

    rows: list[list[PdfCell]]
    box: Box


def table_of(boxes: Sequence[Box], chars: Sequence[Char]) -> PdfTable:
    """The rows of a table from its cells' boxes and the characters of its page."""
    tops: list[float] = []
    for top in sorted(box[1] for box in boxes):
        if not tops or top - tops[-1] > _SAME:
            tops.append(top)
    bottom = max(box[3] for box in boxes)
    texts = {box: _text(box, held) for box, held in _shared_out(boxes, chars).items()}
    rows = []
    for top, under in zip(tops, [*tops[1:], bottom], strict=True):
        middle = (top + under) / 2
        across = sorted(box for box in boxes if box[1] - _SAME < top + _SAME and box[1] < middle < box[3])
        rows.append([texts[box] if abs(box[1] - top) <= _SAME else PdfCell("", box[0], box[2]) for box in across])
    outer = (min(box[0] for box in boxes), tops[0], max(box[2] for box in boxes), bottom)
    return PdfTable([row for row in rows if row], outer)


def _shared_out(boxes: Sequence[Box], chars: Sequence[Char]) -> dict[Box, list[Char]]:
    """Each character goes to the box that holds its middle."""
    held: dict[Box, list[Char]] = {box: [] for box in boxes}
    by_top = sorted(boxes, key=lambda box: box[1])
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        for box in by_top:
            if box[1] > y:
                break
            if box[0] <= x < box[2] and y < box[3]:
                held[box].append(char)
                break
    return held


def _text(box: Box, chars: list[Char]) -> PdfCell:
    lines = lines_of(chars)
    if not lines:
        return PdfCell("", box[0], box[2])
    right = box[2] - _padding(box, lines)
    return PdfCell(joined(lines, right), box[0], box[2], lines[-1].x1 + 2 * lines[-1].size > right)


def _padding(box: Box, lines: Sequence[Line]) -> float:
    """The inner margin of a cell: forms leave the same on both sides, at most some 6 points."""
    return min(6.0, max(0.0, min(line.x0 for line in lines) - box[0]))


def continues(before: Sequence[PdfCell], row: Sequence[PdfCell]) -> bool:
    """Whether the first row on a page is the rest of the last row on the page before.

    It is where nothing begins: every text in it goes on with a cell that ran full, and most cells are blank.
    """
    if not same_columns(before, row):
        return False
    said = [(old, new) for old, new in zip(before, row, strict=True) if new.text]
    if not said or len(said) * 2 > len(row):
        return False
    some_are_done = any(old.text and not new.text for old, new in zip(before, row, strict=True))
    return some_are_done and all(old.full for old, new in said)


def same_columns(before: Sequence[PdfCell], row: Sequence[PdfCell]) -> bool:
    """Whether two rows stand on the same columns."""
    return len(before) == len(row) and all(
        abs(old.x0 - new.x0) <= _SAME and abs(old.x1 - new.x1) <= _SAME for old, new in zip(before, row, strict=True)
    )
