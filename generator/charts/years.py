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
_LINE = line(LEFT - 6, _AXIS, RIGHT + 6, _AXIS, "axis")
_LEGEND = text(0, 14, "空心的只是名称相近，可能不是同一个项目", "legend", "start")


class InYear(Struct, frozen=True, gc=False):
    """A budget in one year. ``how`` says how it is known to belong here; "" where that is certain."""

    year: int
    yuan: Decimal
    how: str = ""


class _Drawing(Struct, frozen=True, gc=False):
    """What is the same on a project's page of each year, where another of its years is the certain one."""

    opened: str
    columns: tuple[str, ...]  # without their class; none where nothing is to be drawn
    labels: str
    words: str


def years_chart(points: Sequence[InYear], *, id: str, title: str = "各年度预算", table: bool = True) -> Chart:
    """Draw budgets of several years. One point a year. Without ``table``, its rows are not made."""
    ranked = sorted(points, key=lambda point: point.year)
    if not ranked:
        return Chart("", "没有写明年度和预算数。", (), ())
    drawing = _drawing(tuple([(point.year, point.yuan) for point in ranked]), id, title)
    unsure = any(point.how for point in ranked)
    heads = ("年度", "预算数", "怎么连上的")[: 2 + unsure]
    rows = tuple([_row(point)[: 2 + unsure] for point in ranked]) if table else ()
    caption = drawing.words
    if len(ranked) > 1 and (ranked[0].how or ranked[-1].how):
        caption += "；其中有的只是名称相近，可能不是同一个项目"
    if not drawing.columns:
        return Chart("", f"{caption}。", heads, rows)
    columns = [
        f'<rect class="{"unplanned" if point.how else "planned"}" {column}'
        for point, column in zip(ranked, drawing.columns, strict=True)
    ]
    legend = _LEGEND if unsure else ""
    svg = f"{drawing.opened}{legend}{_LINE}{''.join(columns)}{drawing.labels}</svg>"
    return Chart(svg, f"{caption}。", heads, rows)


def _row(point: InYear) -> tuple[Entry, ...]:
    return Entry(f"{point.year}年"), Entry(in_words(point.yuan), str(plain(point.yuan))), Entry(point.how or "—")


@lru_cache(maxsize=1 << 10)
def _drawing(points: tuple[tuple[int, Decimal], ...], identity: str, title: str) -> _Drawing:
    """Draw what does not depend on how the years are known to belong together."""
    largest = max(yuan for _, yuan in points)
    if len(points) < 2 or largest <= 0:
        return _Drawing("", (), "", _words(points))
    ticks, broad, months, y = _axis(tuple([year for year, _ in points]))
    columns = []
    for tick, (_, yuan) in zip(ticks, points, strict=True):
        high = max(1.0, float(yuan / largest) * _HIGH) if yuan > 0 else 0.0
        place = f'x="{number(tick - broad / 2)}" y="{number(_AXIS - high)}"'
        columns.append(f'{place} width="{number(broad)}" height="{number(high)}"/>')
    sums, more = row_of_labels(ticks, [in_words(yuan) for _, yuan in points], y, "sum", SMALL)
    description = "；".join([f"{year}年{in_words(yuan)}" for year, yuan in points])
    opened = opening(identity, "years", y + 8 + more * 17, title, description)
    return _Drawing(opened, tuple(columns), months + sums, _words(points))


@lru_cache(maxsize=1 << 8)
def _axis(years: tuple[int, ...]) -> tuple[list[float], float, str, float]:
    """Where the years stand and how broad a column may be; their labels, and where what is below them begins."""
    first, last = years[0], years[-1]
    room = RIGHT - LEFT - 2 * _INSET
    ticks = [LEFT + _INSET + (year - first) / (last - first) * room for year in years]
    labels, further = row_of_labels(ticks, [f"{year}" for year in years], _AXIS + 18, "month", TEXT)
    return ticks, min(_BROAD, room / (last - first) * 0.7), labels, _AXIS + 35 + further * 17


def _words(points: tuple[tuple[int, Decimal], ...]) -> str:
    """The finding: from what to what, by how much."""
    (begin, first), (end, last) = points[0], points[-1]
    if len(points) == 1:
        return f"只有{begin}年，{in_words(first)}"
    words = f"从{begin}年的 {in_words(first)} 到{end}年的 {in_words(last)}"
    change = last - first
    if not change:
        return f"{words}，没有变"
    words += f"，{'增加' if change > 0 else '减少'} {in_words(abs(change))}"
    return f"{words}（{about(abs(change), first)}）" if first > 0 else words
