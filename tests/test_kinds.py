"""Which indicators are one kind, and on which scale their values are compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.kinds import Kind, measured, rules
from generator.model import Indicator
from generator.recognise.targets import read_target
from generator.recognise.vocabulary import load


def indicator(aspect: str | None, name: str, printed: str = "", dimension: str | None = "产出指标") -> Indicator:
    return Indicator(dimension, aspect, name, None, read_target(printed, "L1", load()), None, "L1")


def kind_of(one: Indicator) -> Kind:
    return measured(one).kind


def value_of(one: Indicator) -> tuple[Decimal | None, str]:
    found = measured(one)
    return found.value, found.unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("服务对象满意度指标", "受访人员满意度（%）"), ("满意度指标", "居民满意度(％)")),
        (("时效指标", "资金到位时效"), ("时效指标", "资金拨付时限")),
        (("质量指标", "项目验收通过率"), ("质量指标", "工程验收合格率（%）")),
        (("可持续影响指标", "长期使用性"), ("可持续性影响", "长期使用性")),
        (("数量指标", "举办招商引资活动数量（个）"), ("数量指标", "举办招商引资 活动数量(次")),
    ],
)
def test_other_words_for_the_same_thing_are_one_kind(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert kind_of(indicator(*one)) == kind_of(indicator(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("质量指标", "签约项目个数"), ("可持续影响指标", "签约项目个数")),
        (("数量指标", "运行天数"), ("数量指标", "供暖天数")),
        (("时效指标", "按期完成"), ("时效指标", "资金拨付时限")),
    ],
)
def test_what_nobody_said_is_the_same_stays_apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert kind_of(indicator(*one)).id != kind_of(indicator(*other)).id


def test_a_cost_per_month_is_compared_with_costs_per_month_whatever_its_name() -> None:
    """运行成本控制 ≤1.3万元/月 and 网络成本控制 ≤950元/月"""
    running, network = (
        indicator("成本指标", "运行成本控制", "≤1.3万元/月"),
        indicator("成本指标", "网络成本控制", "≤950元/月"),
    )
    assert kind_of(running) == kind_of(network) == Kind("cost-per-month", "成本", "每月成本")
    assert value_of(running) == (Decimal(13_000), "元/月")
    assert value_of(network) == (Decimal(950), "元/月")


def test_a_total_and_a_cost_per_month_are_two_kinds() -> None:
    assert kind_of(indicator("成本指标", "运行成本控制", "≤15.8万元")).id == "cost-ceiling"


@pytest.mark.parametrize(
    ("name", "printed", "expected"),
    [
        ("控制预算内", "≤20万", (Decimal(200_000), "元")),
        ("招商活动的签约项目金额（亿元）", "≥1亿", (Decimal(100_000_000), "元")),
        ("节电量", "≥3万", (Decimal(3), "万")),
        ("供暖面积", "≥2500平方", (Decimal(2500), "平方米")),
        ("资金拨付时限", "≤20天（工作日）", (Decimal(20), "天（工作日）")),
        ("满意度", "≥98百分比", (Decimal(98), "%")),
        ("项目完成时限", "12月底前", (None, "")),
        ("楼宇亮化效果", "是", (None, "")),
    ],
)
def test_values_stand_on_a_scale_that_can_be_compared(
    name: str, printed: str, expected: tuple[Decimal | None, str]
) -> None:
    assert value_of(indicator("成本指标", name, printed)) == expected


def test_without_a_second_level_the_first_stands_for_it() -> None:
    assert kind_of(indicator(None, "总成本", "≤3万元", "成本指标")).id == "cost-ceiling"
    assert kind_of(indicator(None, "别的", "1", None)).aspect == "没有二级指标"


def test_addresses_do_not_depend_on_how_a_name_is_spaced() -> None:
    assert (
        kind_of(indicator("数量指标", "采购 数量")).id == kind_of(indicator("数量 指标", "采购数量")).id == "d0d32ffb"
    )


def test_every_entry_of_the_table_has_an_address_of_its_own() -> None:
    ids = [rule.id for rule in rules().kind]
    assert len(ids) == len(set(ids))
    assert all(id.isascii() and id.replace("-", "").isalnum() for id in ids)
