"""The same indicator from many projects: every value on one axis, as many marks high as it is promised.

In: values with how often each stands, in one unit. Out: a :class:`Chart`. A column of marks stands on the axis at its
true place, its count above it; where a column would be too high, columns become bars. The least, the middle and the
largest value are named in the caption, all values in the table; one value alone is not drawn. Decided against: a box
with whiskers, because most of these targets are the same two or three round numbers, and a box would hide just that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from msgspec import Struct

from ..money import in_words, plain
from .drawing import LEFT, RIGHT, TEXT, Chart, Entry, about, line, number, opening, row_of_labels, text

_TOP, _HIGH = 20, 96  # room for the count above, and for the highest column
_MARK = 9  # from one mark to the next above it
_SHOWN = 12  # rows of the table before the rest is summed up
_LABELS = 6


class Promised(Struct, frozen=True, gc=False):
    """One value: how many promise it, where they are listed, and, where it is a single one, what is printed."""

    value: Decimal
    count: int
    href: str = ""
    printed: str = ""


def strip_chart(values: Sequence[Promised], unit: str, *, id: str, title: str) -> Chart:
    """Draw one kind of indicator. ``unit`` is that of all values; money comes in 元."""
    ranked = sorted(values, key=lambda one: one.value)
    if not ranked:
        return Chart("", "没有写成数字的指标值。", (), ())
    svg = _drawn(ranked, unit, id, title) if ranked[0].value < ranked[-1].value else ""
    return Chart(svg, strip_words(ranked, unit), ("指标值", "多少项", "占"), tuple(_table(ranked, unit)))


def _drawn(ranked: Sequence[Promised], unit: str, id: str, title: str) -> str:
    """Values of which no two are equal, the least first, on their axis."""
    most = max(one.count for one in ranked)
    low = ranked[0].value
    span = float(ranked[-1].value - low) or 1.0  # of a difference too small for a float, too

    def place(value: Decimal) -> float:
        return LEFT + 10 + float(value - low) / span * (RIGHT - LEFT - 20)

    axis = _TOP + min(_HIGH, most * _MARK + 2)
    drawn = [line(LEFT - 6, axis, RIGHT + 6, axis, "axis")]
    highest: dict[float, int] = {}  # where columns coincide, as thousands of amounts do, the highest hides the others
    for one in ranked:
        at = round(place(one.value), 1)
        highest[at] = max(one.count, highest.get(at, 0))
    drawn += [mark for at, count in highest.items() for mark in _column(at, count, most, axis)]
    named = _named(ranked)
    labels, further = row_of_labels(
        [place(one.value) for one in named], [said(one.value, unit) for one in named], axis + 18, "month", TEXT
    )
    height = axis + 26 + further * 17
    description = "；".join(f"{said(one.value, unit)} {one.count}项" for one in ranked[:40])
    opened = opening(id, "strip", height, title, description)
    return f"{opened}{''.join(drawn)}{labels}</svg>"


def strip_words(ranked: Sequence[Promised], unit: str) -> str:
    """The finding: how many, from where to where, the middle one, and the commonest."""
    count = sum(one.count for one in ranked)
    low, high = ranked[0], ranked[-1]
    if low.value == high.value:
        return f"{count}项都是 {said(low.value, unit)}。" if count > 1 else f"只有1项，{said(low.value, unit)}。"
    words = f"{count}项，从 {said(low.value, unit)} 到 {said(high.value, unit)}"
    if count > 2:
        words += f"，中间的一项是 {said(_middle(ranked, count), unit)}"
    common = max(ranked, key=lambda one: (one.count, one.value))
    if common.count > 1:
        words += (
            f"；最多的是 {said(common.value, unit)}，{common.count}项（{about(Decimal(common.count), Decimal(count))}）"
        )
    return words + "。"


def said(value: Decimal, unit: str) -> str:
    """A value with its unit for people: 13000 元/月 is ``1.3 万元/月``."""
    if unit.startswith("元"):
        return in_words(value) + unit[1:]
    return f"{plain(value):,f}{unit}"


def _middle(ranked: Sequence[Promised], count: int) -> Decimal:
    """The value in the middle; of an even number, the lower of the two: no value is made up."""
    left = (count + 1) // 2
    for one in ranked:
        left -= one.count
        if left <= 0:
            return one.value
    return ranked[-1].value


def _named(ranked: Sequence[Promised]) -> list[Promised]:
    """The values that the axis names: both ends and the commonest."""
    if len(ranked) <= _LABELS:
        return list(ranked)
    common = sorted(ranked[1:-1], key=lambda one: (-one.count, one.value))[: _LABELS - 2]
    return sorted([ranked[0], *common, ranked[-1]], key=lambda one: one.value)


def _column(x: float, count: int, most: int, axis: int) -> Iterator[str]:
    """Marks one above the other; a bar where they are too many to count."""
    if most * _MARK <= _HIGH:
        for at in range(count):
            yield f'<circle class="stated" cx="{number(x)}" cy="{number(axis - 6 - at * _MARK)}" r="4"/>'
        top = float(axis - 6 - (count - 1) * _MARK - 4)
    else:
        high = max(2.0, count / most * _HIGH)
        top = axis - high
        yield f'<rect class="bar" x="{number(x - 4)}" y="{number(top)}" width="8" height="{number(high)}"/>'
    if count > 1 and count == most:
        yield text(x, top - 4, escape(f"{count}"), "share")


def _table(ranked: Sequence[Promised], unit: str) -> Iterator[tuple[Entry, ...]]:
    """The largest value first; past a dozen, the commonest and the rest as one row."""
    total = Decimal(sum(one.count for one in ranked))
    rows = list(reversed(ranked))
    if len(rows) > _SHOWN + 1:
        keep = {one.value for one in sorted(rows, key=lambda one: (-one.count, -one.value))[:_SHOWN]}
        rest = [one for one in rows if one.value not in keep]
        rows = [one for one in rows if one.value in keep]
    else:
        rest = []
    for one in rows:
        words = Entry(said(one.value, unit), str(one.value), href=one.href)
        yield words, Entry(str(one.count), href=one.href), Entry(about(Decimal(one.count), total))
    if rest:
        count = sum(one.count for one in rest)
        yield Entry(f"另外{len(rest)}种"), Entry(str(count)), Entry(about(Decimal(count), total))


__all__ = ["Promised", "said", "strip_chart", "strip_words"]
