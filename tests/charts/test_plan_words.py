"""The finding of a spending plan, for every shape of plan that the five documents print, and for odd ones."""

import pytest
from plans import plan

from generator.charts import plan_caption


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        # 丰润区经济开发区管理委员会, 2022
        ("      | 100%  |       |      ", "资金全部集中在6月底前支付；3月底、10月底、12月底没有填写。"),
        ("      |       |       | 100% ", "计划只填了12月底100%，年内什么时候支付没有说明。"),
        (
            "      | 30%   |       | 100% ",
            "计划到6月底支付30%，其余70%安排在7至12月支付，慢于匀速支出；3月底、10月底没有填写。",
        ),
        (
            "      |       | 40%   | 100% ",
            "计划到10月底支付40%，其余60%集中在11至12月支付；3月底、6月底没有填写。",
        ),
        ("25%   | 50%   | 75%   | 100% ", "计划到3月底支付25%，6月底50%，10月底75%，12月底付完，大体匀速。"),
        # 临西县运河园区管理委员会
        ("      | 100.00| 100.00|100.00", "资金全部集中在6月底前支付；3月底没有填写。"),
        ("25.00 | 50.00 | 80.00 |100.00", "计划到3月底支付25%，6月底50%，10月底80%，12月底付完，大体匀速。"),
        ("100.00| 100.00| 100.00|100.00", "资金全部集中在3月底前支付。"),
        # 唐山高新区管委会办公室, 2021
        ("0     | 100   | 100   | 100  ", "到3月底不支付，资金全部集中在4至6月支付。"),
        ("      |       | 100   | 100  ", "资金全部在10月底前支付；3月底、6月底没有填写。"),
        (
            "      |       | 20    | 100  ",
            "计划到10月底支付20%，其余80%集中在11至12月支付；3月底、6月底没有填写。",
        ),
        ("      | 50    | 80    | 100  ", "计划到6月底支付50%，10月底80%，12月底付完，大体匀速；3月底没有填写。"),
        (
            "      | 30    | 50    | 100  ",
            "计划到6月底支付30%，10月底50%，其余50%集中在11至12月支付；3月底没有填写。",
        ),
        ("80    | 80    | 100   | 100  ", "计划到3月底支付80%，到6月底仍是80%，10月底付完，快于匀速支出。"),
        ("10    | 10    | 10    | 100  ", "计划到3月底支付10%，到10月底仍是10%，其余90%集中在11至12月支付。"),
        ("10    | 50    | 70    | 100  ", "计划到3月底支付10%，6月底50%，10月底70%，12月底付完，慢于匀速支出。"),
        ("      | 50    | 75    | 100  ", "计划到6月底支付50%，10月底75%，12月底付完，大体匀速；3月底没有填写。"),
        # 曹妃甸区: 发展和改革局 2024, 装备制造园区管理委员会 2025
        ("30%   | 60%   | 75%   | 100% ", "计划到3月底支付30%，6月底60%，10月底75%，12月底付完，大体匀速。"),
        ("10%   | 30%   | 60%   | 100% ", "计划到3月底支付10%，6月底30%，10月底60%，12月底付完，慢于匀速支出。"),
    ],
)
def test_the_plans_of_the_five_documents_are_told_as_they_stand(cells: str, finding: str) -> None:
    assert plan_caption(plan(cells)) == finding


def test_an_empty_plan_is_not_a_plan_of_nothing() -> None:
    assert plan_caption(plan(" | | | ")) == "支出计划没有填写。"
    assert plan_caption(plan("0 | 0 | 0 | 0")) == "填写的各个时点都是0%，没有安排支付。"
    assert plan_caption(()) == "原文没有资金支出计划这一栏。"


def test_a_plan_that_falls_is_listed_and_the_fall_is_named() -> None:
    assert plan_caption(plan("50% | 80% | 60% | 100%")) == (
        "计划累计支付：3月底50%、6月底80%、10月底60%、12月底100%；累计比例从6月底的80%降到10月底的60%。"
    )


def test_more_than_everything_and_less_than_nothing_are_named() -> None:
    assert plan_caption(plan("50 | 120 | 120 | 120")).endswith(
        "；6月底填的是120%，超过100%；10月底填的是120%，超过100%；12月底填的是120%，超过100%。"
    )
    assert plan_caption(plan("-10 | 20 | 50 | 100")).endswith("；3月底填的是-10%，小于0。")


def test_a_plan_that_never_reaches_everything_says_what_is_left() -> None:
    assert plan_caption(plan("25 | 50 | 75 | 80")) == (
        "计划到3月底支付25%，6月底50%，10月底75%，12月底80%，大体匀速；到12月底没有到100%，其余20%没有安排。"
    )


def test_a_plan_that_stops_before_december_does_not_say_when_all_is_paid() -> None:
    assert plan_caption(plan("25 | 50 | 75 | ")) == (
        "计划到3月底支付25%，6月底50%，10月底75%，大体匀速；12月底没有填写，什么时候付完没有说明。"
    )
    assert plan_caption(plan(" | 30 | | ")) == (
        "计划只填了6月底30%；3月底、10月底、12月底没有填写，什么时候付完没有说明。"
    )


def test_a_jump_in_the_middle_of_the_year_is_told() -> None:
    assert plan_caption(plan("5 | 10 | 98 | 100")) == (
        "计划到3月底支付5%，6月底10%，10月底98%，12月底付完，其中88%集中在7至10月支付。"
    )


def test_words_in_the_place_of_a_share_are_quoted_and_not_read() -> None:
    assert plan_caption(plan(" | 50% | 按合同 | 100%")) == (
        "计划到6月底支付50%，其余50%安排在7至12月支付，大体匀速；3月底没有填写；10月底写的是“按合同”，不是比例。"
    )


def test_even_spending_is_measured_on_the_true_months() -> None:
    """75 % by the end of October is behind ten twelfths by more than 80 % would be, 60 % is far behind."""
    assert "大体匀速" in plan_caption(plan("25 | 50 | 75 | 100"))
    assert "慢于匀速支出" in plan_caption(plan("25 | 50 | 70 | 100"))
    assert "快于匀速支出" in plan_caption(plan("40 | 60 | 90 | 100"))
