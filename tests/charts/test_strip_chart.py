"""The same indicator from many projects on one axis."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.charts.strip import Promised, said, strip_chart


def promised(*pairs: tuple[str, int]) -> list[Promised]:
    return [Promised(Decimal(value), count, f"#r{at}") for at, (value, count) in enumerate(pairs)]


def test_the_caption_says_from_where_to_where_and_what_is_commonest() -> None:
    """受访人员满意度: 29 times 90 %, 7 times 95 %"""
    chart = strip_chart(promised(("95", 7), ("90", 29)), "%", id="s", title="满意度")
    assert chart.caption == "36项，从 90% 到 95%，中间的一项是 90%；最多的是 90%，29项（约81%）。"
    assert [[entry.text for entry in row] for row in chart.rows] == [["95%", "7", "约19%"], ["90%", "29", "约81%"]]
    assert [row[0].href for row in chart.rows] == ["#r0", "#r1"]


def test_a_few_are_marks_one_above_the_other_and_many_are_bars_in_proportion() -> None:
    few = strip_chart(promised(("1", 1), ("2", 3)), "次", id="s", title="次数").svg
    assert few.count("<circle") == 4
    many = strip_chart(promised(("1", 10), ("2", 40)), "次", id="s", title="次数").svg
    assert re.findall(r'<rect class="bar"[^>]* height="([\d.]+)"', many) == ["24", "96"]


def test_marks_stand_at_their_true_place() -> None:
    svg = strip_chart(promised(("0", 1), ("25", 1), ("100", 1)), "%", id="s", title="x").svg
    left, quarter, right = (float(x) for x in re.findall(r'<circle class="stated" cx="([\d.]+)"', svg))
    assert quarter - left == (right - left) / 4


def test_one_value_alone_is_said_and_not_drawn() -> None:
    chart = strip_chart(promised(("18", 2)), "家", id="s", title="x")
    assert (chart.svg, chart.caption) == ("", "2项都是 18家。")
    assert strip_chart(promised(("18", 1)), "家", id="s", title="x").caption == "只有1项，18家。"
    assert strip_chart([], "", id="s", title="x").caption == "没有写成数字的指标值。"


def test_the_middle_of_an_even_number_is_one_that_somebody_promised() -> None:
    chart = strip_chart(promised(("1", 1), ("2", 1), ("5", 1), ("9", 1)), "个", id="s", title="x")
    assert "中间的一项是 2个" in chart.caption


def test_money_is_said_as_money() -> None:
    assert said(Decimal(13_000), "元/月") == "1.3 万元/月"
    assert said(Decimal(950), "元/月") == "950 元/月"
    assert said(Decimal(2_500), "平方米") == "2,500平方米"


def test_past_a_dozen_values_the_commonest_are_listed_and_the_rest_summed_up() -> None:
    chart = strip_chart(promised(*((str(n), n) for n in range(1, 31))), "个", id="s", title="x")
    assert len(chart.rows) == 13
    assert [entry.text for entry in chart.rows[-1]] == ["另外18种", str(sum(range(1, 19))), "约37%"]
    assert chart.svg.count('class="bar"') == 30


def test_of_thousands_of_amounts_that_coincide_on_the_axis_only_what_is_seen_is_drawn() -> None:
    svg = strip_chart(promised(*((str(n), 1 + n % 7) for n in range(1, 50_001))), "元", id="s", title="x").svg
    bottoms = re.findall(r'<circle class="stated" cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert len(bottoms) == len(set(bottoms)) < 7 * 10 * 340
    assert len({y for _, y in bottoms}) == 7
