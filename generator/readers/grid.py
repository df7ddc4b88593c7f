"""A table with merged cells → rows as the text dump prints them.

A cell merged over several columns is one cell; where a cell merged over several rows goes on, an
empty cell stands. So ``预算数 | 0.36`` is two neighbouring cells in every format, whatever the grid
behind it looks like, and the recogniser never sees a span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.model import Block, Cell, Paragraph, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_COLUMNS = 1000  # what browsers allow; a larger span is an attack or a slip
MOST_ROWS = 65534


class Spanned(NamedTuple):
    """A cell as the source has it: its text, and how many columns and rows it covers."""

    text: str
    across: int = 1
    down: int = 1


def resolved(rows: Iterable[Sequence[Spanned]]) -> Iterator[list[str]]:
    """The texts of each row, the continuation of a vertical merge as an empty text."""
    open_spans: dict[int, tuple[int, int]] = {}  # column → rows still to come, columns covered
    for row in rows:
        texts: list[str] = []
        going_on: dict[int, tuple[int, int]] = {}
        column, at = 0, 0
        while at < len(row) or any(start >= column for start in open_spans):
            if column in open_spans:
                down, across = open_spans[column]
                texts.append("")
            elif at < len(row):
                text, across, down = row[at]
                at += 1
                texts.append(text)
            else:
                column = min(start for start in open_spans if start >= column)
                continue
            if down > 1:
                going_on[column] = (down - 1, across)
            column += across
        open_spans = going_on
        yield texts


class Writer:
    """Collects blocks and gives them their anchors: ``p12`` a paragraph, ``t3.r5`` a row, ``t3.r5.c2`` a cell."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._paragraphs = 0
        self._tables = 0
        self._rows = 0

    def paragraphs(self, text: str) -> None:
        """One paragraph a line; blank lines are nothing."""
        for line in text.split("\n"):
            if line.strip():
                self._paragraphs += 1
                self.blocks.append(Paragraph(line.strip(), f"p{self._paragraphs}"))

    def adopt(self, blocks: Iterable[Block]) -> None:
        """Blocks that another reader made of a part of this document, with anchors of this one."""
        rows: list[list[Spanned]] = []
        table = 0
        for block in (*blocks, None):
            if rows and not (isinstance(block, Row) and block.table == table):
                self.table(rows)
                rows = []
            if isinstance(block, Row):
                rows.append([Spanned(cell.text) for cell in block.cells])
                table = block.table
            elif block is not None:
                self.paragraphs(block.text)

    def table(self, rows: Iterable[Sequence[Spanned]]) -> None:
        """A table; one that consists of a single cell is a frame around text, not a table.

        Tables with nothing printed between them are one: Word splits them where a page or a form ends.
        """
        found = [texts for texts in resolved(rows) if texts]
        if len(found) == 1 and len(found[0]) == 1:
            self.paragraphs(found[0][0])
            return
        if not any(text.strip() for texts in found for text in texts):
            return
        if not (self.blocks and isinstance(self.blocks[-1], Row)):
            self._tables, self._rows = self._tables + 1, 0
        for texts in found:
            self._rows += 1
            anchor = f"t{self._tables}.r{self._rows}"
            cells = tuple(Cell(text, f"{anchor}.c{column}") for column, text in enumerate(texts, 1))
            self.blocks.append(Row(cells, anchor, self._tables))
