"""A project's plan as a drawing and as a table."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from plans import plan, ten_thousand

from generator.charts import Chart, plan_chart
from generator.charts.plan import _due
from generator.model import Amount
from generator.money import in_ten_thousands


def drawn(chart: Chart, kind: str) -> list[ElementTree.Element]:
    """The elements of a drawing that have one class; the drawing is well-formed."""
    return [e for e in ElementTree.fromstring(chart.svg).iter() if e.get("class") == kind]  # noqa: S314


def texts(chart: Chart, kind: str) -> list[str | None]:
    return [element.text for element in drawn(chart, kind)]


def test_amounts_are_exact_shares_of_the_budget() -> None:
    """
    经开区空气质量监测站运营维护费   预算数 15.30   6月底 30%   12月底 100%
    """
    chart = plan_chart(plan(" | 30% | | 100%"), ten_thousand("15.30"), id="p")
    assert texts(chart, "sum") == ["4.59", "15.3"]
    assert chart.heads == ("截至", "累计支付", "金额（万元）")
    assert [tuple(entry.text for entry in row) for row in chart.rows] == [
        ("3月底", "未填", ""),
        ("6月底", "30%", "4.59"),
        ("10月底", "未填", ""),
        ("12月底", "100%", "15.3"),
    ]
    assert [(share.value, share.anchor, due.value) for _, share, due in chart.rows] == [
        ("", "L83", ""),
        ("0.3", "L86", "45900"),
        ("", "L90", ""),
        ("1", "L92", "153000"),
    ]


def test_an_amount_below_one_yuan_of_ten_thousand_keeps_its_digits() -> None:
    """
    2021年差旅费（21年借款）   预算数 0.36   6月底 100%
    """
    assert texts(plan_chart(plan(" | 100% | | "), ten_thousand("0.36"), id="p"), "sum") == ["0.36"]


def test_a_third_of_an_amount_is_not_rounded() -> None:
    chart = plan_chart(plan("33.33% | | | 100%"), ten_thousand("12345.67"), id="p")
    assert chart.rows[0][2].text == "4,114.811811"
    assert chart.rows[0][2].value == "41148118.11"


def test_the_time_axis_is_true() -> None:
    """October and December are two months apart, June and October four."""
    dots = [float(dot.get("cx", "")) for dot in drawn(plan_chart(plan("25|50|75|100"), None, id="p"), "stated")[1:]]
    march, june, october, december = dots
    assert june - march == pytest.approx((december - 38) / 4, abs=0.2)
    assert october - june == pytest.approx(2 * (december - october), abs=0.2)


def test_stated_zero_is_solid_and_blank_is_hollow_and_says_so() -> None:
    chart = plan_chart(plan("0 | 100 | | "), ten_thousand("500"), id="p")
    assert len(drawn(chart, "stated")) == 2 + 1  # and one in the legend
    assert len(drawn(chart, "unstated")) == 2 + 1
    assert texts(chart, "share") == ["100%", "0%"]
    assert texts(chart, "blank") == ["未填", "未填"]


def test_nothing_is_drawn_between_two_checkpoints() -> None:
    """The only lines that run across are the axis, two rules and even spending (in the plot and the legend)."""
    chart = plan_chart(plan("25 | 50 | 75 | 100"), ten_thousand("20"), id="p")
    across = [line for line in chart_lines(chart) if line.get("x1") != line.get("x2")]
    assert [line.get("class") for line in across] == ["pace", "axis", "rule", "rule", "pace"]
    assert "path" not in chart.svg
    assert "polyline" not in chart.svg


def chart_lines(chart: Chart) -> list[ElementTree.Element]:
    return [e for e in ElementTree.fromstring(chart.svg).iter() if e.tag == "line"]  # noqa: S314


def test_more_than_the_budget_stays_inside_the_frame() -> None:
    chart = plan_chart(plan("-10 | 20 | 300 | 100"), ten_thousand("88"), id="p")
    height = float(re.search(r'viewBox="0 0 340 ([\d.]+)"', chart.svg)[1])  # type: ignore[index]
    assert all(0 < float(dot.get("cy", "")) < height for dot in drawn(chart, "stated"))


def test_without_a_budget_there_are_shares_and_no_amounts() -> None:
    for budget in (None, Amount(None, None, "", None, "L73")):
        chart = plan_chart(plan("25 | 50 | 75 | 100"), budget, id="p")
        assert chart.heads == ("截至", "累计支付")
        assert all(len(row) == 2 for row in chart.rows)
        assert texts(chart, "sum") == []


def test_a_form_without_a_plan_has_nothing_to_draw() -> None:
    assert plan_chart((), ten_thousand("1"), id="p") == Chart("", "原文没有资金支出计划这一栏。", (), ())


def test_the_drawing_has_a_name_and_a_description_for_those_who_do_not_see_it() -> None:
    svg = plan_chart(plan(" | | 40% | 100%"), ten_thousand("500"), id="plan-7").svg
    assert 'role="img" aria-labelledby="plan-7-t plan-7-d"' in svg
    assert '<title id="plan-7-t">资金支出计划（累计）</title>' in svg
    assert "3月底未填，6月底未填，10月底40%，12月底100%" in svg


def test_nothing_in_a_drawing_needs_more_than_the_strict_policy() -> None:
    svg = plan_chart(plan("<b> | 50 | | 100"), ten_thousand("500"), id="p").svg
    assert not re.search(r"style|<script|\son\w+=|<b>", svg)


def test_amounts_are_written_as_everywhere_else() -> None:
    for yuan in ("0", "1", "9999", "10000", "3600", "123456789", "0.5", "10000.01", "-300", "41148118.11"):
        assert _due(Decimal(yuan)).text == in_ten_thousands(Decimal(yuan))


def test_the_same_plan_and_amount_give_the_same_bytes() -> None:
    first = plan_chart(plan("10 | 30 | 60 | 100"), ten_thousand("301.45"), id="p")
    assert plan_chart(plan("10% | 30% | 60.0% | 100.00%"), ten_thousand("301.45"), id="p").svg == first.svg
