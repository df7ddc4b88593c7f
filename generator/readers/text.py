"""Plain text → blocks, in whichever of three shapes the text is.

*The dump*: one cell a line. A line that starts with a tab begins a cell; lines without one, up to a
blank line, continue it; a blank line ends the row. Blanks before the tab show that text was cut out
right there: the row that begins there continues nothing. Tabs inside a cell belong to its text.

*One row a line*: cells divided by tabs, as copied out of a sheet. A text is read so when tabs between
two texts are more than stray ones among lines that begin with a tab.

*Drawn*: no tabs; tables drawn with ``|`` or set in columns of blanks (:mod:`generator.readers.drawn`).

Anchors are line numbers, ``L88``; several cells of one line are ``L88.c1``, ``L88.c2``. Texts stay raw,
their blanks included: what they mean is for the recogniser.
"""

from __future__ import annotations

import re

from generator.model import Block, Cell, Paragraph, Row
from generator.readers.drawn import drawn
from generator.readers.encoding import decode
from generator.readers.line_anchors import line_anchors

FORMAT = "text"
EXTENSIONS = (".txt", ".text", ".tsv")

_BETWEEN_TEXTS = re.compile(r"[^\t\n](?<![ \u3000])[ \u3000]*\t[\t \u3000]*[^\t\n \u3000]")
_CUT = re.compile(r"[^\S\t\n]+\t")


def recognises(data: bytes, name: str) -> bool:
    """Text is what nothing else claims: this reader is asked last and explains what it cannot read."""
    return True


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of a text file. Raises ``READ-NOT-TEXT`` or ``READ-ENCODING``."""
    text = decode(data)
    tabs = text.count("\t")
    if not tabs:
        return drawn(text)
    leading = text.count("\n\t") + text.startswith("\t")
    if tabs > leading and len(_BETWEEN_TEXTS.findall(text)) * 2 > leading:
        return _row_per_line(text)
    return _dump(text)


def _dump(text: str) -> tuple[Block, ...]:
    """One cell a line. Every line of a big portal passes here: the loop does nothing twice."""
    blocks: list[Block] = []
    cells: list[Cell] = []
    table, after_row, cut = 0, False, False
    lines = text.split("\n")
    for line, anchor in zip(lines, line_anchors(len(lines)), strict=False):
        if line[:1] == "\t":
            cells.append(Cell(line[1:], anchor))
            continue
        blank = not line or line.isspace()
        if blank and "\t" not in line:
            if cells:
                table, after_row = _end_row(blocks, cells, table, after_row, cut), True
                cells, cut = [], False
        elif found := _CUT.match(line):
            if cells:
                table, after_row = _end_row(blocks, cells, table, after_row, cut), True
            cells, cut = [Cell(line[found.end() :], anchor)], True
        elif cells:
            cells[-1] = Cell(f"{cells[-1].text}\n{line}", cells[-1].anchor)
        else:
            blocks.append(Paragraph(line, anchor))
            after_row = False
    if cells:
        _end_row(blocks, cells, table, after_row, cut)
    return tuple(blocks)


def _end_row(blocks: list[Block], cells: list[Cell], table: int, after_row: bool, cut: bool) -> int:
    """Add the row; rows with no paragraph between them are one table, whose number is returned."""
    if not after_row:
        table += 1
    blocks.append(Row(tuple(cells), cells[0].anchor, table, cut))
    return table


def _row_per_line(text: str) -> tuple[Block, ...]:
    """One row a line, cells divided by tabs; a cell in quotes may hold line breaks, as sheets save it."""
    blocks: list[Block] = []
    lines = text.split("\n")
    anchors = line_anchors(len(lines))
    table, after_row, at = 0, False, 0
    while at < len(lines):
        line, anchor = lines[at], anchors[at]
        at += 1
        if not line.strip():
            continue
        if "\t" not in line:
            blocks.append(Paragraph(line, anchor))
            after_row = False
            continue
        while line.count('"') % 2 and _opens_quote(line) and at < len(lines):
            line = f"{line}\n{lines[at]}"
            at += 1
        table += not after_row
        texts = enumerate(map(_unquoted, line.split("\t")), 1)
        cells = tuple(Cell(cell, f"{anchor}.c{number}") for number, cell in texts)
        blocks.append(Row(cells, anchor, table))
        after_row = True
    return tuple(blocks)


def _opens_quote(line: str) -> bool:
    return line.rsplit("\t", 1)[-1].startswith('"')


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell
