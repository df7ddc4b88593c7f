"""What the charts share: their result, the frame, the time axis, and room for labels.

All lengths are units of the drawing. It is 340 units wide, about the width of a phone's column, so that on
a phone a unit is a pixel. A browser decides the font, so widths of text are estimated from above, in em:
those of DejaVu Sans, which is among the widest.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from unicodedata import east_asian_width

from msgspec import Struct

from ..money import plain

WIDTH = 340
LEFT, RIGHT = 38, 318  # where the time axis begins (1 January) and ends (31 December)
TEXT, SMALL = 12, 11  # sizes of type; charts.css says the same
BOLD = 1.1  # how much wider bold type runs
ROW = 17  # from one line of type to the next

_GAP = 6  # the least room between two labels
_SHIFT = 12  # how far a label may move from its tick before it goes to a row of its own
_NARROW = frozenset(" .,;:!|'`ijlIt()[]{}-/\\")
_BROAD = frozenset("mwMW@%&—")
_NO_LINE_STARTS_WITH = frozenset("，。、；：？！）》】〉」』”’％%),.;:!?]}>")


class Entry(Struct, frozen=True, gc=False):
    """One cell of a chart's table. A figure has its ``value`` (yuan, or a share of 1) and, where it is
    printed in the source, its ``anchor``; ``href`` leads to what a label or a sum stands for."""

    text: str
    value: str = ""
    anchor: str = ""
    href: str = ""


class Chart(Struct, frozen=True, gc=False):
    """A drawing, safe to be put into a page as it is; its finding in words and its table, as plain text.

    A template prints ``<figure class="chart-figure">`` with ``svg``, ``<figcaption>`` and ``<table>``. The
    first entry of a row names the row. ``svg`` is empty where there is nothing to draw, ``heads`` where there is
    nothing to tell but the caption, ``rows`` also where nobody wants them.
    """

    svg: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]


def opening(identity: str, kind: str, height: float, title: str, description: str) -> str:
    """The start of a drawing with its name and its description for those who do not see it."""
    return (
        f'<svg class="chart chart-{kind}" viewBox="0 0 {WIDTH} {number(height)}" role="img" '
        f'aria-labelledby="{identity}-t {identity}-d"><title id="{identity}-t">{escape(title)}</title>'
        f'<desc id="{identity}-d">{escape(description)}</desc>'
    )


def text(x: float, y: float, words: str, kind: str, anchor: str = "middle") -> str:
    """One line of text; ``kind`` is a class of charts.css."""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}"{side}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """One straight line; ``kind`` is a class of charts.css."""
    return f'<line class="{kind}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>'


@lru_cache(maxsize=1 << 12)  # the same heights and places come again on every page
def number(value: float) -> str:
    """A length with at most one digit after the point."""
    said = f"{value:.1f}".removesuffix(".0")
    return "0" if said == "-0" else said  # which are one and the same to what remembers them


def month_x(month: int) -> float:
    """The end of a month on the true axis of the year: the checkpoints are 3, 3, 4 and 2 months apart."""
    return LEFT + month * (RIGHT - LEFT) / 12


def percent(share: Decimal) -> str:
    """A share of one as a percentage, with every digit it has (1.0000 → ``100%``)."""
    return f"{plain(share * 100):f}%"


def about(part: Decimal, whole: Decimal) -> str:
    """A part in words of a percentage: exact where that takes no fraction, else rounded and said so."""
    share = part * 100 / whole
    near = share.quantize(Decimal(1))
    if share == near:
        return f"{near}%"
    if near in (0, 100):
        return "不到1%" if near == 0 else "超过99%" if share < near else "超过100%"
    return f"约{near}%"


def months(points: Sequence[int]) -> str:
    """``3月底、6月底``."""
    return "、".join(f"{month}月底" for month in points)


class _Widths(dict[str, float]):
    """The width of each character met so far, in em."""

    def __missing__(self, char: str) -> float:
        if char in _NARROW:
            width = 0.36
        elif char in _BROAD or east_asian_width(char) in "WFA":
            width = 1.0
        else:
            width = 0.8 if char.isupper() else 0.64
        self[char] = width
        return width


_WIDTHS = _Widths()


def em(words: str) -> float:
    """How wide a text is at most, in em: a Han character 1, a figure 0.64, a point 0.36."""
    return sum(map(_WIDTHS.__getitem__, words))


@lru_cache(maxsize=1 << 12)
def spread(labels: tuple[tuple[float, float], ...]) -> tuple[tuple[str, int], ...]:
    """Place labels, given as tick and width from left to right, below their ticks so that none touches another.

    From right to left, each stands in the middle of its tick where it can, is pushed a little where it must,
    and goes to a lower row where that is not enough. Returns the middle, as written, and the row (from 0) of each.
    """
    left, right = LEFT - 6.0, float(WIDTH)
    placed: list[tuple[str, int]] = []
    free: list[float] = []  # for each row, the right end of what is still free
    for tick, width in reversed(labels):
        half = width / 2
        middle = min(tick, right - half)
        for row in range(len(free) + 1):
            if row == len(free):
                free.append(right + _GAP)
            fits = min(middle, free[row] - _GAP - half)
            if middle - fits <= _SHIFT and (fits - half >= left or free[row] > right):
                free[row] = fits - half
                placed.append((number(max(fits, left + half)), row))
                break
    return tuple(reversed(placed))


def row_of_labels(ticks: Sequence[float], words: Sequence[str], y: float, kind: str, size: float) -> tuple[str, int]:
    """Labels below their ticks as text, and the number of lines that they take below the first."""
    places = spread(tuple([(tick, em(word) * size) for tick, word in zip(ticks, words, strict=True)]))
    last = max([row for _, row in places])
    levels = [number(y + row * ROW) for row in range(last + 1)]
    drawn = [
        f'<text class="{kind}" x="{x}" y="{levels[row]}" text-anchor="middle">{escape(word)}</text>'
        for (x, row), word in zip(places, words, strict=True)
    ]
    return "".join(drawn), last


def wrapped(words: str, room: float, size: float, lines: int) -> tuple[str, ...]:
    """Break a text into lines no wider than ``room``; what does not fit into the last is cut with ``…``."""
    if em(words) * size <= room:
        return (words,) if words else ()
    result: list[str] = []
    rest = words
    while rest and len(result) < lines:
        last = len(result) == lines - 1
        fits = _fitting(rest, room, size)
        if fits == len(rest):
            result.append(rest)
            return tuple(result)
        if last:
            result.append(rest[: _fitting(rest, room - size, size)].rstrip() + "…")
            return tuple(result)
        fits = _break(rest, fits)
        result.append(rest[:fits].rstrip())
        rest = rest[fits:].lstrip()
    return tuple(result)


def _break(words: str, fits: int) -> int:
    """Where a line of at most ``fits`` characters best ends: not before a comma, not within a Latin word."""
    if words[fits].isascii() and words[fits].isalnum():
        start = fits
        while start > fits // 3 and words[start - 1].isascii() and words[start - 1].isalnum():
            start -= 1
        if start > fits // 3:
            fits = start
    while fits > 1 and words[fits] in _NO_LINE_STARTS_WITH:
        fits -= 1
    return fits


def _fitting(words: str, room: float, size: float) -> int:
    """How many characters of a text fit into ``room``, at least one."""
    left = room / size
    for count, char in enumerate(words):
        left -= _WIDTHS[char]
        if left < 0:
            return max(count, 1)
    return len(words)
