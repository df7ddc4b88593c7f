"""Whose document it is, where and for which year, and how that is known."""

from __future__ import annotations

import pytest
from printed import disclosure

from generator.model import FiscalYear, Region, Submission

UNIT = "101001临西县某局本级"


def document(
    title: str = "", opening: str = "做好防汛。", code: str = "————", unit: str = UNIT, **added: object
) -> Submission:
    return disclosure(
        f"""
        {title}
        一、总体绩效目标
        {opening}
        1.防汛物资绩效目标表
        | {unit} | 单位：万元 |
        | 项目编码 | {code} | 项目名称 | 防汛物资 |
        """,
        **added,
    )


def test_the_title_s_year_comes_before_all_others():
    found = document("2021年部门整体绩效目标", "2022年我们将做好防汛。", "13020823P0001", year=2024)
    assert found.fiscal_year == FiscalYear(2021, "printed", "L2")


@pytest.mark.parametrize(
    "opening",
    [
        "2022年，某局将深入贯彻区委部署。",
        "2022年我们将以党的二十大精神为指引，全力打好主动战。",
        "2022年计划完成投资5亿元。",
    ],
)
def test_the_sentence_that_opens_the_plan_of_a_year_prints_the_year(opening: str):
    assert document(opening=opening, code="13020823P0001").fiscal_year == FiscalYear(2022, "printed", "L4")


@pytest.mark.parametrize(
    "opening",
    [
        "按照2021年省委全会部署，做好防汛。",
        "2021年底建成的泵站运行良好，将继续维护。",
        "2020年以来，某局将防汛放在首位。",
        "2019年完成了泵站改造。",  # looks back
        "做好防汛。2021年将完成改造。",  # not the opening words
    ],
)
def test_a_year_in_passing_is_not_the_year_of_the_document(opening: str):
    assert document(opening=opening).fiscal_year == FiscalYear(None, None)
    assert document(opening=opening, code="13020822P0001").fiscal_year == FiscalYear(2022, "project_code", "L7.c2")
    assert document(opening=opening, year=2024).fiscal_year == FiscalYear(2024, "portal")


def test_a_year_in_a_project_s_name_or_a_cited_number_is_not_the_year_of_the_document():
    found = disclosure("""
        一、总体绩效目标
        做好防汛。
        1.2021年防汛物资绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 804-0401-JBN-ULCE | 项目名称 | 唐财建[2021]59号2021年防汛物资 |
        """)
    assert found.fiscal_year == FiscalYear(None, None)


def test_the_latest_code_gives_the_year_because_earlier_ones_are_carried_over():
    found = disclosure("""
        1.结转的项目绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020923P00042110011E | 项目名称 | 结转的项目 |

        2.结转的另一个项目绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020923P000421100174 | 项目名称 | 结转的另一个项目 |

        3.今年的项目绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020924P00071310005T | 项目名称 | 今年的项目 |
        """)
    assert found.fiscal_year == FiscalYear(2024, "project_code", "L12.c2")
    assert found.region == Region("130209", "曹妃甸区", "project_code", "L4.c2")


def test_regions_are_trusted_in_order_printed_code_unit_s_name_sidecar():
    assert document("丰润区2021年部门整体绩效目标", code="13020922P0001").region == Region(
        "130208", "丰润区", "printed", "L2"
    )
    assert document(code="13020922P0001", region="130200").region == Region(
        "130209", "曹妃甸区", "project_code", "L7.c2"
    )
    assert document(region="130200").region == Region("130535", "临西县", "unit_name", "L6.c1")
    assert document(unit="101001某局本级", region="130200").region == Region("130200", "唐山市", "portal")
    assert document(unit="101001某局本级").region == Region(None, None, None)


def test_what_the_sidecar_overrides_outweighs_the_document():
    why = "原文的年份是排版错误，某局2024年3月来函说明"
    found = document("2021年部门整体绩效目标", code="13020922P0001", year=2022, region="130208", override=why)
    assert found.fiscal_year == FiscalYear(2022, "portal")
    assert found.region == Region("130208", "丰润区", "portal")
    assert found.sidecar.override == why


def test_a_division_that_several_counties_share_decides_nothing_without_the_portal_s_region():
    assert document(unit="101001朝阳区某局").region == Region(None, None, None)
    assert document(unit="101001朝阳区某局", region="110000").region.code == "110105"


def test_a_department_is_its_unit_s_first_three_digits_and_its_name_without_the_level():
    owner = document(code="13053522P0001").department
    assert owner
    assert (owner.id, owner.code, owner.name, owner.known_from) == ("130535-101", "101", "临西县某局", "printed")


def test_the_department_s_own_unit_names_it_even_when_another_unit_stands_first():
    found = disclosure("""
        1.供暖绩效目标表
        | 101002某局供热中心 | 单位：万元 |
        | 项目名称 | 供暖 |

        2.防汛绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目名称 | 防汛 |
        """)
    assert found.department
    assert (found.department.code, found.department.name) == ("101", "某局")


def test_the_sidecar_may_name_the_department():
    owner = document(department="临西县应急局").department
    assert owner
    assert (owner.code, owner.name, owner.known_from) == ("101", "临西县应急局", "portal")


def test_a_document_without_units_belongs_to_who_prepared_it():
    found = disclosure("""
        某管委会办公室编制
        一、总体绩效目标
        做好防汛。
        防汛物资绩效目标
        | 项目编码 | ———— | 项目名称 | 防汛物资 |
        """)
    assert found.department
    assert found.department.name == "某管委会办公室"
    assert found.department.id.startswith("noregion-")
    assert found.department.code is None


def test_the_sidecar_names_the_unit_where_no_table_does():
    text = """
        防汛物资绩效目标表
        | 项目编码 | 13020924P0001 | 项目名称 | 防汛物资 |
        """
    found = disclosure(text, unit="303001曹妃甸区发展和改革局本级")
    assert [(unit.code, unit.name, unit.anchor) for unit in found.units] == [("303001", "曹妃甸区发展和改革局本级", "")]
    assert found.department
    assert (found.department.id, found.department.name, found.department.known_from) == (
        "130209-303",
        "曹妃甸区发展和改革局",
        "portal",
    )
    printed = disclosure(
        text.replace("| 项目编码", "| 303002曹妃甸区粮库 | 项目编码"), unit="303001曹妃甸区发展和改革局本级"
    )
    assert [unit.code for unit in printed.units] == ["303002"]
