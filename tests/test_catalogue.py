"""The catalogue: what is one thing with two sources, what are two things under one id, and what counts."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue import Catalogue, Head, head_of, link, plan_of, total_of
from generator.model import Sidecar
from generator.readers import read
from generator.recognise import recognise

SUBMISSIONS = Path(__file__).parents[1] / "content" / "submissions"


def table(code: str, name: str, budget: str, plan: str = "25% | 50% | 75% | 100%", unit: str = "303001某局本级") -> str:
    return f"""
{name}绩效目标表
| {unit} | 单位：万元 |
| 项目编码 | {code} | 项目名称 | {name} |
| 预算规模及资金用途 | 预算数 | {budget} | 其中：财政资金 | {budget} | 其他资金 | |
| 资金支出计划（%） | 3月底 | 6月底 | 10月底 | 12月底 |
| | {plan} |
| 绩效目标 | 1.{name} |
"""


def head(file: str, *tables: str, **added: Any) -> Head:
    document = read("".join(tables).encode(), f"content/submissions/{file}")
    return head_of(recognise(document, Sidecar(**added)))


def addresses(catalogue: Catalogue) -> list[str]:
    return [project.id for project in catalogue.projects]


def told(catalogue: Catalogue) -> list[Any]:
    """Everything that pages take from a catalogue, as plain values."""
    return [
        [
            (s.id, s.current, s.supersedes and s.supersedes.id, [p.id for p in s.projects])
            for s in catalogue.submissions
        ],
        [(p.id, p.counted, p.submission.id, [(s.id, h.order) for s, h in p.sources]) for p in catalogue.projects],
        [(name, [s.id for s in catalogue.departments[name]]) for name in sorted(catalogue.departments)],
        [(number, [(p.id, c.role) for p, c in cited]) for number, cited in sorted(catalogue.documents.items())],
        [p.id for p in catalogue.double_ids],
        [(s.id, wanted) for s, wanted in catalogue.unknown_editions],
        total_of(catalogue.counted(catalogue.submissions)),
    ]


HEATING = table("13020924P0001", "冬季供暖", "20.00")
FLOODS = table("13020924P0002", "防汛物资", "30.00")


def test_the_same_facts_in_two_files_are_one_project_with_two_sources():
    catalogue = link([head("甲.txt", HEATING, FLOODS), head("乙.txt", HEATING)])
    assert addresses(catalogue) == ["2024-13020924P0001", "2024-13020924P0002"]
    heating = catalogue.projects[0]
    assert len(heating.sources) == 2
    assert catalogue.double_ids == []
    assert total_of(catalogue.counted(catalogue.submissions)) == Decimal(500_000)


def test_other_facts_under_the_same_id_are_both_published_and_counted_once():
    first, second = head("甲.txt", HEATING), head("乙.txt", HEATING.replace("20.00", "21.00"), FLOODS)
    catalogue = link([first, second])
    later = max((first, second), key=lambda h: h.path)
    assert addresses(catalogue) == [
        "2024-13020924P0001",
        f"2024-13020924P0001~{later.sha256[:4]}",
        "2024-13020924P0002",
    ]
    assert [p.counted for p in catalogue.projects] == [True, False, True]
    assert catalogue.double_ids == [catalogue.projects[1]]


def test_two_files_of_one_unit_and_year_are_two_submissions():
    first, second = head("甲.txt", HEATING), head("乙.txt", FLOODS)
    catalogue = link([first, second])
    later = max((first, second), key=lambda h: h.path)
    assert sorted(s.id for s in catalogue.submissions) == [
        "130209-303001-2024",
        f"130209-303001-2024~{later.sha256[:4]}",
    ]
    assert list(catalogue.departments) == ["130209-303"]


def test_codes_that_differ_only_in_case_have_addresses_that_differ_in_more():
    """On Windows and on a Mac ``…p0001`` and ``…P0001`` would be one folder."""
    upper = table("804-0401-JBN-ULCE", "广告牌", "6.00")
    lower = table("804-0401-jbn-ulce", "路灯", "7.00")
    catalogue = link([head("甲.txt", upper, lower, region="130535", year=2024)])
    folded = {address.casefold() for address in addresses(catalogue)}
    assert len(folded) == 2
    assert "2024-130535-804-0401-JBN-ULCE" in addresses(catalogue)


def test_one_table_twice_in_one_file_is_one_project():
    catalogue = link([head("甲.txt", HEATING, HEATING)])
    assert addresses(catalogue) == ["2024-13020924P0001"]
    assert total_of(catalogue.counted(catalogue.submissions)) == Decimal(200_000)


def test_three_tables_with_one_code_and_other_facts_have_three_addresses():
    tables = [HEATING.replace("20.00", f"{number}.00") for number in (20, 21, 22)]
    catalogue = link([head("甲.txt", *tables)])
    assert len({address.casefold() for address in addresses(catalogue)}) == 3
    assert [p.counted for p in catalogue.projects].count(True) == 1


# --- editions ------------------------------------------------------------------------------------


def editions() -> list[Head]:
    """Three editions of one document, the newest first in the alphabet."""
    return [
        head("丙-初稿.txt", HEATING.replace("20.00", "18.00"), FLOODS, published="2024-01-05"),
        head(
            "乙-更正.txt", HEATING.replace("20.00", "19.00"), FLOODS, published="2024-02-05", supersedes="丙-初稿.txt"
        ),
        head("甲-再更正.txt", HEATING, FLOODS, published="2024-03-05", supersedes="乙-更正.txt"),
    ]


def test_only_the_newest_of_a_chain_of_editions_counts():
    catalogue = link(editions())
    by_name = {s.head.path.rpartition("/")[2]: s for s in catalogue.submissions}
    first, second, third = by_name["丙-初稿.txt"], by_name["乙-更正.txt"], by_name["甲-再更正.txt"]
    assert [s.current for s in (first, second, third)] == [False, False, True]
    assert third.supersedes is second
    assert second.supersedes is first
    assert first.superseded_by is second
    assert total_of(catalogue.counted(catalogue.submissions)) == Decimal(500_000)
    assert {p.head.budget for p in catalogue.counted(catalogue.submissions)} == {Decimal(200_000), Decimal(300_000)}
    assert catalogue.double_ids == []  # a corrected edition is no contradiction
    assert catalogue.unknown_editions == []


def test_an_edition_may_be_named_by_id_path_or_file():
    for name in ("130209-303001-2024", "content/submissions/甲.txt", "甲.txt"):
        catalogue = link([head("甲.txt", HEATING), head("乙.txt", HEATING.replace("20.00", "21.00"), supersedes=name)])
        assert [s.current for s in sorted(catalogue.submissions, key=lambda s: s.head.path)] == [True, False], name


def test_an_edition_that_supersedes_what_is_not_there_says_so():
    catalogue = link(
        [head("甲.txt", HEATING, supersedes="没有这个文件.txt"), head("乙.txt", FLOODS, supersedes="乙.txt")]
    )
    assert {s.head.path.rpartition("/")[2]: name for s, name in catalogue.unknown_editions} == {
        "甲.txt": "没有这个文件.txt",
        "乙.txt": "乙.txt",
    }
    assert all(s.current for s in catalogue.submissions)


def test_editions_that_supersede_each_other_count_neither_twice_nor_for_ever():
    catalogue = link([head("甲.txt", HEATING, supersedes="乙.txt"), head("乙.txt", FLOODS, supersedes="甲.txt")])
    assert catalogue.unknown_editions, "a circle is a mistake and is said"
    assert any(s.current for s in catalogue.submissions)


def test_a_withdrawn_document_is_out_of_the_totals():
    catalogue = link([head("甲.txt", HEATING, withdrawn="部门来函撤回"), head("乙.txt", FLOODS)])
    assert total_of(catalogue.counted(catalogue.submissions)) == Decimal(300_000)


@pytest.mark.parametrize(("withdrawn", "known"), [("", 2), ("部门来函撤回", 0)])
def test_projects_are_known_by_their_code_but_for_those_of_a_withdrawn_document(withdrawn: str, known: int):
    roads = table("804-0401-JBN-ULCE", "养护道路", "20.00")
    catalogue = link([head("甲.txt", roads, year=2023), head("乙.txt", roads, year=2024, withdrawn=withdrawn)])
    assert [len(catalogue.same_code(project)) for project in catalogue.projects] == [known, known]


def test_a_project_whose_first_source_is_withdrawn_counts_through_its_second():
    catalogue = link([head("甲.txt", HEATING, withdrawn="部门来函撤回"), head("乙.txt", HEATING)])
    assert addresses(catalogue) == ["2024-13020924P0001"]
    assert total_of(catalogue.counted(catalogue.submissions)) == Decimal(200_000)


# --- sums ----------------------------------------------------------------------------------------


def test_a_plan_sums_what_is_stated_and_keeps_what_is_not_apart():
    """
    防汛物资  30.00 万元   25%   空白   100%   100%
    冬季供暖  20.00 万元   0     50%    空白   100%
    """
    floods = table("13020924P0002", "防汛物资", "30.00", "25% | | 100% | 100%")
    heating = table("13020924P0001", "冬季供暖", "20.00", "0 | 50% | | 100%")
    plan = plan_of(link([head("甲.txt", floods, heating)]).projects)
    assert [str(amount) for amount in plan.planned] == ["75000", "100000", "300000", "500000"]
    assert [str(amount) for amount in plan.unstated] == ["0", "300000", "200000", "0"]
    assert plan.total == Decimal(500_000)


# --- order ---------------------------------------------------------------------------------------


def real() -> list[Head]:
    return [head_of(recognise(read(path.read_bytes(), path.name))) for path in sorted(SUBMISSIONS.glob("*.txt"))]


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_files_does_not_matter(seed: int):
    heads = [
        *real(),
        *editions(),
        head("戊.txt", HEATING.replace("20.00", "21.00")),
        head("丁.txt", table("13020924p0001", "供暖", "1.00"), FLOODS),
        head("己.txt", FLOODS, supersedes="没有.txt"),
    ]
    expected = told(link(heads))
    random.Random(seed).shuffle(heads)  # noqa: S311 — a shuffle that repeats
    assert told(link(heads)) == expected


def test_the_five_submissions_have_the_addresses_that_the_contract_promises():
    catalogue = link(real())
    assert {"2022-13020822P00874710001B", "2024-13020923P00042110011E", "undated-130535-804-0401-JBN-ULCE"} <= set(
        addresses(catalogue)
    )
    assert {"130208-439001-2022", "130209-303001-2024", "130209-806001-2025", "130535-804002-undated"} <= {
        s.id for s in catalogue.submissions
    }
    assert {"130208-439", "130209-303", "130209-806", "130535-804"} <= set(catalogue.departments)
    grounds = catalogue.documents["临机编〔2012〕154号"]
    assert {c.role for _, c in grounds} == {"ground"}
    assert len({p.id for p, _ in grounds}) == 8  # every project of 临西县 but the eighth, in two spellings
    (funding,) = catalogue.documents["唐财建〔2021〕59号"]
    assert (funding[0].id, funding[1].role) == ("2022-13020822P009311100017", "funding")
