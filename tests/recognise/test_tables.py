"""Part two: where a project's table begins and ends, and what is kept when it does not end as it should."""

from __future__ import annotations

from textwrap import dedent

from printed import disclosure, names, projects

from generator.model import Submission
from generator.readers import read
from generator.recognise import recognise

# What stands below the heading in the tests that are about headings and borders.
BODY = """
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020924P0001 | 项目名称 | 防汛物资 |
        | 预算规模及资金用途 | 预算数 | 20.00 | 其中：财政资金 | 20.00 | 其他资金 | |
        | | 购买防汛物资 |
        | 资金支出计划（%） | 3月底 | 6月底 | 10月底 | 12月底 |
        | | 25% | 50% | | 100% |
        | 绩效目标 | 1.买齐物资 |
        | 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |
        | 产出指标 | 数量指标 | 物资数量 | 采购物资 | ≥100件 | 年初计划 |"""
SECOND = BODY.replace("13020924P0001", "13020924P0002").replace("防汛物资", "冬季供暖")


def headings(submission: Submission) -> list[tuple[str, str] | None]:
    return [p.heading and (p.heading.number, p.heading.text) for p in submission.projects]


def test_a_heading_gives_its_number_and_its_name_without_what_the_table_is_called():
    found = disclosure(f"""
        第二部分
        预算项目绩效目标
        1.防汛物资绩效目标表{BODY}
        """)
    assert headings(found) == [("1.", "防汛物资")]
    assert found.projects[0].anchor == "L4"
    assert found.claims[:3] == ("part heading", "part heading", "project 1: heading")
    assert found.fragments == ()


def test_a_name_over_two_lines_is_one_heading():
    found = disclosure(f"""
        防汛物资、设备购置与维护
        资金项目绩效目标表{BODY}
        """)
    assert headings(found) == [("", "防汛物资、设备购置与维护资金项目")]
    assert found.projects[0].anchor == "L2"


def test_a_heading_whose_second_line_is_only_the_table_s_title_keeps_the_first():
    found = disclosure(f"""
        防汛物资改造项目
        绩效目标表{BODY}
        """)
    assert headings(found) == [("", "防汛物资改造项目")]


def test_a_sentence_above_a_heading_is_not_part_of_the_name():
    found = disclosure(f"""
        防汛物资绩效目标表{BODY}

        以上项目由某局负责。
        冬季供暖绩效目标表{SECOND}
        """)
    assert headings(found) == [("", "防汛物资"), ("", "冬季供暖")]
    assert [f.text for f in found.fragments] == ["以上项目由某局负责。"]


def test_a_page_number_above_a_heading_is_not_part_of_the_name():
    found = disclosure(f"""
        防汛物资绩效目标表{BODY}

        12
        冬季供暖绩效目标表{SECOND}
        """)
    assert headings(found) == [("", "防汛物资"), ("", "冬季供暖")]
    assert "page number" in found.claims
    assert found.fragments == ()


def test_a_page_number_after_the_last_table_is_nobody_s():
    found = disclosure(f"""
        防汛物资绩效目标表{BODY}

        - 12 -
        """)
    assert found.claims[-1] == "page number"
    assert found.fragments == ()
    assert found.unclaimed == 0


def test_a_second_table_without_heading_begins_at_its_unit_and_is_marked():
    found = disclosure(f"""
        1.防汛物资绩效目标表{BODY}{SECOND}

        3.危房改造绩效目标表{BODY}
        """)
    assert names(found) == ["防汛物资", "冬季供暖", "防汛物资"]
    assert headings(found) == [("1.", "防汛物资"), None, ("3.", "危房改造")]
    assert [[d.kind for d in p.damage] for p in found.projects] == [[], ["heading_missing"], []]
    assert found.projects[1].anchor == found.projects[1].damage[0].anchor == "L12"


def test_where_no_table_has_a_heading_none_is_missing():
    found = disclosure(f"""{BODY}{SECOND}
        """)
    assert names(found) == ["防汛物资", "冬季供暖"]
    assert [p.damage for p in found.projects] == [(), ()]


def test_a_table_that_breaks_off_in_a_row_keeps_what_there_is():
    found = disclosure("""
        1.防汛物资绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020924P0001 | 项目名称 | 防汛物资 |
        | 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |
        | 产出指标 | 数量指标 | 物资数量 | 采购物资 |
        """)
    (project,) = found.projects
    (indicator,) = project.indicators
    assert (indicator.name, indicator.description) == ("物资数量", "采购物资")
    assert indicator.target is None
    assert indicator.basis is None
    assert [(d.kind, d.anchor) for d in project.damage] == [("truncated", "L6.c4")]


def test_a_table_without_indicators_among_tables_with_them_breaks_off():
    found = disclosure(f"""
        1.防汛物资绩效目标表{BODY}

        2.危房改造绩效目标表{BODY}

        3.冬季供暖绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020924P0002 | 项目名称 | 冬季供暖 |
        | 绩效目标 | 1.按时供暖 |
        """)
    assert [(d.kind, d.anchor) for p in found.projects for d in p.damage] == [("truncated", "L27.c2")]


DUMP = """
1.防汛物资绩效目标表
\t101001某局本级
\t单位：万元

\t项目编码
\t13020924P0001
\t项目名称
\t防汛物资

\t绩效目标
\t1.买齐物资
 \t资金到位时效
 \t≤20天
\t拨款凭证

\t成本指标

2.冬季供暖绩效目标表
\t101001某局本级
\t单位：万元

\t项目编码
\t13020924P0002
\t项目名称
\t冬季供暖
"""


def test_rows_that_follow_a_cut_are_nobody_s_until_the_next_table():
    found = recognise(read(DUMP.encode(), "部门.txt"))
    assert names(found) == ["防汛物资", "冬季供暖"]
    assert [(f.text, f.anchor) for f in found.fragments] == [
        ("资金到位时效", "L13"),
        ("≤20天", "L14"),
        ("拨款凭证", "L15"),
        ("成本指标", "L17"),
    ]
    assert [g.text for g in found.projects[0].goals] == ["买齐物资"]
    assert [(d.kind, d.anchor) for d in found.projects[0].damage] == [("fused", "L13")]
    assert found.projects[1].damage == ()


def test_blank_rows_are_nobody_s_and_change_nothing():
    (project,) = projects("""
        防汛物资绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020924P0001 | 项目名称 | 防汛物资 |
        | | | | |
        | 绩效目标 | 目标1 | 买齐物资 |
        | | 目标2 | 管好仓库 |
        | 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |
        | | | | | | |
        | 产出指标 | 数量指标 | 物资数量 | | ≥100件 | 年初计划 |
        | | | | | | |
        | | | 仓库数量 | 仓库 | 2座 | |
        """)
    assert [goal.text for goal in project.goals] == ["买齐物资", "管好仓库"]
    assert [(i.dimension, i.aspect, i.name, i.description, i.basis) for i in project.indicators] == [
        ("产出指标", "数量指标", "物资数量", "", "年初计划"),
        ("产出指标", "数量指标", "仓库数量", "仓库", ""),
    ]
    assert [i.aspect_anchor for i in project.indicators] == ["L10.c2", "L10.c2"]


def test_a_new_first_level_does_not_inherit_the_second_level_above_it():
    (project,) = projects("""
        防汛物资绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020924P0001 | 项目名称 | 防汛物资 |
        | 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |
        | 产出指标 | 数量指标 | 物资数量 | | ≥100件 | |
        | 效果指标 | | 防汛能力 | | 优 | |
        """)
    assert [(i.dimension, i.aspect) for i in project.indicators] == [("产出指标", "数量指标"), ("效益指标", None)]


def test_two_units_in_one_document_keep_their_own_projects():
    found = disclosure(f"""
        1.防汛物资绩效目标表{BODY}

        2.冬季供暖绩效目标表{SECOND.replace("101001某局本级", "101002某局供热中心")}
        """)
    assert [p.unit and (p.unit.code, p.unit.name) for p in found.projects] == [
        ("101001", "某局本级"),
        ("101002", "某局供热中心"),
    ]
    assert [unit.code for unit in found.units] == ["101001", "101002"]
    assert found.department
    assert (found.department.code, found.department.name) == ("101", "某局")


def test_labels_may_be_broken_by_blanks_and_lines():
    text = "\n".join(f"\t{cell}" for cell in ("项目\n编码", "————", "项目名称", "招商经费"))
    text += "\n\n" + "\n".join(
        f"\t{c}" for c in ("预算规模及资金用途", "预算数    ", "300万元", "其中：财政    资金", "300")
    )
    (project,) = recognise(read(f"招商经费绩效目标\n\n{text}\n".encode(), "部门.txt")).projects
    assert project.code
    assert (project.code.text, project.code.printed) == (None, "————")
    assert project.budget
    assert project.fiscal_funds
    assert [str(project.budget.yuan), str(project.fiscal_funds.yuan)] == ["3000000", "3000000"]
    assert [project.budget.unit_from, project.fiscal_funds.unit_from] == ["cell", "sibling"]


def test_a_label_inside_an_indicator_is_text():
    (project,) = projects("""
        防汛物资绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020924P0001 | 项目名称 | 防汛物资 |
        | 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |
        | 产出指标 | 质量指标 | 绩效目标 | 项目名称 | 100% | 项目编码 |
        """)
    assert [(i.name, i.description, i.basis) for i in project.indicators] == [("绩效目标", "项目名称", "项目编码")]


def test_zero_and_blank_in_a_plan_are_two_facts():
    (project,) = projects("""
        防汛物资绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020924P0001 | 项目名称 | 防汛物资 |
        | 资金支出计划（%） | 3月底 | 6月底 | 10月底 | 12月底 |
        | | 0 | | 33.3% | 100.00 |
        """)
    assert [(c.month, c.share and str(c.share), c.printed) for c in project.plan] == [
        (3, 0, "0"),
        (6, None, ""),
        (10, "0.333", "33.3%"),
        (12, "1", "100.00"),
    ]


def test_a_text_without_any_table_is_no_error():
    found = disclosure("某局关于召开会议的通知\n各科室：\n请按时参加。\n")
    assert found.projects == ()
    assert found.department is None
    assert [f.text for f in found.fragments] == dedent(
        """\
        某局关于召开会议的通知
        各科室：
        请按时参加。"""
    ).split("\n")
