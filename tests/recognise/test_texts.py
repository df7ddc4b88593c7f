"""Printed text without debris, line breaks and list numbers; nothing else changed."""

from __future__ import annotations

import pytest

from generator.recognise.texts import clean, number_value, split_goals, split_number
from generator.recognise.vocabulary import load


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("[bookmark: _Toc_2_2_0000000001]一、总体绩效目标", "一、总体绩效目标"),
        ("[bookmark: _GoBack]绩效目标：按照省市重点项目标准", "绩效目标：按照省市重点项目标准"),
        ("一、总体绩效目标 TC 总体绩效目标 \\f A \\l 1 ", "一、总体绩效目标"),
        ("2、路灯电费绩效目标表 TC 2、路灯电费绩效目标表 \\f C \\l 1 ", "2、路灯电费绩效目标表"),
        ("1.完成救灾物资购买\t\t\t\t\t\t", "1.完成救灾物资购买"),
        ("产出\n指标 ", "产出指标"),
        ("绩效\r\n  目标", "绩效目标"),
        ("LED display\npanel", "LED display panel"),  # Latin words keep apart
        ("强化日常管理 。", "强化日常管理 。"),  # a blank inside is the document's
        ("正常状态 提高消防人员", "正常状态 提高消防人员"),
        (
            "唐财建[2021]59号2021年开发区建设专项[奖励先进开发区]",
            "唐财建[2021]59号2021年开发区建设专项[奖励先进开发区]",
        ),
        ("安全运行天数（**天）", "安全运行天数（**天）"),
        ("　　 ", ""),
    ],
)
def test_debris_goes_and_the_text_stays(printed: str, text: str):
    assert clean(printed, load()) == text


@pytest.mark.parametrize(
    ("printed", "number", "rest"),
    [
        ("（一）党政及廉政建设", "（一）", "党政及廉政建设"),
        ("(一）加大招商引资", "(一）", "加大招商引资"),
        ("（2） 网络建设维护", "（2）", "网络建设维护"),
        ("一、总体绩效目标", "一、", "总体绩效目标"),
        ("十一、保障措施", "十一、", "保障措施"),
        ("1.经开区光纤费", "1.", "经开区光纤费"),
        ("1、高速口广告牌租赁", "1、", "高速口广告牌租赁"),
        ("1.2021年差旅费（21年借款）", "1.", "2021年差旅费（21年借款）"),
        ("10.2024年非机动车充电", "10.", "2024年非机动车充电"),
        ("③制度自信", "③", "制度自信"),
        ("1.5万元", "", "1.5万元"),  # a number, not a list number
        ("2021年差旅费", "", "2021年差旅费"),
        ("3月底前完成", "", "3月底前完成"),
        ("（含税费）", "", "（含税费）"),
    ],
)
def test_a_list_number_is_told_from_other_numbers(printed: str, number: str, rest: str):
    assert split_number(printed) == (number, rest)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("（一）", 1), ("（十）", 10), ("（十一）", 11), ("二十三、", 23), ("7.", 7), ("⑫", 12), ("总体", None)],
)
def test_a_list_number_has_a_value(printed: str, value: int | None):
    assert number_value(printed) == value


@pytest.mark.parametrize(
    ("cell", "goals"),
    [
        ("1.完成规划编制。2.完成评审。3.公布", ["完成规划编制。", "完成评审。", "公布"]),
        ("1、完成规划编制；\n2、完成评审", ["完成规划编制；\n", "完成评审"]),
        ("（1）修路。（2）架桥", ["修路。", "架桥"]),
        ("1.支付费用1.5万元，2.5万元用于维护", ["支付费用1.5万元，2.5万元用于维护"]),  # amounts do not number
        ("1.修路。3.架桥", ["修路。3.架桥"]),  # 2 is missing: not a list of two
        ("保障机关运转", ["保障机关运转"]),
        ("2021年：1.修路", ["2021年：1.修路"]),
    ],
)
def test_goals_in_one_cell_part_where_the_next_number_in_turn_stands(cell: str, goals: list[str]):
    assert [part.strip() for part in split_goals(cell)] == [goal.strip() for goal in goals]
