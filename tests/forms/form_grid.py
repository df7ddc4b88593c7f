"""Rows of a text dump → the form's grid, merged cells as they are in Word.

The dump prints a continued cell as an empty one. Where that was a merge the form tells: the first column of
a row without a label, the second-level label of an indicator, the second line of a two-line head.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from generator.model import Document, Paragraph, Row
from generator.recognise.texts import clean
from generator.recognise.vocabulary import load, squeeze

LABEL = Fraction(12, 100)  # the width of the first column
INDICATORS = 6


@dataclass
class Placed:
    """A cell on the grid: its text, its columns from ``left`` to before ``right``, and the rows it covers."""

    text: str
    left: int
    right: int
    down: int = 1


@dataclass
class Table:
    """A table: the width of each grid column, and in each row the cells that begin there."""

    widths: list[float]
    rows: list[list[Placed]]


def parts(document: Document) -> list[str | Table]:
    """A document as paragraphs and tables: one table a project."""
    found: list[str | Table] = []
    rows: list[list[str]] = []
    for block in (*document.blocks, None):
        if rows and (isinstance(block, Paragraph | None) or _is_unit(block)):
            found.append(_table(rows))
            rows = []
        if isinstance(block, Row):
            rows.append([cell.text.strip() for cell in block.cells])
        elif block is not None and (text := clean(block.text, load())):
            found.append(text)
    return found


def _is_unit(row: Row) -> bool:
    return any(squeeze(cell.text).startswith("单位:") for cell in row.cells)


def _table(rows: list[list[str]]) -> Table:
    sides = _sides(rows)
    lines = sorted({side for row in sides for pair in row for side in pair})
    at = {side: number for number, side in enumerate(lines)}
    placed: list[list[Placed]] = []
    above: dict[int, Placed] = {}  # the cell that stands in each column, by its left side
    for number, (texts, row) in enumerate(zip(rows, sides, strict=True)):
        continued = _continued(rows, number)
        placed.append([])
        for column, (text, (left, right)) in enumerate(zip(texts, row, strict=True)):
            cell = above.get(at[left])
            if column in continued and cell is not None and cell.right == at[right]:
                cell.down += 1
                continue
            above[at[left]] = Placed(text, at[left], at[right])
            placed[-1].append(above[at[left]])
    return Table([float(right - left) for left, right in pairwise(lines)], placed)


def _sides(rows: list[list[str]]) -> list[list[tuple[Fraction, Fraction]]]:
    """Left and right side of each cell; behind the indicators' head all rows stand under its columns."""
    found = []
    fixed = None
    for row in rows:
        columns = fixed or len(row)
        if columns == 1:
            edges = [Fraction(0), Fraction(1)]
        elif columns == 3 and squeeze(row[1]).startswith("目标"):
            edges = [Fraction(0), LABEL, 2 * LABEL, Fraction(1)]
        else:
            edges = [Fraction(0), *(LABEL + (1 - LABEL) * Fraction(n, columns - 1) for n in range(columns))]
        found.append(list(pairwise(edges))[: len(row)])
        if squeeze(row[0]) == "一级指标":
            fixed = INDICATORS
    return found


def _continued(rows: list[list[str]], number: int) -> set[int]:
    """The columns of a row whose empty cell is the rest of the cell above."""
    row = rows[number]
    if number == 0 or row[0] or (len(row) == 2 and len(rows[number - 1]) not in (2, 7)):
        return set()
    if not any(row):
        return set(range(len(row)))
    return {0, 1} if len(row) == INDICATORS and not row[1] else {0}
