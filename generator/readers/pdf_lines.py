"""Characters on a page → lines, and lines → the text they were before the page broke them.

A PDF knows where each character stands, not where a sentence goes on. A line that is full was broken by
the page: its text goes on without a break. A line that ends early ends for a reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Char = dict[str, Any]  # as pdfplumber has it: text, x0, x1, top, bottom, size
_LATIN_END = re.compile(r"[0-9A-Za-z.%_-]+$")
_LATIN_START = re.compile(r"[0-9A-Za-z.%_-]+")
_UNBROKEN_START = re.compile(
    r"([（《「『“‘【〔(]*)(?:([0-9A-Za-z.%_/+*×~-]+)|.)([】〕，。、；：！？）》」』”’)]*)([0-9A-Za-z.%]*)"
)
_MARKS = tuple("，。、；：！？）》」』”’】〕,.;:!?)")


class Line(NamedTuple):
    """One printed line."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float  # of its characters, in points
    blank: bool = False  # whether a blank is printed behind its last character


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Lines from top to bottom, each from left to right."""
    found: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: ((char["top"] + char["bottom"]) / 2, char["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if found and found[-1][0]["top"] <= middle <= found[-1][0]["bottom"]:
            found[-1].append(char)
        else:
            found.append([char])
    return [line for chars in found if (line := _line(chars)).text.strip()]


def _line(chars: list[Char]) -> Line:
    chars.sort(key=lambda char: char["x0"])
    parts: list[str] = []
    last: Char | None = None
    for char in chars:
        # A gap wider than a third of a character was a blank, or a tab where it is wide.
        if last is not None and char["x0"] - last["x1"] > 0.33 * char["size"] and not parts[-1].isspace():
            parts.append(" " if char["x0"] - last["x1"] < 3 * char["size"] else "  ")
        parts.append(char["text"])
        last = char
    inked = [char for char in chars if not char["text"].isspace()] or chars
    text = "".join(parts)
    return Line(
        text.strip(),
        min(char["x0"] for char in inked),
        max(char["x1"] for char in inked),
        min(char["top"] for char in inked),
        max(char["bottom"] for char in inked),
        max(char["size"] for char in inked),
        text.endswith(" "),
    )


def is_full(line: Line, following: str, right: float) -> bool:
    """Whether the first thing of the following line had no room behind this one.

    ``right`` is where the lines end at the latest. A number or Latin word is not broken, closing marks may not
    begin a line; for those that this line had to give up with them, one more character is allowed.
    """
    word = _UNBROKEN_START.match(following)
    wanted = len(word[1] + word[3]) + (len(word[2] or "") * 0.6 or 1) + len(word[4]) * 0.6 if word else 1
    return line.x1 + (wanted + 1) * line.size > right


def right_edge(lines: Sequence[Line]) -> float:
    """Where full lines end. Closing marks may hang over it and do not count while anything else does."""
    inner = [line.x1 for line in lines if not line.text.endswith(_MARKS)]
    return max(inner or (line.x1 for line in lines), default=0.0)


def joined(lines: Sequence[Line], right: float) -> str:
    """The text of a cell: real line breaks stay, those of a narrow column go.

    A label set one character a line (年/度/目/标) is one word.
    """
    if len(lines) > 1 and all(len(line.text) <= 2 and not line.text.isascii() for line in lines[:-1]):
        return "".join(line.text for line in lines)
    text = ""
    before: Line | None = None
    for line in lines:
        text += _joint(before, line, right) if before is not None else ""
        text += line.text
        before = line
    return text


def _joint(before: Line, line: Line, right: float) -> str:
    if not is_full(before, line.text, right):
        return "\n"
    return seam(before, line.text, (right - before.x0) / before.size)


def seam(before: Line, after: str, room: float) -> str:
    """What was between two lines that the page broke apart: nothing, a blank if one is printed or parts Latin words.

    Numbers and codes have no blanks inside; a word is only broken where it had no line to itself, and ``room`` is
    the line's length in characters.
    """
    if before.blank:
        return " "
    end, start = _LATIN_END.search(before.text), _LATIN_START.match(after)
    if end is None or start is None or not (end[0][-1].isalpha() and start[0][0].isalpha()):
        return ""
    return "" if (len(end[0]) + len(start[0])) * 0.5 > room - 1 else " "


def paragraphs_of(lines: Sequence[Line], left: float, right: float) -> list[tuple[str, Line, Line]]:
    """Each paragraph's text with its first and last line."""
    found: list[tuple[str, Line, Line]] = []
    for line in lines:
        if found and goes_on(found[-1][2], line, left, right):
            text, first, last = found[-1]
            found[-1] = (text + seam(last, line.text, (right - left) / line.size) + line.text, first, line)
        else:
            found.append((line.text, line, line))
    return found


def goes_on(before: Line, line: Line, left: float, right: float, *, next_page: bool = False) -> bool:
    """Whether a line continues the paragraph of the one before: that was full, this one is not indented."""
    indented = line.x0 > left + 1.2 * line.size
    apart = not next_page and line.top - before.bottom > 1.2 * line.size
    same_size = abs(line.size - before.size) < 0.6
    return same_size and not indented and not apart and is_full(before, line.text, right)
