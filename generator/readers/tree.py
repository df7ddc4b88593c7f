"""What a rich document is made of on its way to blocks: running text and tables, nested as they come.

HTML and Word share it. A table inside a table cell is common in both: web pages use tables for
layout, and some forms put the indicators' table into a cell of the outer one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.readers.grid import Spanned, Writer

if TYPE_CHECKING:
    from generator.model import Block


@dataclass(slots=True)
class TreeCell:
    """A table cell: its content in reading order, and what it covers."""

    content: list[str | TreeTable] = field(default_factory=list)
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        """The cell's own text, without that of the tables inside."""
        return "".join(part for part in self.content if isinstance(part, str)).strip("\n")

    @property
    def tables(self) -> list[TreeTable]:
        return [part for part in self.content if not isinstance(part, str)]


@dataclass(slots=True)
class TreeTable:
    """A table as rows of cells."""

    rows: list[list[TreeCell]] = field(default_factory=list)


def blocks(content: list[str | TreeTable]) -> tuple[Block, ...]:
    """The blocks of a document's content; the lines of its texts are paragraphs."""
    writer = Writer()
    _write(content, writer)
    return tuple(writer.blocks)


def _write(content: list[str | TreeTable], writer: Writer) -> None:
    text = ""
    for part in content:
        if isinstance(part, str):
            text += part
        else:
            writer.paragraphs(text)
            text = ""
            _write_table(part, writer)
    writer.paragraphs(text)


def _write_table(table: TreeTable, writer: Writer) -> None:
    """Rows up to one that holds tables; that row's own texts; its tables; the rows behind it."""
    rows: list[list[Spanned]] = []
    for cells in table.rows:
        inner = [nested for cell in cells for nested in cell.tables]
        if not inner:
            rows.append([Spanned(cell.text, cell.across, cell.down) for cell in cells])
            continue
        if len(cells) > 1:
            rows.append([Spanned(cell.text, cell.across) for cell in cells])
        writer.table(rows)
        rows = []
        if len(cells) == 1:
            _write(cells[0].content, writer)
        else:
            for nested in inner:
                _write_table(nested, writer)
    writer.table(rows)
