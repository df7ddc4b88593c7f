"""Anchors → lines, columns and excerpts: where in its file a finding points, for people and for editors.

Text files have lines, and a place in them is ``line:col`` of the printed value itself; all other formats keep their
anchors (``t3.r5.c2``, ``Sheet1!C4``). Columns count characters from 1, as editors do.
"""

from __future__ import annotations

import re

from msgspec import Struct

from ..model import Document, Printed, Row

_LINE = re.compile(r"L(\d+)(?:\.c(\d+))?")
_BLANKS = re.compile(r"\s+")
_AHEAD = 40  # lines a cell may go on for
_WIDE, _BEFORE = 60, 24  # characters of an excerpt; of them before the place
_WIDE_BLANK = "\u3000"  # as wide as a character: a narrow blank in its place would shift the mark
_BLANK = "（空白）"
_ENOUGH = 6  # characters that tell a printed text from others of its line


class Spot(Struct, frozen=True, gc=False):
    """A place with what is printed there. ``line`` and the columns are 0 where the file has no lines."""

    anchor: str
    printed: str
    line: int = 0
    column: int = 0
    end: int = 0  # the column behind the printed value

    @property
    def place(self) -> str:
        return f"{self.line}:{self.column}" if self.line else self.anchor


class Excerpt(Struct, frozen=True, gc=False):
    """What stands at a place, cut to one line of a screen, and which of its characters are meant."""

    text: str
    column: int = 0  # from 1; 0: none in particular
    length: int = 1


class Places:
    """The places of one document. ``text`` is the file's text where its format has lines, else None."""

    def __init__(self, document: Document, text: str | None) -> None:
        self._lines = text.split("\n") if text is not None else []
        self._blocks: dict[str, tuple[int, str]] = {}
        if text is None:
            for at, block in enumerate(document.blocks):
                said = " | ".join(cell.text for cell in block.cells) if isinstance(block, Row) else block.text
                self._blocks.setdefault(block.anchor, (at, said))
                for cell in block.cells if isinstance(block, Row) else ():
                    self._blocks[cell.anchor] = (at, cell.text)

    def spot(self, printed: Printed, part: str = "") -> Spot:
        """Where a printed value stands, or the ``part`` of it that is meant."""
        found = _LINE.fullmatch(printed.anchor)
        if not self._lines or not found:
            return Spot(printed.anchor, printed.printed)
        line = min(int(found[1]), len(self._lines))
        start = _cell_start(self._lines[line - 1], int(found[2] or 1))
        line, column, end = self._search(line, start, part or printed.printed)
        return Spot(printed.anchor, printed.printed, line, column + 1, end + 1)

    def order(self, spot: Spot) -> tuple[int, int]:
        """Sorts spots as they stand in the file."""
        return (spot.line, spot.column) if spot.line else (self._blocks.get(spot.anchor, (0, ""))[0], 0)

    def excerpt(self, spot: Spot) -> Excerpt:
        """What stands there, with the value's place in it."""
        if spot.line:
            line = self._lines[spot.line - 1]
            if not line.strip():
                return Excerpt(_BLANK, 1, len(_BLANK))
            return cut(line, spot.column, max(1, spot.end - spot.column))
        text = " ".join(self._blocks.get(spot.anchor, (0, ""))[1].split())
        if not text:
            return Excerpt(_BLANK if spot.anchor in self._blocks else "", 1, len(_BLANK))
        wanted = " ".join(spot.printed.split())
        at = text.find(wanted) if wanted else -1
        return cut(text, at + 1, max(1, len(wanted)))

    def _search(self, line: int, start: int, printed: str) -> tuple[int, int, int]:
        """The value's line and columns from 0. Blanks and line breaks inside it do not count: facts are without."""
        first = self._lines[line - 1]
        if printed and (at_once := first.find(printed, start)) >= 0 and not printed[0].isspace():
            return line, at_once, at_once + len(printed)
        wanted = _BLANKS.sub("", printed)
        if not wanted:
            column = start + len(first[start:]) - len(first[start:].lstrip())
            return line, column, max(column, len(first.rstrip()))
        characters, at = [], []
        for number, text in enumerate(self._lines[line - 1 : line - 1 + _AHEAD], line):
            if number > line and (not text or text[0] == "\t"):  # the next cell, or the end of the row
                break
            for column, character in enumerate(text):
                if not character.isspace() and (number > line or column >= start):
                    characters.append(character)
                    at.append((number, column))
        whole = "".join(characters)
        length = len(wanted)
        found = whole.find(wanted)
        if found < 0 and length > _ENOUGH:
            length = _ENOUGH
            found = whole.find(wanted[:length])
        if found < 0:
            column = start + len(first[start:]) - len(first[start:].lstrip())
            return line, column, max(column, len(first.rstrip()))
        begins, ends = at[found], at[found + length - 1]
        if ends[0] != begins[0]:  # goes on below: mark to the end of its first line
            return begins[0], begins[1], len(self._lines[begins[0] - 1].rstrip())
        return begins[0], begins[1], ends[1] + 1


def _cell_start(line: str, cell: int) -> int:
    """Where a cell of a line begins, counted from 0: behind its tab, or behind its bar."""
    mark = "\t" if "\t" in line else "|"
    if mark == "\t" and line.startswith("\t"):
        return 1
    bars = cell if mark == "|" and line.lstrip().startswith("|") else cell - 1
    at = 0
    for _ in range(bars):
        found = line.find(mark, at)
        if found < 0:
            break
        at = found + 1
    return at


def cut(line: str, column: int, length: int) -> Excerpt:
    """A line cut around a place, without control characters; ``column`` from 1, or 0 for none."""
    text = "".join(character if character.isprintable() or character in _WIDE_BLANK else " " for character in line)
    start = len(text) - len(text.lstrip())
    if column - 1 < start:
        start = max(0, column - 1)
    if column - 1 - start > _WIDE - 8:
        start = column - 1 - _BEFORE
    end = start + _WIDE
    shown = text[start:end].rstrip()
    mark = column - start if column else 0
    if start and text[:start].strip():
        shown, mark = "…" + shown, mark + (1 if column else 0)
    if text[end:].strip():
        shown += "…"
    return Excerpt(shown, mark, max(1, min(length, len(shown) - mark + 1)) if mark else 1)
