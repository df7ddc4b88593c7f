"""Tables in plain text without tabs: drawn with bars, or set in columns of blanks."""

from generator.model import Paragraph
from generator.readers import read


def texts(text: str) -> list[object]:
    found = read(text.encode(), "x.txt").blocks
    return [b.text if isinstance(b, Paragraph) else [c.text for c in b.cells] for b in found]


def test_a_table_drawn_with_bars():
    text = """\
校舍维修绩效目标表
| 项目编码 | 13020824P0001 | 项目名称 | 校舍维修 |
|----------|---------------|----------|----------|
| 预算数   | 12.50         | 其他资金 |          |
以上金额单位为万元。
"""
    assert texts(text) == [
        "校舍维修绩效目标表",
        ["项目编码", "13020824P0001", "项目名称", "校舍维修"],
        ["预算数", "12.50", "其他资金", ""],
        "以上金额单位为万元。",
    ]


def test_a_boxed_table_whose_rows_run_over_several_lines():
    text = """\
┌────────┬──────────┬────────────┐
│一级指标│二级指标  │三级指标    │
├────────┼──────────┼────────────┤
│产出    │数量指标  │维修校舍    │
│指标    │          │面积        │
├────────┼──────────┼────────────┤
│        │质量指标  │验收合格率  │
└────────┴──────────┴────────────┘
"""
    assert texts(text) == [
        ["一级指标", "二级指标", "三级指标"],
        ["产出\n指标", "数量指标", "维修校舍\n面积"],
        ["", "质量指标", "验收合格率"],
    ]


def test_columns_of_blanks_are_cells_and_full_width_characters_take_two():
    text = """\
项目支出绩效目标

一级指标    二级指标    指标值
产出指标    数量指标    ≥4次
            质量指标    ≥95%
满意度指标  服务对象    ≥90%
"""
    assert texts(text) == [
        "项目支出绩效目标",
        ["一级指标", "二级指标", "指标值"],
        ["产出指标", "数量指标", "≥4次"],
        ["", "质量指标", "≥95%"],
        ["满意度指标", "服务对象", "≥90%"],
    ]


def test_a_single_wide_blank_is_no_table():
    assert texts("部门名称：教育局    单位：万元\n\n第二部分") == ["部门名称：教育局    单位：万元", "第二部分"]


def test_cells_of_a_drawn_row_are_anchored_in_its_line():
    found = read("标题\n| 预算数 | 12.50 |\n| 其他资金 | 0 |\n".encode(), "x.txt").blocks
    assert [cell.anchor for cell in found[1].cells] == ["L2.c1", "L2.c2"]
    assert found[1].anchor == "L2"
