"""Projects or departments by size: one bar each, the largest first, names in full width above their bars.

In: labels, yuan and addresses. Out: a :class:`Chart`. A name may take two lines and is then cut, with the
whole of it in the link's ``<title>`` and in the table. Past a limit the rest is one line of text without a
bar, because a sum of many is no size to compare with. The bars are one image with a name; the links stand
outside of it, so that they are links for everyone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from ..money import in_ten_thousands, in_words, plain
from .drawing import ROW, TEXT, WIDTH, Chart, Entry, about, em, number, text, wrapped

Bar = tuple[str, Decimal | None, str]  # label, yuan (None: 预算数 is not stated), address

_THICK = 8
_BETWEEN = 14  # from a bar to the next name
_LINES = 2
_FEW = 3  # how many of the largest the caption sums up


def bars_chart(
    rows: Sequence[Bar], *, id: str, what: str = "项目", measure: str = "个", limit: int = 12, table: bool = True
) -> Chart:
    """Draw amounts as sorted bars. ``what`` names the things (``项目``, ``部门``), ``measure`` counts them.

    Without ``table``, its rows are not made, for where they stand beside the chart anyhow.
    """
    ranked = sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0), row[0], row[2]))
    if not ranked:
        return Chart("", f"没有{what}。", (), ())
    # A rest of one would say no less than the thing itself.
    shown = ranked if len(ranked) <= limit + 1 else ranked[:limit]
    rest = ranked[len(shown) :]
    largest = max((yuan for _, yuan, _ in shown if yuan), default=Decimal(0))
    bars: list[str] = []
    links: list[str] = []
    y = 3.0
    for bar in shown:
        words, drawn, y = _one(bar, y, largest)
        links.append(words)
        bars.append(drawn)
    if rest:
        links.append(text(0, y + TEXT, _rest_words(rest, what, measure), "rest", "start"))
        y += ROW + 4
    title = f"{what}预算，从大到小"
    svg = (
        f'<svg class="chart chart-bars" viewBox="0 0 {WIDTH} {number(y)}">'
        f'<g role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title>'
        f'<desc id="{id}-d">{escape("；".join(f"{name} {_amount(yuan)}" for name, yuan, _ in shown))}</desc>'
        f"{''.join(bars)}</g>{''.join(links)}</svg>"
    )
    heads = (what, "预算数（万元）", "占合计")
    told = tuple(_table(shown, rest, ranked, what, measure)) if table else ()
    return Chart(svg, bars_words(ranked, what, measure), heads, told)


def bars_words(ranked: Sequence[Bar], what: str, measure: str) -> str:
    """The finding: how many, how much in all, which is the largest, how much the largest three hold."""
    stated = [(name, yuan) for name, yuan, _ in ranked if yuan is not None]
    silent = len(ranked) - len(stated)
    total = sum((yuan for _, yuan in stated), Decimal(0))
    if not stated:
        return f"{len(ranked)}{measure}{what}都没有写明预算数。"
    name, most = stated[0]
    if len(ranked) == 1:
        return f"只有1{measure}{what}：{name}，预算 {in_words(most)}。"
    clauses = [f"{len(ranked)}{measure}{what}，预算合计 {in_words(total)}"]
    if total > 0:
        equals = sum(1 for _, yuan in stated if yuan == most)
        if equals == len(stated) > 1:
            clauses.append(f"各为 {in_words(most)}")
        elif equals > 1:
            clauses.append(f"最大的{equals}{measure}各为 {in_words(most)}")
        else:
            clauses.append(f"最大的是{name}，{in_words(most)}（{about(most, total)}）")
        few = sum((yuan for _, yuan in stated[:_FEW]), Decimal(0))
        if len(stated) > _FEW and few * 2 >= total:
            clauses.append(f"最大的{_FEW}{measure}合计{about(few, total)}")
    if silent:
        clauses.append(f"另有{silent}{measure}没有写明预算数")
    return "；".join(clauses) + "。"


def _one(bar: Bar, y: float, largest: Decimal) -> tuple[str, str, float]:
    """The name and amount of one bar (in its link), the bar itself, and where the next begins."""
    label, yuan, href = bar
    amount, safe = _amount(yuan), escape(label)
    lines = wrapped(label, WIDTH - em(amount) * TEXT - 14, TEXT, _LINES)
    words = [
        f'<text class="label" x="0" y="{number(y + TEXT + at * ROW)}">{safe if part == label else escape(part)}</text>'
        for at, part in enumerate(lines)
    ]
    words.append(text(WIDTH, y + TEXT, amount, "sum" if yuan is not None else "blank", "end"))
    name = f"<title>{safe} {amount}</title>"
    bottom = y + (len(lines) or 1) * ROW + 2
    linked = f'<a href="{escape(href)}">{name}{"".join(words)}</a>' if href else f"<g>{name}{''.join(words)}</g>"
    level = number(bottom)
    drawn = f'<rect class="track" x="0" y="{level}" width="{WIDTH}" height="{_THICK}"/>'
    if yuan and yuan > 0:
        # The smallest amount is still seen as an amount.
        width = max(1.0, float(yuan / largest) * WIDTH)
        drawn += f'<rect class="bar" x="0" y="{level}" width="{number(width)}" height="{_THICK}"/>'
    return linked, drawn, bottom + _THICK + _BETWEEN


def _amount(yuan: Decimal | None) -> str:
    return "未填" if yuan is None else in_words(yuan)


def _rest_words(rest: Sequence[Bar], what: str, measure: str) -> str:
    stated = [yuan for _, yuan, _ in rest if yuan is not None]
    words = f"其余 {len(rest)} {measure}{what}"
    return f"{words}，合计 {in_words(sum(stated, Decimal(0)))}" if stated else words


def _table(
    shown: Sequence[Bar], rest: Sequence[Bar], ranked: Sequence[Bar], what: str, measure: str
) -> Iterator[tuple[Entry, ...]]:
    """What is drawn, as rows; the rest as one row."""
    total = sum((yuan for _, yuan, _ in ranked if yuan is not None), Decimal(0))
    for label, yuan, href in shown:
        yield Entry(label, href=href), *_figures(yuan, total)
    if rest:
        stated = [yuan for _, yuan, _ in rest if yuan is not None]
        yield Entry(f"其余 {len(rest)} {measure}{what}"), *_figures(sum(stated, Decimal(0)) if stated else None, total)


def _figures(yuan: Decimal | None, total: Decimal) -> tuple[Entry, Entry]:
    if yuan is None:
        return Entry("未填"), Entry("")
    share = about(yuan, total) if total > 0 else ""
    return Entry(in_ten_thousands(yuan), str(plain(yuan))), Entry(share)
