"""Ids come from what is printed, never from the order of files, and only safe characters stand in them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.identity import document_id, project_id, safe, submission_id, told_apart
from generator.model import Code, FiscalYear, Owner, Project, Region, Sidecar, Source, Submission, Text, Unit


def project(code: str | None = None, name: str = "防汛物资", unit: Unit | None = None, heading: str = "") -> Project:
    title = Text(heading, "L1", "") if heading else None
    called = Text(name, "L3") if name else None
    printed = Code(code, code or "", "L2")
    return Project(1, title, unit, printed, called, None, None, None, None, (), (), (), (), "L1")


def submission(
    year: int | None = 2024, region: str | None = "130209", units: tuple[Unit, ...] = (), **more: Any
) -> Submission:
    return Submission(
        Source("content/submissions/a.txt", "0" * 64, 1), Sidecar(), None, more.get("owner"), units,
        Region(region, None, None), FiscalYear(year, None), (), (), (), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "year", "region", "identity"),
    [
        ("13020822P00874710001B", 2022, "130208", "2022-13020822P00874710001B"),
        ("13020923P00042110011E", 2024, "130209", "2024-13020923P00042110011E"),  # carried over
        ("13020822P00874710001B", None, "130208", "undated-13020822P00874710001B"),
        ("804-0401-JBN-ULCE", 2024, "130535", "2024-130535-804-0401-JBN-ULCE"),  # such a code repeats between counties
        ("804-0401-JBN-ULCE", None, "130535", "undated-130535-804-0401-JBN-ULCE"),
        ("804-0401-JBN-ULCE", None, None, "undated-noregion-804-0401-JBN-ULCE"),
    ],
)
def test_a_code_makes_the_address(code: str, year: int | None, region: str | None, identity: str):
    assert project_id(submission(year, region), project(code)) == identity


def test_without_a_code_region_unit_and_name_make_the_address():
    unit = Unit("101001", "某局本级", "L4")
    here = project_id(submission(2021, "130200"), project(None, "招商经费", unit))
    assert re.fullmatch(r"2021-[0-9a-f]{8}", here)
    assert here == project_id(submission(2021, "130200"), project(None, " 招商 经费\n", unit))  # blanks do not count
    assert here == project_id(submission(2021, "130200"), project(None, "招商经费", Unit("101001", "改了名", "L9")))
    others = [
        project_id(submission(2021, "130208"), project(None, "招商经费", unit)),
        project_id(submission(2021, "130200"), project(None, "招商经费", Unit("101002", "某局本级", "L4"))),
        project_id(submission(2021, "130200"), project(None, "招待经费", unit)),
        project_id(submission(2022, "130200"), project(None, "招商经费", unit)),
    ]
    assert len({here, *others}) == 5


def test_a_project_without_a_name_is_called_by_its_heading():
    assert project_id(submission(), project(None, "", None, "招商经费")) == project_id(
        submission(), project(None, "招商经费")
    )


@pytest.mark.parametrize(
    "code",
    [
        "编码：一二三",
        "a/b",
        "../../etc/passwd",
        "a b",
        "ＡＢＣ",
        ".hidden",
        "-x",
        "a~b",
        "con.",
        "a%2fb",
        "A\nB",
        "x" * 0 + "#",
    ],
)
def test_only_plain_characters_stand_in_an_address(code: str):
    assert re.fullmatch(r"[0-9a-f]{8}", safe(code))
    assert re.fullmatch(r"2024-130209-[0-9a-f]{8}", project_id(submission(), project(code)))


def test_a_submission_is_its_region_unit_and_year():
    unit = Unit("439001", "丰润区经济开发区管理委员会本级", "L63")
    assert submission_id(submission(2022, "130208", (unit,))) == "130208-439001-2022"
    assert submission_id(submission(None, None, (unit,))) == "noregion-439001-undated"


def test_a_submission_without_a_unit_s_code_takes_the_department_s_name():
    of_office = submission_id(submission(2021, "130200", owner=Owner("130200-x", None, "高新区管委会办公室")))
    assert re.fullmatch(r"130200-[0-9a-f]{8}-2021", of_office)
    assert of_office != submission_id(submission(2021, "130200", owner=Owner("130200-x", None, "高新区财政局")))


def test_a_cited_document_has_its_year_and_number_in_its_address():
    assert re.fullmatch(r"2021-59-[0-9a-f]{8}", document_id("唐财建〔2021〕59号"))
    assert document_id("唐财建〔2021〕59号") != document_id("唐财社〔2021〕59号")


def test_a_later_thing_is_told_apart_by_its_source():
    assert told_apart("2022-X", "ab12cdef") == "2022-X~ab12"
