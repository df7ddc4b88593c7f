"""One budget over the years."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.charts.years import InYear, years_chart

NURSERY = [InYear(2023, Decimal(2_000_000)), InYear(2024, Decimal(800_000))]


def test_the_caption_says_from_what_to_what() -> None:
    """苗圃基地建设: 200 万元, then 80"""
    assert years_chart(NURSERY, id="y").caption == "从2023年的 200 万元 到2024年的 80 万元，减少 120 万元（60%）。"
    same = [InYear(2023, Decimal(10_000)), InYear(2025, Decimal(10_000))]
    assert years_chart(same, id="y").caption == "从2023年的 1 万元 到2025年的 1 万元，没有变。"
    assert years_chart(NURSERY[:1], id="y").caption == "只有2023年，200 万元。"
    assert years_chart([], id="y").caption == "没有写明年度和预算数。"


def test_years_stand_on_a_true_axis_and_columns_in_proportion() -> None:
    svg = years_chart([*NURSERY, InYear(2027, Decimal(1_000_000))], id="y").svg
    columns = re.findall(r'<rect class="planned" x="([\d.]+)" y="[\d.]+" width="[\d.]+" height="([\d.]+)"', svg)
    first, second, last = (float(x) for x, _ in columns)
    assert abs((last - first) - 4 * (second - first)) < 0.5
    assert [height for _, height in columns] == ["96", "38.4", "48"]


def test_what_only_may_be_the_same_is_outlined_and_said() -> None:
    chart = years_chart([NURSERY[0], InYear(2024, Decimal(800_000), "名称相近 75%")], id="y")
    assert chart.svg.count('class="unplanned"') == 1
    assert "可能不是同一个项目" in chart.caption
    assert [entry.text for entry in chart.rows[1]] == ["2024年", "80 万元", "名称相近 75%"]
    assert len(years_chart(NURSERY, id="y").rows[0]) == 2


def test_one_year_is_not_drawn() -> None:
    assert years_chart(NURSERY[:1], id="y").svg == ""
    assert years_chart([InYear(2023, Decimal(0)), InYear(2024, Decimal(0))], id="y").svg == ""
