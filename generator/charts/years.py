"""One budget over the years: a column a year on a true axis of years.

In: years with their yuan, and whether it is certain that they belong together. Out: a :class:`Chart`. What is certain
is solid; what may be the same by its name alone is outlined and says so. A year without a column is a year of which
nothing is known, and stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from ..money import in_words, plain
from .drawing import LEFT, RIGHT, SMALL, TEXT, Chart, Entry, about, line, number, opening, row_of_labels, text

_TOP, _HIGH, _BROAD = 24, 96, 30
_INSET = 24  # room for half an amount below the first and the last column
_AXIS = _TOP + _HIGH


class InYear(Struct, frozen=True, gc=False):
    """A budget in one year. ``how`` says how it is known to belong here; "" where that is certain."""

    year: int
    yuan: Decimal
    how: str = ""


def years_chart(points: Sequence[InYear], *, id: str, title: str = "各年度预算") -> Chart:
    """Draw budgets of several years. One point a year."""
    return _chart(tuple(sorted(points, key=lambda point: point.year)), id, title)


@lru_cache(maxsize=1 << 10)
def _chart(ranked: tuple[InYear, ...], id: str, title: str) -> Chart:
    """A project has the same chart on its page of each year."""
    caption = years_words(ranked)
    unsure = any(point.how for point in ranked)
    heads = ("年度", "预算数", "怎么连上的")[: 2 + unsure]
    rows = tuple(
        (
            Entry(f"{point.year}年"),
            Entry(in_words(point.yuan), str(plain(point.yuan))),
            *([Entry(point.how or "—")] if unsure else ()),
        )
        for point in ranked
    )
    largest = max((point.yuan for point in ranked), default=Decimal(0))
    if len(ranked) < 2 or largest <= 0:
        return Chart("", caption, heads if ranked else (), rows)
    first, last = ranked[0].year, ranked[-1].year
    room = RIGHT - LEFT - 2 * _INSET
    broad = min(_BROAD, room / (last - first) * 0.7)

    def place(year: int) -> float:
        return LEFT + _INSET + (year - first) / (last - first) * room

    drawn = [line(LEFT - 6, _AXIS, RIGHT + 6, _AXIS, "axis")]
    for point in ranked:
        high = max(1.0, float(point.yuan / largest) * _HIGH) if point.yuan > 0 else 0.0
        drawn.append(
            f'<rect class="{"unplanned" if point.how else "planned"}" x="{number(place(point.year) - broad / 2)}" '
            f'y="{number(_AXIS - high)}" width="{number(broad)}" height="{number(high)}"/>'
        )
    ticks = [place(point.year) for point in ranked]
    months, further = row_of_labels(ticks, [f"{point.year}" for point in ranked], _AXIS + 18, "month", TEXT)
    y = _AXIS + 35 + further * 17
    sums, more = row_of_labels(ticks, [in_words(point.yuan) for point in ranked], y, "sum", SMALL)
    legend = [text(0, 14, "空心的只是名称相近，可能不是同一个项目", "legend", "start")] if unsure else []
    description = "；".join(f"{point.year}年{in_words(point.yuan)}" for point in ranked)
    opened = opening(id, "years", y + 8 + more * 17, title, description)
    return Chart(f"{opened}{''.join(legend)}{''.join(drawn)}{months}{sums}</svg>", caption, heads, rows)


def years_words(ranked: Sequence[InYear]) -> str:
    """The finding: from what to what, by how much."""
    if not ranked:
        return "没有写明年度和预算数。"
    first, last = ranked[0], ranked[-1]
    if len(ranked) == 1:
        return f"只有{first.year}年，{in_words(first.yuan)}。"
    words = f"从{first.year}年的 {in_words(first.yuan)} 到{last.year}年的 {in_words(last.yuan)}"
    change = last.yuan - first.yuan
    if change:
        words += f"，{'增加' if change > 0 else '减少'} {in_words(abs(change))}"
        if first.yuan > 0:
            words += f"（{about(abs(change), first.yuan)}）"
    else:
        words += "，没有变"
    if first.how or last.how:
        words += "；其中有的只是名称相近，可能不是同一个项目"
    return words + "。"
