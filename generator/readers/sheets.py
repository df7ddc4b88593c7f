"""The cells of a sheet → blocks: one table for each region, merged cells as everywhere.

A blank row ends a region. Lines with a single cell on top of one (the title, the line with the unit) are
paragraphs, as they would be above a table in Word. Only what the sheet holds is a cell: in a form with
borders blank cells are there, behind the end of a broken row they are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import Block, Cell, Paragraph, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Position = tuple[int, int]  # row and column, from 0
Merge = tuple[Position, Position]  # its first and its last cell


_NOT_IN_ANCHORS = dict.fromkeys(map(ord, "&<>\"'"), "_")  # they stand in attributes


class SheetWriter:
    """Collects the blocks of a workbook, sheet after sheet."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._tables = 0

    def sheet(self, name: str, texts: Mapping[Position, str], merges: Sequence[Merge]) -> None:
        """One sheet. ``texts`` has an entry for every cell that is there, blank ones too."""
        name = "_".join(name.split()).translate(_NOT_IN_ANCHORS)
        regions: list[list[list[Cell]]] = [[]]
        before = -1
        going_on = {row for (top, _), (bottom, _) in merges for row in range(top + 1, bottom + 1)}
        for number, cells in _rows(texts, merges):
            blank = number not in going_on and not any(text.strip() for _, text in cells)
            if number != before + 1 or blank:
                regions.append([])
            if not blank:
                row = [Cell(text, f"{name}!{column_name(column)}{number + 1}") for column, text in cells]
                regions[-1].append(row)
            before = number
        for region in regions:
            self._region(region)

    def _region(self, rows: list[list[Cell]]) -> None:
        at = 0
        while at < len(rows) and (lone := _lone(rows[at])):
            lines = (line.strip() for line in lone.text.split("\n"))
            self.blocks.extend(Paragraph(line, lone.anchor) for line in lines if line)
            at += 1
        if at < len(rows):
            self._tables += 1
        self.blocks.extend(Row(tuple(row), row[0].anchor, self._tables) for row in rows[at:])


def _lone(row: list[Cell]) -> Cell | None:
    """The cell of a row in which no other has text; it must be the first, else something is above it."""
    return row[0] if row[0].text.strip() and not any(cell.text.strip() for cell in row[1:]) else None


def _rows(texts: Mapping[Position, str], merges: Sequence[Merge]) -> list[tuple[int, list[tuple[int, str]]]]:
    """For each row its cells: what a merge covers sideways is gone, what it covers downwards is empty."""
    cells = dict(texts)
    covered: set[Position] = set()
    for (top, left), (bottom, right) in merges:
        for row in range(top, bottom + 1):
            covered.update((row, column) for column in range(left + 1, right + 1))
            cells[row, left] = cells.get((row, left), "") if row == top else ""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in cells.items():
        if (row, column) not in covered:
            rows.setdefault(row, {})[column] = text
    first = min((column for held in rows.values() for column in held), default=0)
    return [
        (row, [(at, held.get(at, "")) for at in range(first, max(held) + 1) if (row, at) not in covered])
        for row, held in sorted(rows.items())
    ]


def column_name(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
