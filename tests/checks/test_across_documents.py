"""Questions across documents, and patterns: what they count and what they leave alone."""

from __future__ import annotations

import msgspec
from disclosed import submission

from generator import checks

MEASURES = """第一部分
三、工作保障措施
（一）加强内部监督。{sentence}。
第二部分
单位 {unit}
绿化养护"""
LONG = "对绩效运行情况和重大支出决策进行督导并配合外部监督"
PARKS, ROADS = "806001曹妃甸区园林局本级", "807001曹妃甸区公路局本级"


def shared(*documents: tuple[str, str]) -> list[int]:
    """The documents, by number, whose sentences stand in another department's, after a journey through the store."""
    gathered = [
        msgspec.msgpack.encode(checks.gather(submission(MEASURES.format(sentence=sentence, unit=unit)), number))
        for number, (sentence, unit) in enumerate(documents)
    ]
    return [number for number, _ in checks.across([checks.unpack_gathered(part) for part in gathered])]


def test_two_departments_with_one_sentence_both_have_the_finding() -> None:
    assert shared((LONG, PARKS), (LONG, ROADS)) == [0, 1]


def test_one_department_may_say_the_same_every_year() -> None:
    assert shared((LONG, PARKS), (LONG, PARKS)) == []


def test_a_sentence_of_nineteen_characters_is_too_short_to_tell() -> None:
    assert shared((LONG[:19], PARKS), (LONG[:19], ROADS)) == []
    assert shared((LONG[:20], PARKS), (LONG[:20], ROADS)) == [0, 1]


def counted(check: str, layout: str) -> tuple[int, int]:
    """How many values of one disclosure follow a pattern, of how many."""
    found = next(one for one in checks.ask(submission(layout)).patterns if one.check == check)
    return found.count, found.of


def test_satisfaction_of_90_is_round_and_of_92_is_not() -> None:
    assert counted("satisfaction_is_round", "服务对象满意度指标 | 居民满意度 | 居民满意度 | ≥90% | 问卷") == (1, 1)
    assert counted("satisfaction_is_round", "服务对象满意度指标 | 居民满意度 | 居民满意度 | ≥92% | 问卷") == (0, 1)
    assert counted("satisfaction_is_round", "服务对象满意度指标 | 居民满意度 | 居民满意度 | 满意 | 问卷") == (0, 0)


def test_one_year_and_the_end_of_december_say_only_within_the_year() -> None:
    assert counted("time_within_a_year", "时效指标 | 完成时间 | 按期完成 | ≤1年 | 计划") == (1, 1)
    assert counted("time_within_a_year", "时效指标 | 完成时间 | 按期完成 | 12月底前 | 计划") == (1, 1)
    assert counted("time_within_a_year", "时效指标 | 完成时间 | 按期完成 | 11月底前 | 计划") == (0, 1)


def test_one_basis_for_all_needs_three_indicators() -> None:
    row = "质量指标 | 成活率 | 成活率 | ≥95% | {basis}\n"
    assert counted("one_basis_for_all", row.format(basis="计划") * 3) == (1, 1)
    assert counted("one_basis_for_all", row.format(basis="计划") * 2 + row.format(basis="合同")) == (0, 1)
    assert counted("one_basis_for_all", row.format(basis="计划") * 2) == (0, 0)


def test_four_equal_steps_are_counted_to_the_point() -> None:
    assert counted("plan_of_equal_steps", "支出计划 25% 50% 75% 100%") == (1, 1)
    assert counted("plan_of_equal_steps", "支出计划 25% 50% 80% 100%") == (0, 1)
    assert counted("plan_of_equal_steps", "支出计划 25.00 50.00 75.00 100.00") == (1, 1)


def test_a_cost_target_that_is_the_budget_says_nothing_of_the_cost() -> None:
    layout = "预算数 38.44\n成本指标 | 补助金额 | 拨付总金额 | ≤{amount}万元 | 计划"
    assert counted("cost_is_the_budget", layout.format(amount="38.44")) == (1, 1)
    assert counted("cost_is_the_budget", layout.format(amount="38")) == (0, 1)
    assert counted("cost_is_the_budget", layout.format(amount="38.440")) == (1, 1)
