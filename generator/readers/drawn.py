"""Text without tabs → blocks: tables drawn with ``|`` or set in columns of blanks, the rest paragraphs.

*Drawn with bars* (``|``, ``│``, ``｜``): lines with at least two bars that follow each other are a table. Lines
of dashes and crosses between them are rules. Where rules stand between rows, the lines between two rules are
one row, whose cells run over several lines; where only the head is ruled off, each line is a row.

*Columns of blanks*: at least two lines that follow each other and share a gutter, two columns or more
of blanks in the same place with text on both sides in one of them. Widths count as printed: a full-width character
takes two columns. Each line is a row.

Anchors are line numbers as in :mod:`generator.readers.text`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.model import Block, Cell, Paragraph, Row
from generator.readers.line_anchors import line_anchors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BAR = re.compile(r"[|│┃｜║]")
_RULE = re.compile(r"[\s|│┃｜║+\-=:─━═┄┈╌┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜]*")
_RULED = re.compile(r"[-=─━═┄┈╌]{2}")
_GUTTER = re.compile(r"\S(?: {2,}|[ \u3000]*\u3000[ \u3000]*)\S")
_OPENING = re.compile(r"[┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝+]")

Lines = list[tuple[str, str]]  # anchor and text


def drawn(text: str) -> tuple[Block, ...]:
    """The blocks of a text that has no tabs."""
    lines = text.split("\n")
    anchors = line_anchors(len(lines))
    if not _BAR.search(text) and not _GUTTER.search(text):
        return tuple(Paragraph(line, at) for line, at in zip(lines, anchors, strict=False) if line.strip())
    blocks: list[Block] = []
    tables = 0
    for kind, group in _groups(zip(anchors, lines, strict=False)):
        rows = _barred(group) if kind == "bars" else _columns(group) if kind == "columns" else None
        if rows is None:
            blocks.extend(Paragraph(line, anchor) for anchor, line in group)
            continue
        tables += 1
        for anchor, texts in rows:
            cells = (Cell(cell, f"{anchor}.c{number}") for number, cell in enumerate(texts, 1))
            blocks.append(Row(tuple(cells), anchor, tables))
    return tuple(blocks)


def _groups(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Lines]]:
    """Neighbouring lines of one kind: ``bars``, ``columns`` or ``text``. Blank lines end a group."""
    kind = ""
    group: Lines = []
    for anchor, line in lines:
        found = "" if not line.strip() else _kind(line, kind)
        if found != kind and group:
            yield kind, group
            group = []
        kind = found
        if found:
            group.append((anchor, line))
    if group:
        yield kind, group


def _kind(line: str, before: str) -> str:
    if len(_BAR.findall(line)) >= 2 or (_RULE.fullmatch(line) and (_OPENING.search(line) or before == "bars")):
        return "bars"
    return "columns" if _GUTTER.search(line) else "text"


# --- bars ----------------------------------------------------------------------------------------


def _barred(lines: Lines) -> list[tuple[str, list[str]]] | None:
    groups: list[list[tuple[str, list[str]]]] = [[]]
    for anchor, line in lines:
        if _RULE.fullmatch(line) and _RULED.search(line):
            groups.append([])
        else:
            groups[-1].append((anchor, _between_bars(line)))
    groups = [group for group in groups if group]
    if not groups:
        return None
    if len(groups) <= 2:  # at most the head is ruled off
        return [row for group in groups for row in group]
    return [(group[0][0], _stacked([texts for _, texts in group])) for group in groups]


def _between_bars(line: str) -> list[str]:
    parts = _BAR.split(line.strip())
    return [part.strip() for part in (parts[1:-1] if not parts[0] and not parts[-1] else parts)]


def _stacked(rows: list[list[str]]) -> list[str]:
    """The cells of a row that runs over several lines."""
    return [
        "\n".join(row[column] for row in rows if column < len(row) and row[column])
        for column in range(max(map(len, rows)))
    ]


# --- columns of blanks ---------------------------------------------------------------------------


def _columns(lines: Lines) -> list[tuple[str, list[str]]] | None:
    """Rows where the lines share a gutter, else None: a single wide blank is only a wide blank."""
    if len(lines) < 2:
        return None
    spread = [(anchor, _spread(line)) for anchor, line in lines]
    width = max(len(columns) for _, columns in spread)
    blank = [all(at >= len(columns) or columns[at] == " " for _, columns in spread) for at in range(width)]
    said = blank.index(False)
    begins = (at for at in range(said + 2, width) if not blank[at] and blank[at - 1] and blank[at - 2])
    edges = [0, *begins]
    if len(edges) < 2:
        return None
    sides = list(zip(edges, [*edges[1:], width], strict=True))
    return [(anchor, ["".join(columns[a:b]).strip() for a, b in sides]) for anchor, columns in spread]


def _spread(line: str) -> list[str]:
    """One entry a printed column: a full-width character has an empty one behind it."""
    columns: list[str] = []
    for character in line.replace("\u3000", "  "):
        columns.append(character)
        if unicodedata.east_asian_width(character) in "WFA":
            columns.append("")
    return columns
