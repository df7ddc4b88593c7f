"""The pages of a PDF → one document: tables and paragraphs that a page's end cut in two become one again.

A page's end may cut a table between two rows, a row in the middle of its cells' texts, and a label that stands
beside several rows. Which of these it was, the texts tell: whether they ran full where the page ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model import Block, Cell, Paragraph, Row
from generator.readers.pdf_lines import Line, goes_on, paragraphs_of, right_edge, seam
from generator.readers.pdf_tables import PdfCell, PdfTable, continues, same_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Page(NamedTuple):
    """What one page holds, top to bottom."""

    number: int
    lines: list[Line]  # outside tables
    tables: list[PdfTable]


class Joiner:
    """Puts the pages together: tables and paragraphs that a page's end cut in two become one again."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        lines = [line for page in pages for line in page.lines]
        self.left = min((line.x0 for line in lines), default=0.0)
        self.right = right_edge(lines)
        self.found: list[Block] = []
        self.table = 0
        self.last_line: Line | None = None  # of the paragraph that the document so far ends with
        self.last_row: list[PdfCell] = []  # of the table that it ends with
        self.head: list[list[PdfCell]] = []  # the first two rows of that table
        self.label: tuple[int, PdfCell] | None = None  # the last text of the first column, and its block
        self.whole = self._whole_cells()

    def blocks(self) -> list[Block]:
        for page in self.pages:
            for number, part in enumerate(self._parts(page), 1):
                if isinstance(part, PdfTable):
                    self._add_table(part, page, number)
                else:
                    self._add_paragraphs(part, page)
        return self.found

    def _whole_cells(self) -> set[str]:
        """The texts of all cells that the end of a page cannot have cut: those not on a page's first row."""
        rows = [
            row
            for page in self.pages
            for number, table in enumerate(page.tables)
            for row in (table.rows if number else table.rows[1:])
        ]
        return {"".join(cell.text.split()) for row in rows for cell in row}

    def _parts(self, page: Page) -> Iterator[PdfTable | list[Line]]:
        """Tables and the lines between them, from top to bottom."""
        lines = list(page.lines)
        for table in sorted(page.tables, key=lambda table: table.box[1]):
            above = [line for line in lines if line.top < table.box[1]]
            lines = [line for line in lines if line.top >= table.box[1]]
            if above:
                yield above
            yield table
        if lines:
            yield lines

    def _add_paragraphs(self, lines: list[Line], page: Page) -> None:
        for text, first, last in paragraphs_of(lines, self.left, self.right):
            before = self.found[-1] if self.found else None
            if (
                isinstance(before, Paragraph)
                and self.last_line
                and first is page.lines[0]
                and goes_on(self.last_line, first, self.left, self.right, next_page=True)
            ):
                between = seam(self.last_line, text, (self.right - self.left) / first.size)
                self.found[-1] = Paragraph(before.text + between + text, before.anchor)
            else:
                self.found.append(Paragraph(text, f"p{page.number}.l{page.lines.index(first) + 1}"))
            self.last_line = last
        self.last_row = []

    def _add_table(self, table: PdfTable, page: Page, part: int) -> None:
        number = 1 + sorted(page.tables, key=lambda other: other.box[1]).index(table)
        rows = list(enumerate(table.rows, 1))
        if not self.last_row:
            self.table += 1
            self.head = table.rows[:2]
        elif part == 1 and (self._repeats_head(table.rows) or self._completes(table.rows[0])):
            rows = rows[1:]
        for row, cells in rows:
            anchor = f"p{page.number}.t{number}.r{row}"
            held = tuple(Cell(cell.text, f"{anchor}.c{column}") for column, cell in enumerate(cells, 1))
            self.found.append(Row(held, anchor, self.table))
            self.last_row = cells
            if cells[0].text:
                self.label = len(self.found) - 1, cells[0]
        self.last_line = None

    def _repeats_head(self, rows: list[list[PdfCell]]) -> bool:
        """Whether Word repeated the table's first row on this page.

        The next form may begin alike: then its second row does too, or the row begins several tables. In doubt
        it is kept: nothing is lost by reading a head twice.
        """
        if len(rows) < 2 or len(self.head) < 2 or not _says_the_same(self.head[0], rows[0]):
            return False
        starts = [table.rows[0] for page in self.pages for table in page.tables[1:]]  # none is a page's first
        alike = sum(old.text == new.text for old, new in zip(self.head[1], rows[1], strict=False))
        return alike * 2 < len(rows[1]) and sum(_says_the_same(start, rows[0]) for start in starts) <= 1

    def _completes(self, row: list[PdfCell]) -> bool:
        """Whether the first row on a page was only the rest of what the page before began; then it is put there."""
        if continues(self.last_row, row):
            self._complete_last_row(row)
            return True
        return self._complete_label(row) and not any(cell.text for cell in row)

    def _complete_last_row(self, rest: Sequence[PdfCell]) -> None:
        row = self.found[-1]
        if isinstance(row, Row):
            parts = zip(row.cells, self.last_row, rest, strict=True)
            cells = tuple(Cell(cell.text + _joint(old, new) + new.text, cell.anchor) for cell, old, new in parts)
            self.found[-1] = Row(cells, row.anchor, row.table)

    def _complete_label(self, row: list[PdfCell]) -> bool:
        """Give the end of a label to its beginning on the page before; its cell goes on as an empty one.

        A label in the first column stands beside several rows and may be cut in two though no row is. That it
        was, its wording tells: together it is a label that stands elsewhere, or the rest alone is none.
        """
        if self.label is None:
            return False
        at, old = self.label
        new, block = row[0], self.found[at]
        if not new.text or new.text in self.whole or not same_columns([old], [new]) or not isinstance(block, Row):
            return False
        if "".join((old.text + new.text).split()) not in self.whole and not (
            old.ran_full(new.text) and len(new.text) <= 2
        ):
            return False
        label = Cell(old.text + _joint(old, new) + new.text, block.cells[0].anchor)
        self.found[at] = Row((label, *block.cells[1:]), block.anchor, block.table)
        row[0] = PdfCell("", new.x0, new.x1)
        return True


def _joint(old: PdfCell, new: PdfCell) -> str:
    return "" if not new.text or old.ran_full(new.text) else "\n"


def _says_the_same(first: Sequence[PdfCell], row: Sequence[PdfCell]) -> bool:
    return same_columns(first, row) and all(old.text == new.text for old, new in zip(first, row, strict=True))
