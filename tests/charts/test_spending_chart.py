"""Many plans, summed."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

from generator.charts import PlannedBy, spending_chart

# The seven projects of 丰润区经济开发区管理委员会, 2022, in 万元:
#   0.36 |100%|     |          69.54 |100%|     |          1.10 |    |     |100%
#  15.30 | 30%|     |100%     500.00 |    | 40% |100%    142.48 |100%|     |
#  89.00: 25% | 50% | 75% | 100%
FENGRUN = (("3", "22.25", "728.78"), ("6", "261.47", "501.10"), ("10", "266.75", "228.78"), ("12", "605.40", "212.38"))


def sums(rows: tuple[tuple[str, str, str], ...]) -> list[PlannedBy]:
    return [PlannedBy(int(month), Decimal(a) * 10_000, Decimal(b) * 10_000) for month, a, b in rows]


def test_planned_and_unstated_money_are_told_apart_in_words_and_in_the_drawing() -> None:
    chart = spending_chart(sums(FENGRUN), Decimal(8_177_800), id="s")
    assert chart.caption == (
        "预算合计 817.78 万元：计划到6月底支付 261.47 万元（约32%），到12月底支付 605.4 万元（约74%）。"
        "3月底没有填写的最多，涉及预算 728.78 万元（约89%）；12月底没有填写的，涉及预算 212.38 万元。"
    )
    assert chart.heads == ("截至", "计划（万元）", "未填（万元）", "计划占预算")
    assert [tuple(entry.text for entry in row) for row in chart.rows] == [
        ("3月底", "22.25", "728.78", "约3%"),
        ("6月底", "261.47", "501.1", "约32%"),
        ("10月底", "266.75", "228.78", "约33%"),
        ("12月底", "605.4", "212.38", "约74%"),
    ]
    bars = [e.get("class") for e in ElementTree.fromstring(chart.svg).iter() if e.tag == "rect"]  # noqa: S314
    assert bars.count("planned") == 4 + 1  # and the legend
    assert bars.count("unplanned") == 4 + 1
    assert chart.svg.count('fill="url(#s-h)"') == 4 + 1


def test_a_department_that_states_everything_has_nothing_hatched() -> None:
    """
    临西县-like: 994.49 万元, all four checkpoints stated by all projects.
    """
    rows = (("3", "248.62", "0"), ("6", "509.47", "0"), ("10", "751.03", "0"), ("12", "994.49", "0"))
    chart = spending_chart(sums(rows), Decimal(9_944_900), id="s")
    assert chart.caption == (
        "预算合计 994.49 万元：计划到6月底支付 509.47 万元（约51%），到12月底付完。各个时点的支出计划都已填写。"
    )
    assert "unplanned" not in chart.svg
    assert "url(#" not in chart.svg


def test_half_of_the_money_in_the_last_two_months_is_told() -> None:
    rows = (("3", "10", "0"), ("6", "10", "0"), ("10", "20", "0"), ("12", "100", "0"))
    caption = spending_chart(sums(rows), Decimal(1_000_000), id="s").caption
    assert "其中11至12月支付 80 万元（80%）" in caption


def test_no_plan_at_all() -> None:
    rows = tuple((month, "0", "88") for month in ("3", "6", "10", "12"))
    assert spending_chart(sums(rows), Decimal(880_000), id="s").caption == "预算合计 88 万元，支出计划都没有填写。"


def test_the_same_money_unstated_throughout() -> None:
    rows = (("3", "0", "30"), ("6", "20", "30"), ("10", "50", "30"), ("12", "70", "30"))
    assert spending_chart(sums(rows), Decimal(1_000_000), id="s").caption == (
        "预算合计 100 万元：计划到6月底支付 20 万元（20%），到12月底支付 70 万元（70%）。"
        "各个时点都有 30 万元（30%）没有填写支出计划。"
    )


def test_large_sums_are_in_hundred_millions_and_exact() -> None:
    rows = (("3", "1000", "0"), ("6", "12345.67", "0"), ("10", "20000", "0"), ("12", "30000", "0"))
    chart = spending_chart(sums(rows), Decimal(300_000_000), id="s")
    assert chart.heads[1] == "计划（亿元）"
    assert chart.rows[1][1].text == "1.234567"
    assert chart.rows[1][1].value == "123456700"


def test_sums_of_nothing_are_not_drawn() -> None:
    assert spending_chart(sums(FENGRUN), Decimal(0), id="s").svg == ""
    assert spending_chart([], Decimal(1), id="s").svg == ""


def test_a_plan_of_more_than_the_budget_stays_in_the_frame() -> None:
    rows = (("3", "50", "0"), ("6", "120", "20"), ("10", "90", "0"), ("12", "100", "0"))
    svg = spending_chart(sums(rows), Decimal(1_000_000), id="s").svg
    tops = [float(e.get("y", "")) for e in ElementTree.fromstring(svg).iter() if e.tag == "rect"]  # noqa: S314
    assert min(tops) >= 0
