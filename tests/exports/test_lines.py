"""The JSON lines, field by field, against the documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from msgspec import structs

from generator.exports import ExportChunk, project_files
from generator.exports.lines import decimal_string
from generator.model import Sidecar, Submission

Chunked = Callable[[list[Submission]], list[ExportChunk]]


def lines(chunks: list[ExportChunk]) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for chunk in chunks for line in chunk.projects_jsonl.splitlines()]
    return {line["id"]: line for line in found}


def test_the_first_table_of_the_first_document(chunks: list[ExportChunk]) -> None:
    """1.2021年差旅费（21年借款）绩效目标表, unit 439001, lines 62 to 152 of the file."""
    line = lines(chunks)["2022-13020822P00874710001B"]
    assert list(line) == [
        "id",
        "url",
        "code",
        "name",
        "order",
        "unit",
        "department",
        "region",
        "fiscal_year",
        "budget",
        "fiscal_funds",
        "other_funds",
        "purpose",
        "plan",
        "goals",
        "indicators",
        "damage",
        "source",
        "findings",
    ]
    assert line["url"] == "projects/2022-13020822P00874710001B/index.html"
    assert line["code"] == {"text": "13020822P00874710001B", "anchor": "L67"}
    assert line["name"] == {"text": "2021年差旅费（21年借款）", "anchor": "L69"}
    assert line["order"] == 1
    assert line["unit"] == {"code": "439001", "name": "丰润区经济开发区管理委员会本级", "anchor": "L63"}
    assert line["department"] == {"id": "130208-439", "code": "439", "name": "丰润区经济开发区管理委员会"}
    assert line["region"] == {"code": "130208", "name": "丰润区", "known_from": "project_code"}
    assert line["fiscal_year"] == {"year": 2022, "known_from": "project_code"}
    assert line["budget"] == {"yuan": "3600", "printed": "0.36", "unit_from": "header", "anchor": "L73"}
    assert line["fiscal_funds"] == {"yuan": "3600", "printed": "0.36", "unit_from": "header", "anchor": "L75"}
    assert line["other_funds"] == {"yuan": None, "printed": "", "unit_from": None, "anchor": "L77"}
    assert line["purpose"] == {"text": "偿还21年差旅费借款", "anchor": "L80"}
    assert line["plan"] == [
        {"month": 3, "share": None, "printed": "", "anchor": "L89"},
        {"month": 6, "share": "1", "printed": "100%", "anchor": "L90"},
        {"month": 10, "share": None, "printed": "", "anchor": "L91"},
        {"month": 12, "share": None, "printed": "", "anchor": "L92"},
    ]
    assert line["goals"] == [{"text": "偿还21年差旅费借款", "anchor": "L95"}]
    assert line["indicators"][0] == {
        "dimension": "产出指标",
        "aspect": "数量指标",
        "name": "完成上级交办差旅工作个数",
        "description": "完成上级交办差旅工作个数",
        "target": {
            "printed": "≥4次",
            "comparison": "≥",
            "value": "4",
            "unit": "次",
            "per": None,
            "deadline": None,
            "anchor": "L110",
        },
        "basis": "工作安排",
        "anchor": "L106",
    }
    assert line["damage"] == []
    assert line["source"]["submission"] == "130208-439001-2022"
    assert line["source"]["file"] == "content/submissions/丰润区经济开发区管理委员会-2022.txt"
    assert line["source"]["url"] == "sources/130208-439001-2022/index.html"
    assert line["source"]["anchor"] == "L62"
    assert line["findings"] == ["plan_blank_after_complete"]


def test_a_code_of_dashes_is_null_with_what_is_printed(
    submissions: list[Submission], chunks: list[ExportChunk]
) -> None:
    """项目编码 ————"""
    blank = [p for s in submissions for p in s.projects if p.code and p.code.text is None]
    assert blank
    for chunk in chunks:
        for line in map(json.loads, chunk.projects_jsonl.splitlines()):
            code = line["code"]
            assert code is None or (code["text"] is None) == ("printed" in code)


def test_budgets_of_all_documents_add_up(chunks: list[ExportChunk]) -> None:
    """817.78 + 293.10 + 994.49 + 4,476.50 + 605.65 = 7,187.52 万元"""
    sums = [Decimal(json.loads(chunk.submissions_jsonl)["budget"]) for chunk in chunks]
    assert sorted(sums) == [2931000, 6056500, 8177800, 9944900, 44765000]
    assert sum(Decimal(line["budget"]["yuan"]) for line in lines(chunks).values()) == 71875200


def test_numbers_are_decimal_strings_without_exponent() -> None:
    assert decimal_string(Decimal("3.6E+3")) == "3600"
    assert decimal_string(Decimal("3600.00")) == "3600"
    assert decimal_string(Decimal("0.50")) == "0.5"
    assert decimal_string(Decimal("0E-8")) == "0"
    assert decimal_string(Decimal("1E-7")) == "0.0000001"


def test_a_submission_says_what_it_holds_in_printed_order(chunks: list[ExportChunk]) -> None:
    line = next(
        found for chunk in chunks if (found := json.loads(chunk.submissions_jsonl))["id"] == "130208-439001-2022"
    )
    assert list(line) == [
        "id",
        "url",
        "file",
        "sha256",
        "department",
        "units",
        "region",
        "fiscal_year",
        "published",
        "source_url",
        "supersedes",
        "superseded_by",
        "projects",
        "budget",
        "sections",
        "fragments",
        "blocks",
        "unclaimed",
    ]
    assert len(line["projects"]) == 7
    assert line["projects"][0] == "2022-13020822P00874710001B"
    assert [section["kind"] for section in line["sections"]] == ["overall", "itemised", "safeguards"]
    assert line["sections"][1]["items"][0]["title"] == "党政及廉政建设：党建及考评工作"


def test_a_finding_names_its_project_and_its_places(chunks: list[ExportChunk]) -> None:
    (line,) = [json.loads(line) for chunk in chunks for line in chunk.findings_jsonl.splitlines()]
    assert list(line) == ["check", "severity", "heading", "submission", "project", "places", "values", "message"]
    assert line["project"] == "2022-13020822P00874710001B"
    assert line["places"] == [{"anchor": "L90", "printed": "100%"}, {"anchor": "L91", "printed": ""}]


def test_project_json_is_the_line(chunks: list[ExportChunk]) -> None:
    files = dict(pair for chunk in chunks for pair in project_files(chunk))
    assert len(files) == 45
    assert json.loads(files["projects/2022-13020822P00874710001B/project.json"])["order"] == 1


def test_a_withdrawn_submission_says_why_and_nothing_else(submissions: list[Submission], chunked: Chunked) -> None:
    withdrawn = structs.replace(submissions[0], sidecar=Sidecar(withdrawn="部门来函撤回"))
    (chunk,) = chunked([withdrawn])
    line = json.loads(chunk.submissions_jsonl)
    assert line["withdrawn"] == "部门来函撤回"
    assert (line["projects"], line["sections"], line["budget"]) == ([], [], None)
    assert chunk.projects_jsonl == b""
    assert set(chunk.rows.values()) == {0}


def test_an_older_edition_does_not_count(submissions: list[Submission], chunked: Chunked) -> None:
    """The same table with another budget in a newer edition: both are published, one counts."""
    old = submissions[0]
    project = old.projects[0]
    assert project.budget
    dearer = structs.replace(project, budget=structs.replace(project.budget, yuan=Decimal(4600), printed="0.46"))
    new = structs.replace(
        old,
        source=structs.replace(old.source, path="content/submissions/new.txt", sha256="f" * 64),
        sidecar=Sidecar(supersedes=old.source.path),
        projects=(dearer,),
    )
    chunks = chunked([old, new])
    found = {line["budget"]["yuan"]: line for line in lines(chunks).values() if line["order"] == 1}
    assert found["3600"]["counted"] is False
    assert "counted" not in found["4600"]
    editions = {
        line["file"]: (line["supersedes"], line["superseded_by"])
        for line in (json.loads(chunk.submissions_jsonl) for chunk in chunks)
    }
    newer = next(line["id"] for chunk in chunks if (line := json.loads(chunk.submissions_jsonl))["supersedes"])
    assert editions[old.source.path] == (None, newer)
    assert editions["content/submissions/new.txt"] == ("130208-439001-2022", None)
