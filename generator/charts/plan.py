"""One project's spending plan: the cumulative share stated for each checkpoint, on a true time axis.

In: the checkpoints and the budget. Out: a :class:`Chart`. A stated share is a solid stem and dot, zero
included; an unstated one is a hollow mark on the axis that says 未填. The dotted line is even spending. No
line joins the dots: what is paid between two dates is not in the form.

Most plans of a corpus are alike and amounts differ, so all that depends on the plan alone is drawn once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape

from msgspec import Struct

from ..model import Amount, Checkpoint
from ..money import in_ten_thousands, plain
from .drawing import (
    BOLD,
    LEFT,
    RIGHT,
    ROW,
    SMALL,
    TEXT,
    WIDTH,
    Chart,
    Entry,
    em,
    line,
    month_x,
    number,
    percent,
    row_of_labels,
    spread,
    text,
)
from .plan_words import Point, plan_words

TITLE = "资金支出计划（累计）"
BLANK = "未填"
WORDS = "非比例"  # the cell holds words, not a share
HEADS = ("截至", "累计支付", "金额（万元）")

_TOP, _HEIGHT = 48, 120  # the plot: below the legend and the labels of the highest dots
_AXIS = _TOP + _HEIGHT
_NOTHING = Entry("")


class _Drawing(Struct, frozen=True, gc=False):
    """All of a chart that depends on the shape of the plan alone."""

    caption: str
    description: str
    body: str
    below: int  # how far down the body reaches
    months: tuple[Entry, ...]  # the first column of the table
    shares: tuple[tuple[str, str], ...]  # the second: as text and as value
    ticks: tuple[float, ...]  # where the stated checkpoints are


def plan_chart(plan: Sequence[Checkpoint], budget: Amount | None, *, id: str) -> Chart:
    """Draw one plan, its checkpoints in the order of the year.

    ``id`` is unique on the page and made of letters, digits, ``.``, ``_``, ``~`` and ``-``.
    """
    drawing = _drawing(_shape(plan))
    if not drawing.body:
        return Chart("", drawing.caption, (), ())
    shares = [Entry(said, value, c.anchor) for (said, value), c in zip(drawing.shares, plan, strict=True)]
    yuan = budget.yuan if budget else None
    if yuan is None:
        amounts, height = "", drawing.below
        heads: tuple[str, ...] = HEADS[:2]
        rows: tuple[tuple[Entry, ...], ...] = tuple(zip(drawing.months, shares, strict=True))
    else:
        dues = [_NOTHING if c.share is None else _due(yuan * c.share) for c in plan]
        amounts, height = _amounts(drawing, [due.text for due in dues if due is not _NOTHING])
        rows, heads = tuple(zip(drawing.months, shares, dues, strict=True)), HEADS
    svg = (
        f'<svg class="chart chart-plan" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{id}-t {id}-d">'
        f'<title id="{id}-t">{TITLE}</title><desc id="{id}-d">{drawing.description}</desc>{drawing.body}{amounts}</svg>'
    )
    return Chart(svg, drawing.caption, heads, rows)


def plan_caption(plan: Sequence[Checkpoint]) -> str:
    """The finding of a plan alone, for lists."""
    return _drawing(_shape(plan)).caption


def _shape(plan: Sequence[Checkpoint]) -> tuple[Point, ...]:
    return tuple([(c.month, c.share, "" if c.share is not None else c.printed) for c in plan])


def _due(yuan: Decimal) -> Entry:
    """The money due; whole yuan, which most are, are written faster as integers."""
    whole = int(yuan)
    if whole != yuan or whole < 0:
        return Entry(in_ten_thousands(yuan), str(plain(yuan)))
    above, below = divmod(whole, 10_000)
    return Entry(f"{above:,}.{below:04d}".rstrip("0") if below else f"{above:,}", str(whole))


def _amounts(drawing: _Drawing, amounts: list[str]) -> tuple[str, int]:
    """The rows of amounts below the months, and the height of the drawing with them."""
    y = drawing.below
    if not amounts:
        return "", y
    y += ROW
    # The width of figures, counted instead of summed: points and commas are narrower.
    widths = [(0.64 * len(words) - 0.28 * (words.count(",") + words.count("."))) * SMALL for words in amounts]
    places = spread(tuple(zip(drawing.ticks, widths, strict=True)))
    parts = [f'<text class="head" x="0" y="{y}">万元</text>']
    last = 0
    for (x, row), words in zip(places, amounts, strict=True):
        parts.append(f'<text class="sum" x="{x}" y="{y + row * ROW}" text-anchor="middle">{words}</text>')
        if row > last:
            last = row
    return "".join(parts), y + last * ROW + 5


@lru_cache(maxsize=1 << 12)
def _drawing(points: tuple[Point, ...]) -> _Drawing:
    """Draw what does not depend on the amount."""
    if not points:
        return _Drawing(plan_words(points), "", "", 0, (), (), ())
    shares = [share for _, share, _ in points if share is not None]
    scale = _Scale(float(min([Decimal(0), *shares])), float(max([Decimal(1), *shares])))
    months, below = _months(tuple(month for month, *_ in points))
    legend = _legend(bool(shares), len(shares) < len(points))
    said = "，".join(f"{month}月底{_said(share, printed)}" for month, share, printed in points)
    return _Drawing(
        plan_words(points),
        escape(f"横轴是一年的十二个月，纵轴是累计支付占预算的比例：{said}。虚线是全年匀速支出。"),
        legend + _grid(scale) + "".join(_marks(points, scale)) + months,
        below,
        tuple(Entry(f"{month}月底") for month, *_ in points),
        tuple((_said(share, printed), "" if share is None else str(plain(share))) for _, share, printed in points),
        tuple(round(month_x(month), 1) for month, share, _ in points if share is not None),
    )


@lru_cache(maxsize=1 << 6)
def _months(numbers: tuple[int, ...]) -> tuple[str, int]:
    """The months below the axis, and how far down they reach."""
    ticks = [month_x(month) for month in numbers]
    labels, further = row_of_labels(ticks, [f"{month}月底" for month in numbers], _AXIS + 18, "month", TEXT)
    return labels, _AXIS + 22 + further * ROW


class _Scale(Struct, frozen=True, gc=False):
    """Shares onto the height of the plot; it holds nothing, everything, and what lies outside."""

    low: float
    high: float

    def y(self, share: float) -> float:
        return _AXIS - _HEIGHT * (share - self.low) / (self.high - self.low)


def _said(share: Decimal | None, printed: str) -> str:
    return percent(share) if share is not None else (WORDS if printed else BLANK)


@lru_cache
def _legend(stated: bool, unstated: bool) -> str:
    """Name the marks that are there, in one line."""
    x = 6.0
    parts: list[str] = []
    for there, kind, words in ((stated, "stated", "计划累计支付"), (unstated, "unstated", "没有填写")):
        if there:
            parts.append(f'<circle class="{kind}" cx="{number(x)}" cy="10" r="4"/>')
            parts.append(text(x + 9, 14, words, "legend", "start"))
            x += 9 + em(words) * SMALL + 16
    parts += [line(x - 4, 10, x + 14, 10, "pace"), text(x + 19, 14, "匀速支出", "legend", "start")]
    return "".join(parts)


@lru_cache(maxsize=1 << 6)
def _grid(scale: _Scale) -> str:
    """The axis, lines at half and at all of the budget, and even spending."""
    parts: list[str] = []
    written: float | None = None
    for share, words in ((0.0, "0"), (0.5, "50%"), (1.0, "100%")):
        y = scale.y(share)
        parts.append(line(LEFT, y, RIGHT, y, "rule" if share else "axis"))
        if written is None or written - y >= TEXT + 2:
            parts.append(text(LEFT - 6, y + 4, words, "scale", "end"))
            written = y
    parts.append(line(LEFT, scale.y(0), RIGHT, scale.y(1), "pace"))
    return "".join(parts)


def _marks(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    """A stem and a dot where a share is stated, a hollow mark on the axis where none is; then the labels."""
    axis = scale.y(0)
    labels: list[tuple[float, float, str, str]] = []
    for month, share, printed in points:
        x = month_x(month)
        if share is None:
            yield f'<circle class="unstated" cx="{number(x)}" cy="{number(axis)}" r="4"/>'
            labels.append((x, axis - 9, _said(share, printed), "blank"))
            continue
        y = scale.y(float(share))
        yield line(x, axis, x, y, "stem")
        yield f'<circle class="stated" cx="{number(x)}" cy="{number(y)}" r="4.5"/>'
        labels.append((x, (y if share >= 0 else axis) - 9, percent(share), "share"))
    yield from _apart(labels)


def _apart(labels: Sequence[tuple[float, float, str, str]]) -> Iterator[str]:
    """The labels above the marks; one that would touch another or the next stem moves to the left."""
    placed: list[tuple[float, float]] = []
    room = float(WIDTH)
    for x, y, words, kind in reversed(labels):
        half = em(words) * TEXT * BOLD / 2
        beside = [left - 3 for left, level in placed if abs(level - y) < TEXT + 2]
        middle = max(min(x, min([room, *beside]) - half), LEFT - 2 + half)
        placed.append((middle - half, y))
        room = x - 6
        yield text(middle, y, words, kind)
