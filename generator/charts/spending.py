"""Many projects' spending plans, summed: how much is planned by when, and how much has no stated plan.

In: for each checkpoint the money planned by then and the money whose plan does not say; the total. Out: a
:class:`Chart`. Planned money is a solid bar from the axis, money without a stated share stands on top of it,
outlined and hatched; what is missing up to the line of the total is planned for later. A project that leaves
a checkpoint blank counts as unstated there, also after its 100 %: the planned sum may therefore fall.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from ..money import in_words, plain
from .drawing import (
    LEFT,
    RIGHT,
    ROW,
    SMALL,
    TEXT,
    Chart,
    Entry,
    about,
    em,
    line,
    month_x,
    number,
    opening,
    row_of_labels,
    text,
)
from .spending_words import PlannedBy, spending_words

_TOP, _HEIGHT = 42, 132
_AXIS = _TOP + _HEIGHT
_BAR = 26  # narrower than the two months between October and December
_LARGE = Decimal(100_000_000)  # from here on sums are told in 亿元


def spending_chart(points: Sequence[PlannedBy], total: Decimal, *, id: str, title: str = "各时点计划累计支付") -> Chart:
    """Draw the sums of many plans, in the order of the year, against ``total``, the sum of their budgets.

    Give as ``total`` only the budgets of the projects that are in ``points``.
    """
    if not points or total <= 0:
        return Chart("", "没有可以汇总的预算数。" if total <= 0 else "原文没有资金支出计划这一栏。", (), ())
    size, unit = (_LARGE, "亿元") if total >= _LARGE else (Decimal(10_000), "万元")
    scale = _HEIGHT / float(max([total, *(p.planned + p.unstated for p in points)]))
    legend = _legend(any(p.planned for p in points), any(p.unstated for p in points), id)
    drawn = [legend, text(RIGHT + _BAR / 2, _TOP - 8, f"预算合计 {in_words(total)}", "legend", "end")]
    drawn += [mark for p in points for mark in _bar(p, scale, id)]
    top = _AXIS - float(total) * scale
    drawn += [line(LEFT, _AXIS, RIGHT + _BAR / 2, _AXIS, "axis"), line(LEFT, top, RIGHT + _BAR / 2, top, "total")]
    planned, unstated = [_short(p.planned, size) for p in points], [_short(p.unstated, size) for p in points]
    below, height = _figures(points, planned, unstated, unit)
    said = "；".join(_said(p) for p in points)
    description = f"横轴是一年的十二个月，柱高是金额，横线是预算合计 {in_words(total)}：{said}。"
    opened = opening(id, "spending", height, title, description)
    svg = f"{opened}{_hatch(id)}{''.join(drawn)}{below}</svg>"
    heads = ("截至", f"计划（{unit}）", f"未填（{unit}）", "计划占预算")
    rows = [_row(p, total, *sums) for p, *sums in zip(points, planned, unstated, strict=True)]
    return Chart(svg, spending_words(points, total), heads, tuple(rows))


def _said(point: PlannedBy) -> str:
    return f"{point.month}月底计划支付{in_words(point.planned)}，没有填写计划{in_words(point.unstated)}"


def _row(point: PlannedBy, total: Decimal, planned: str, unstated: str) -> tuple[Entry, ...]:
    return (
        Entry(f"{point.month}月底", href=point.href),
        Entry(planned, str(plain(point.planned))),
        Entry(unstated, str(plain(point.unstated))),
        Entry(about(point.planned, total)),
    )


def _short(yuan: Decimal, size: Decimal) -> str:
    return f"{plain(yuan / size):,f}"


def _hatch(identity: str) -> str:
    return (
        f'<defs><pattern id="{identity}-h" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch" d="M0 0V5"/></pattern></defs>'
    )


@lru_cache
def _legend(planned: bool, unstated: bool, identity: str) -> str:
    """Name the marks that are there, in one line."""
    x = 0.0
    parts: list[str] = []
    for there, kind, words in ((planned, "planned", "计划累计支付"), (unstated, "unplanned", "没有填写计划")):
        if there:
            place = f'x="{number(x + 0.5)}" y="4.5" width="11" height="11"'
            parts.append(f'<rect {place} fill="url(#{identity}-h)"/>' if kind == "unplanned" else "")
            parts += [f'<rect class="{kind}" {place}/>', text(x + 17, 14, words, "legend", "start")]
            x += 17 + em(words) * SMALL + 16
    return "".join(parts)


def _bar(point: PlannedBy, scale: float, identity: str) -> Iterator[str]:
    left = number(month_x(point.month) - _BAR / 2)
    planned, unstated = float(point.planned) * scale, float(point.unstated) * scale
    if point.planned > 0:
        yield (
            f'<rect class="planned" x="{left}" y="{number(_AXIS - planned)}" '
            f'width="{_BAR}" height="{number(planned)}"/>'
        )
    if point.unstated > 0:
        place = f'x="{left}" y="{number(_AXIS - planned - unstated)}" width="{_BAR}" height="{number(unstated)}"'
        yield f'<rect {place} fill="url(#{identity}-h)"/><rect class="unplanned" {place}/>'


def _figures(points: Sequence[PlannedBy], planned: list[str], unstated: list[str], unit: str) -> tuple[str, float]:
    """The months and the two rows of sums below the axis, and where the drawing ends."""
    ticks = [month_x(p.month) for p in points]
    parts: list[str] = []
    y = _AXIS + 1
    rows = [("month", TEXT, unit, [f"{p.month}月底" for p in points]), ("sum", SMALL, "计划", planned)]
    if any(p.unstated for p in points):
        rows.append(("sum none", SMALL, "未填", unstated))
    for kind, type_size, head, words in rows:
        y += ROW
        labels, further = row_of_labels(ticks, words, y, kind, type_size)
        parts += [text(0, y, head, "head", "start"), labels]
        y += further * ROW
    return "".join(parts), y + 6
