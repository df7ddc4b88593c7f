"""The forms of other places: each fixture is read as its department would hand it in, and asked for what it says.

The content is invented, the layouts are not. Expected values are read off the fixtures by eye.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.model import Amount, Indicator, Project, Submission
from generator.readers import read
from generator.recognise import recognise

LAYOUTS = Path(__file__).parents[1] / "fixtures" / "layouts"


def submission(name: str) -> Submission:
    path = LAYOUTS / name
    return recognise(read(path.read_bytes(), path.name))


def yuan(amount: Amount | None) -> Decimal | None:
    return amount.yuan if amount else None


def money(project: Project) -> tuple[Decimal | None, ...]:
    """预算数, 财政资金, 其他资金."""
    return yuan(project.budget), yuan(project.fiscal_funds), yuan(project.other_funds)


def further(project: Project) -> dict[str, object]:
    amounts = {more.label: more.amount.yuan for more in project.further_amounts}
    return amounts | {more.label: more.text for more in project.further_texts}


def goals(project: Project) -> list[tuple[str | None, str]]:
    return [(goal.scope, goal.text) for goal in project.goals]


def levels(project: Project) -> list[tuple[str | None, str | None, str]]:
    return [(i.dimension, i.aspect, i.name) for i in project.indicators]


def target(indicator: Indicator) -> tuple[object, ...]:
    found = indicator.target
    return found.comparison, found.value, found.unit, found.per, found.deadline


@pytest.mark.parametrize(
    "name", ["central.html", "shanghai.txt", "sichuan.txt", "chongqing.html", "chongqing_list.html", "hunan.md"]
)
def test_nothing_is_left_over_and_nothing_looks_damaged(name: str):
    found = submission(name)
    assert [fragment.text for fragment in found.fragments] == []
    assert [project.damage for project in found.projects if project.damage] == []


# --- 中央: 项目支出绩效目标表 -------------------------------------------------------------------------


def test_the_central_form_says_whose_it_is_and_its_year_in_brackets():
    found = submission("central.html")
    assert (found.fiscal_year.year, found.fiscal_year.known_from) == (2023, "printed")
    assert (found.department.code, found.department.name) == ("126", "云湖省水文局")
    assert [unit.name for unit in found.units] == ["云湖省水文监测中心", "云湖省水文局本级"]
    assert [project.name.text for project in found.projects] == ["湖区水质监测站网运行维护", "水文资料整编"]
    assert [project.heading for project in found.projects] == [None, None]  # 项目支出绩效目标表 names no project


def test_the_central_form_has_amounts_with_and_without_commas_and_a_dash_for_none():
    first, second = submission("central.html").projects
    assert money(first) == (12_345_000, 12_000_000, None)
    assert first.other_funds.printed == "-"
    assert further(first) == {"上年结转资金": 345_000, "主管部门": "[126]云湖省水文局"}
    assert money(second) == (960_000, 960_000, None)
    assert first.plan == second.plan == ()


def test_the_central_form_has_weights_and_cost_as_a_level_of_its_own():
    first, second = submission("central.html").projects
    assert levels(first) == [
        ("成本指标", "经济成本指标", "单站年均运行维护费"),
        ("产出指标", "数量指标", "运行监测站数量"),
        ("产出指标", "质量指标", "数据完整率"),
        ("满意度指标", "服务对象满意度指标", "数据用户满意度"),
    ]
    assert [indicator.weight for indicator in first.indicators] == ["20", "25", "25", "20"]
    assert target(first.indicators[0]) == ("≤", Decimal("13.95"), "万元", "站", None)
    assert target(second.indicators[0]) == (None, None, None, None, "12-31")
    assert {(i.description, i.basis) for i in first.indicators} == {(None, None)}
    assert goals(first) == [(None, "保障86个水质监测站正常运行。"), (None, "按月公布水质数据，2023年共12期。")]


# --- 上海: amounts in 元, several years beside the one -------------------------------------------------


def test_the_shanghai_form_never_mixes_several_years_with_the_budget():
    (project,) = submission("shanghai.txt").projects
    assert money(project) == (1_200_000, 1_150_000, None)
    assert project.budget.step == Decimal("0.01")
    assert further(project)["项目资金总额"] == 3_600_000
    assert further(project)["上年结转资金"] == 50_000


def test_the_shanghai_form_has_goals_for_the_project_and_for_the_year():
    found = submission("shanghai.txt")
    (project,) = found.projects
    assert goals(project) == [
        ("项目总目标", "三年内使全区少儿读者证持证率达到60%。"),
        ("年度", "举办阅读活动240场，新增少儿读者证3000张。"),
    ]
    assert found.fiscal_year.year == 2024
    assert (project.unit.name, found.department.name) == ("海汇区图书馆", "海汇区文化局")
    assert further(project)["立项依据"] == "《海汇区全民阅读三年行动计划》"


def test_units_in_brackets_behind_a_target_are_units():
    (project,) = submission("shanghai.txt").projects
    assert [target(indicator) for indicator in project.indicators] == [
        ("≥", 240, "场", None, None),
        ("=", 100, "%", None, None),
        ("≤", 5000, "元", "场", None),
        ("≥", 3000, "张", None, None),
        ("≥", 90, "%", None, None),
    ]
    assert project.indicators[1].target.printed == "=100.00(%)"


# --- 四川: one table for a whole department -------------------------------------------------------------


def test_the_sichuan_table_has_a_project_for_each_name_and_skips_the_sum():
    found = submission("sichuan.txt")
    assert [(p.unit.code, p.name.text, yuan(p.budget)) for p in found.projects] == [
        ("301001", "森林防火物资储备", 864_000),
        ("301001", "国有林管护补助", 10_000_000),
        ("301002", "良种苗木繁育", 0),
    ]
    assert (found.department.code, found.department.name, found.fiscal_year.year) == ("301", "青川市林业局", 2025)
    assert goals(found.projects[0]) == [(None, "储备防火物资，保障火险期随时调用。")]


def test_the_sichuan_table_has_sign_number_and_unit_in_three_columns():
    first = submission("sichuan.txt").projects[0]
    assert [target(indicator) for indicator in first.indicators] == [
        ("≥", 120, "台", None, None),
        ("=", 100, "%", None, None),
        ("≤", Decimal("86.4"), "万元", None, None),
        (None, None, None, None, None),
    ]
    assert first.indicators[0].target.printed == "≥120台"
    assert first.indicators[0].target.anchor == "L5.c9"
    assert first.indicators[3].target.printed == "明显提升"  # 定性
    assert levels(first)[3] == ("效益指标", "社会效益指标", "火险期应急能力")


def test_the_head_of_the_sichuan_table_may_take_two_rows_and_its_title_stand_inside():
    page = """<html><table>
    <tr><td colspan=7>2025年部门预算项目绩效目标表</td></tr><tr><td colspan=7>单位：万元</td></tr>
    <tr><td rowspan=2>单位名称<td rowspan=2>项目名称<td rowspan=2>预算数<td colspan=4>绩效指标</tr>
    <tr><td>三级指标<td>指标性质<td>指标值<td>度量单位</tr>
    <tr><td rowspan=3>301001-青川市林业局机关<td rowspan=2>森林防火<td rowspan=2>86.40<td>灭火机<td>≥<td>120<td>台</tr>
    <tr><td>合格率<td>＝<td>100<td>%</tr>
    <tr><td>国有林管护<td>1,000<td>面积<td>≥<td>42<td>万亩</tr></table></html>"""
    found = recognise(read(page.encode(), "a.html"))
    assert [(p.name.text, yuan(p.budget), len(p.indicators)) for p in found.projects] == [
        ("森林防火", 864_000, 2),
        ("国有林管护", 10_000_000, 1),
    ]
    assert (found.fiscal_year.year, found.fragments) == (2025, ())


# --- 重庆: indicators without levels --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["chongqing.html", "chongqing_list.html"])
def test_the_chongqing_forms_have_indicators_without_levels(name: str):
    found = submission(name)
    (project,) = found.projects
    assert (found.fiscal_year.year, found.department.name) == (2023, "渝江区民政局")
    assert money(project) == (3_200_000, 3_000_000, 200_000)
    assert levels(project) == [
        (None, None, "补贴服务站个数"),
        (None, None, "服务老年人次"),
        (None, None, "老年人满意度"),
        (None, None, "服务规范程度"),
    ]
    assert [indicator.weight for indicator in project.indicators] == ["20", "30", "20", "10"]
    assert [target(indicator)[:3] for indicator in project.indicators] == [
        ("=", 48, "个"),
        ("≥", 20_000, "人次"),
        ("≥", 90, "%"),
        (None, None, None),
    ]
    assert project.indicators[3].target.printed == ""
    assert further(project)["项目概况"] == "对全区48个社区养老服务站给予运营补贴。"
    assert further(project)["立项依据"] == "渝江府发〔2021〕17号"
    assert goals(project) == [(None, "服务站全年开放，服务老年人不少于2万人次。")]


# --- 湖南: the unit in the amount, goals for two periods ------------------------------------------------


def test_the_hunan_form_has_the_unit_in_the_amount_cell():
    found = submission("hunan.md")
    (project,) = found.projects
    assert money(project) == (2_500_000, 2_500_000, 0)
    assert (project.budget.printed, project.budget.unit_from) == ("250万", "cell")
    assert further(project)["实施期资金总额"] == 7_500_000
    assert (found.fiscal_year.year, project.unit.name) == (2024, "湘潭湖区水利局")


def test_the_hunan_form_has_goals_under_the_periods_that_head_their_columns():
    (project,) = submission("hunan.md").projects
    assert goals(project) == [
        ("实施期", "三年内完成36座小型水库的除险加固和监测设施建设。"),
        ("本年度", "完成12座小型水库的监测设施建设，汛期24小时值守。"),
    ]


def test_the_hunan_form_may_file_cost_under_output():
    (project,) = submission("hunan.md").projects
    assert levels(project)[2] == ("产出指标", "成本指标", "单座水库投入")
    assert target(project.indicators[0]) == (None, 12, "座", None, None)
    assert target(project.indicators[4]) == ("≥", 90, "%", None, None)


# --- no project at all ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["notice.txt", "final_accounts.html"])
def test_a_document_without_project_tables_has_no_projects_and_keeps_what_it_says(name: str):
    found = submission(name)
    assert found.projects == ()
    assert found.fragments


# --- small print ----------------------------------------------------------------------------------------


def test_label_and_value_may_share_a_cell_and_the_title_may_stand_in_the_table():
    page = """<html><table>
    <tr><td colspan=2>2024年度项目支出绩效目标表</td></tr>
    <tr><td>项目名称：校舍维修</td><td>实施单位：第一小学</td></tr>
    <tr><td>预算数（元）</td><td>12,500</td></tr>
    <tr><td>年度目标</td><td>修好校舍。</td></tr></table></html>"""
    found = recognise(read(page.encode(), "a.html"))
    (project,) = found.projects
    assert (project.name.text, project.unit.name, yuan(project.budget)) == ("校舍维修", "第一小学", 12_500)
    assert (found.fiscal_year.year, goals(project)) == (2024, [(None, "修好校舍。")])


def test_the_year_in_the_name_of_a_project_is_not_the_year_of_the_form():
    """1.2021年差旅费（21年借款）绩效目标表 stands in the document of 2022."""
    text = "1.2021年差旅费绩效目标表\n\t项目名称\n\t2021年差旅费\n\n\t绩效目标\n\t还款\n"
    assert recognise(read(text.encode(), "a.txt")).fiscal_year.year is None


def test_a_list_of_sums_behind_the_projects_leaves_them_whole():
    text = (LAYOUTS / "shanghai.txt").read_text("utf-8")
    rows = "附：项目支出汇总表\n\n\t项目编码\n\t项目名称\n\t预算数\n\t决算数\n\n\t1\n\t少儿阅读推广\n\t120\n\t118\n"
    (alone,) = submission("shanghai.txt").projects
    (project,) = recognise(read(f"{text}\n{rows}".encode(), "a.txt")).projects
    assert project == alone


def test_a_form_right_behind_a_list_of_sums_is_a_project():
    text = "\t项目编码\n\t项目名称\n\t预算数\n\t决算数\n\n\t1\n\t道路\n\t300\n\t288\n\n"
    form = "\t项目名称\n\t校舍维修\n\n\t绩效目标\n\t修好校舍。\n"
    assert [p.name.text for p in recognise(read((text + form).encode(), "a.txt")).projects] == ["校舍维修"]
