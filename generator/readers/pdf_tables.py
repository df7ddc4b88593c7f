"""Ruled tables on a page → rows, merged cells as everywhere.

pdfplumber finds the cells as boxes between the rules. A box that begins above a row goes on in it and reads
as an empty cell there; a box as wide as several columns is one cell.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.readers.pdf_lines import Char, Line, is_full, joined, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Box = tuple[float, float, float, float]  # x0, top, x1, bottom
_SAME = 3.0  # points within which two rules are one


class PdfCell(NamedTuple):
    """A cell's text and its sides; its last line, where lines end, and whether another had fitted below."""

    text: str
    x0: float
    x1: float
    last: Line | None = None
    right: float = 0.0
    room: bool = False

    def ran_full(self, following: str) -> bool:
        """Whether the page broke the text here: there was no room for what follows, neither behind nor below."""
        if self.last is None or self.room:
            return False
        return self.last.x1 + 2 * self.last.size > self.right or is_full(self.last, following, self.right)


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
    outer = (min(box[0] for box in boxes), tops[0], max(box[2] for box in boxes), max(box[3] for box in boxes))
    bands = list(zip(tops, [*tops[1:], outer[3]], strict=True))
    inside = [char for char in chars if is_inside(char, outer)]
    found = [_across(boxes, top, under) for top, under in bands]
    gaps = [gap for at, band in enumerate(bands) for gap in _gaps(found[at], found[at + 1 :][:1], outer, band)]
    # Behind the end of a row that breaks off there is no cell, unless there is text: text is never lost.
    boxes = [*boxes, *(gap for gap in gaps if gap[2] < outer[2] - _SAME or any(is_inside(c, gap) for c in inside))]
    texts = {box: _text(box, held) for box, held in _shared_out(boxes, inside).items()}
    rows = []
    for top, under in bands:
        across = _across(boxes, top, under)
        rows.append([texts[box] if abs(box[1] - top) <= _SAME else PdfCell("", box[0], box[2]) for box in across])
    return PdfTable([row for row in rows if row], outer)


def is_inside(char: Char, box: Box) -> bool:
    """Whether the middle of a character lies in a box."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def _across(boxes: Sequence[Box], top: float, under: float) -> list[Box]:
    """The boxes of one row from left to right, also those that began above."""
    middle = (top + under) / 2
    return sorted(box for box in boxes if box[1] < top + _SAME and box[1] < middle < box[3])


def _gaps(across: Sequence[Box], below: Sequence[list[Box]], outer: Box, band: tuple[float, float]) -> list[Box]:
    """Where a row has no box: cells without a frame, or the space behind the row's end.

    A frame is missing where a page begins in the middle of merged cells; the row below shows how many they are.
    """
    edges = sorted(box[0] for row in below for box in row)
    found: list[Box] = []
    right = outer[0]
    for box in (*across, (outer[2], band[0], outer[2], band[1])):
        if box[0] - right > _SAME:
            sides = [right, *(x for x in edges if right + _SAME < x < box[0] - _SAME), box[0]]
            found.extend((x0, band[0], x1, band[1]) for x0, x1 in pairwise(sides))
        right = max(right, box[2])
    return found


def _shared_out(boxes: Sequence[Box], chars: Sequence[Char]) -> dict[Box, list[Char]]:
    """Each character goes to the box that holds its middle."""
    held: dict[Box, list[Char]] = {box: [] for box in boxes}
    for char in chars:
        box = next((box for box in boxes if is_inside(char, box)), None)
        if box is not None:
            held[box].append(char)
    return held


def _text(box: Box, chars: list[Char]) -> PdfCell:
    lines = lines_of(chars)
    if not lines:
        return PdfCell("", box[0], box[2])
    last, right = lines[-1], box[2] - _padding(box, lines)
    free = (box[3] - box[1]) - (last.bottom - lines[0].top)
    return PdfCell(joined(lines, right), box[0], box[2], last, right, free > 1.6 * last.size)


def _padding(box: Box, lines: Sequence[Line]) -> float:
    """The inner margin of a cell: forms leave the same on both sides, at most some 6 points."""
    return min(6.0, max(0.0, min(line.x0 for line in lines) - box[0]))


def continues(before: Sequence[PdfCell], row: Sequence[PdfCell]) -> bool:
    """Whether the first row on a page is the rest of the last row on the page before.

    Then each text in it has its beginning above, which ran full and left no room below. Only a label in the first
    column may have ended early, at a line break of its own (产出/指标).
    """
    if not same_columns(before, row):
        return False
    said = [(column, old, new) for column, (old, new) in enumerate(zip(before, row, strict=True)) if new.text]
    if not said or any(old.room or not old.text for _, old, _ in said):
        return False
    return all(old.ran_full(new.text) or column == 0 for column, old, new in said)


def same_columns(before: Sequence[PdfCell], row: Sequence[PdfCell]) -> bool:
    """Whether two rows stand on the same columns."""
    return len(before) == len(row) and all(
        abs(old.x0 - new.x0) <= _SAME and abs(old.x1 - new.x1) <= _SAME for old, new in zip(before, row, strict=True)
    )
