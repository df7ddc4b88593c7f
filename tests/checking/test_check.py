"""``mingzhang check``: each finding where it stands, in four forms, with an exit status that CI can use."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from portal import TABLE, portal, run

from generator.checking import check, collect
from generator.checking.formats import FORMATS
from generator.checking.places import cut
from generator.messages import Message
from generator.model import BuildError

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
SCHEMA = json.loads((Path(__file__).with_name("schema") / "sarif-2.1.0-rtm.4.json").read_text("utf-8"))


@pytest.fixture
def table(tmp_path, monkeypatch):
    """The portal of one table, with its folder as the working directory."""
    monkeypatch.chdir(tmp_path)
    portal(tmp_path, ("甲县.txt", TABLE))
    return "content/submissions/甲县.txt"


def test_a_finding_is_said_like_a_compiler(table, capsys):
    """The budget of 12.00 stands in line 15 behind one tab; its sources in lines 17 and 19 make 11.00."""
    status, out, err = run(capsys, "check")
    assert status == 1
    lines = out.splitlines()
    at = next(number for number, line in enumerate(lines) if "funding_adds_up" in line)
    assert lines[at : at + 5] == [
        f"{table}:15:2: funding_adds_up 错误：预算数12 万元，资金来源合计11 万元，两者不等。（项目 1　道路绿化养护费）",
        "    12.00",
        "    ^^^^^",
        "    = 可能的合理解释：表格另有一栏资金（如上年结转）没有列出。",
        "    = 另见 17:2、19:2",
    ]
    assert re.search(r"1 份文件，1 个项目：错误 1，疑点 \d+，提示 \d+\n", err)


def test_the_mark_stands_under_the_very_words_though_characters_are_twice_as_wide(table, capsys):
    """用于道路绿化的养护等发面: nine characters of two columns before the misprint, which is three of two."""
    _, out, _ = run(capsys, "check")
    lines = out.splitlines()
    at = next(number for number, line in enumerate(lines) if "misprint" in line)
    assert lines[at].startswith(f"{table}:22:11: misprint 提示：「等发面」疑为「等方面」。")
    assert lines[at + 1 : at + 3] == [
        "    用于道路绿化的养护等发面，养护费１２万元",
        "    " + " " * 18 + "^" * 6,
    ]


def test_a_blank_cell_is_marked_where_it_would_be_filled(table, capsys):
    blank = TABLE.replace("\t25\n", "\t\n")
    Path(table).write_text(blank, "utf-8")
    _, out, _ = run(capsys, "check")
    assert f"{table}:31:2: plan_with_blanks" in out
    assert "    （空白）\n    ^^^^^^^^\n" in out


def test_findings_come_in_the_order_of_their_lines(table):
    lines = [complaint.spots[0].line for complaint in check([Path("content")]).complaints if complaint.spots]
    assert lines == sorted(lines)
    assert len(lines) > 2


@pytest.mark.parametrize(
    ("limit", "status"), [("error", 1), ("doubt", 1), ("note", 1), ("never", 0)]
)  # fmt: skip
def test_the_exit_status_says_whether_findings_reach_the_limit(table, capsys, limit, status):
    assert run(capsys, "check", "--fail-on", limit)[0] == status


def test_notes_alone_fail_only_where_notes_are_asked_for(table, capsys):
    Path(table).write_text(TABLE.replace("\t1.00\n", "\t2.00\n"), "utf-8")
    severities = {complaint.severity for complaint in check([Path(table)]).complaints}
    assert "error" not in severities
    assert run(capsys, "check")[0] == 0
    assert run(capsys, "check", "--fail-on", "note")[0] == 1


def test_a_file_that_cannot_be_read_is_told_beside_the_findings_of_the_others(table, capsys):
    Path("content/submissions/空.txt").write_bytes(b"")
    status, out, err = run(capsys, "check", "--fail-on", "never")
    assert status == 2
    assert "content/submissions/空.txt:1:1: READ-EMPTY 文件是空的，没有任何内容\n    = " in out
    assert "funding_adds_up" in out
    assert "1 处读不了" in err


def test_bytes_that_are_no_text_are_marked_in_their_line(table, capsys):
    text = "第一行完好。\n第二行到这里".encode() * 3
    Path(table).write_bytes(text + b"\xff" + "就坏了".encode())
    status, out, _ = run(capsys, "check")
    assert status == 2
    assert f"{table}:4:7: READ-ENCODING" in out
    assert "    第二行到这里\N{REPLACEMENT CHARACTER}\n                ^\n" in out


def test_a_document_without_tables_is_no_error(table, capsys):
    Path(table).write_text("关于召开会议的通知\n各科室：定于三月召开会议。\n", "utf-8")
    status, _, err = run(capsys, "check")
    assert status == 0
    assert f"{table}：没有项目表，按 0 个项目收录" in err


def test_a_sidecar_with_a_wrong_key_is_told_with_its_line(table, capsys):
    Path("content/submissions/甲县.toml").write_text('region = "130229"\nyaer = 2024\n', "utf-8")
    status, out, _ = run(capsys, "check", "content/submissions/甲县.toml")
    assert status == 2
    assert "content/submissions/甲县.toml:2:1: SIDECAR 没有“yaer”这个键，是不是“year”？" in out


def test_paths_that_hooks_hand_over_are_sorted_out(table, tmp_path):
    """A hook names every changed file: sidecars stand for their submissions, a README is none."""
    folder = Path("content/submissions")
    (folder / "README.md").write_text("说明")
    (folder / "甲县.toml").write_text("year = 2024")
    paths = [folder / name for name in ("README.md", "甲县.toml", "甲县.txt")]
    wanted, problems = collect(paths)
    assert [(one.found.path, one.found.sidecar) for one in wanted] == [(table, "content/submissions/甲县.toml")]
    assert problems == []


def test_a_path_that_is_not_there_is_an_error(table, capsys):
    status, out, _ = run(capsys, "check", "content/submissions/乙县.txt")
    assert status == 2
    assert "乙县.txt:1:1: FIND-NOTHING 没有这个文件或文件夹" in out


def test_the_portals_own_vocabulary_holds_for_the_files_below_it(table):
    """Without the portal's word the budget is not read, so nothing can be said of its sources."""
    Path(table).write_text(TABLE.replace("预算数\n", "本年所需\n"), "utf-8")
    assert "funding_adds_up" not in {one.code for one in check([Path(table)]).complaints}
    Path("content/vocabulary.toml").write_text('[labels]\nbudget = ["本年所需"]\n', "utf-8")
    assert "funding_adds_up" in {one.code for one in check([Path(table)]).complaints}


def test_json_is_one_object_a_line(table, capsys):
    _, out, _ = run(capsys, "check", "--format", "json")
    lines = [json.loads(line) for line in out.splitlines()]
    (found,) = [line for line in lines if line["code"] == "funding_adds_up"]
    assert (found["path"], found["line"], found["column"], found["end_column"]) == (table, 15, 2, 7)
    assert found["anchor"] == "L15"
    assert found["severity"] == "error"
    assert found["project"] == {"order": 1, "name": "道路绿化养护费"}
    assert [place["printed"] for place in found["places"]] == ["12.00", "10.00", "1.00"]
    assert found["message"]["en"].startswith("The budget is ")


def test_github_commands_escape_what_would_end_them(table, capsys):
    Path(table).rename("content/submissions/甲县,100%:a.txt")
    _, out, _ = run(capsys, "check", "--format", "github")
    (line,) = [line for line in out.splitlines() if "funding_adds_up" in line]
    assert line.startswith(
        "::error file=content/submissions/甲县%2C100%25%3Aa.txt,line=15,col=2,endColumn=7,"
        "title=funding_adds_up 预算数与资金来源不符::预算数12 万元，"
    )
    assert "%0A" in line
    assert all(part.startswith(("::error ", "::warning ", "::notice ")) for part in out.splitlines())


def test_sarif_holds_to_its_schema_with_rules_and_regions(capsys):
    status, out, _ = run(capsys, "check", str(CONTENT), "--format", "sarif")
    log = json.loads(out)
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert status == 1
    assert len(one["results"]) > 200
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"].get("region", {"startLine": 1, "startColumn": 1})
        assert region["startLine"] > 0
        assert region["startColumn"] > 0
    fingerprints = [result["partialFingerprints"]["finding/v1"] for result in one["results"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_sarif_names_the_cell_where_a_file_has_no_lines(table, capsys):
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _rows())
    Path("content/submissions/网页.html").write_text(f"<html><body><table>{rows}</table></body></html>", "utf-8")
    _, out, _ = run(capsys, "check", "content/submissions/网页.html", "--format", "sarif")
    (found,) = [result for result in json.loads(out)["runs"][0]["results"] if result["ruleId"] == "funding_adds_up"]
    (location,) = found["locations"]
    assert "region" not in location["physicalLocation"]
    assert re.fullmatch(r"t1\.r\d+\.c\d+", location["logicalLocations"][0]["fullyQualifiedName"])
    _, out, _ = run(capsys, "check", "content/submissions/网页.html")
    assert re.search(r"网页\.html:t1\.r\d+\.c\d+: funding_adds_up .*\n    12\.00\n    \^{5}\n", out)


def _rows():
    for row in TABLE.strip().split("\n\n"):
        cells = [line[1:] for line in row.split("\n") if line.startswith("\t")]
        if cells:
            yield cells


@pytest.mark.parametrize("name", FORMATS)
def test_serial_and_parallel_say_the_same(capsys, name):
    first = run(capsys, "check", str(CONTENT), "--format", name, "--jobs", "1")
    assert run(capsys, "check", str(CONTENT), "--format", name, "--jobs", "2") == first


def test_every_place_in_the_five_submissions_points_at_what_is_printed():
    """Blanks apart, the text from the column on begins with what the finding says is printed there."""
    checked = check([CONTENT])
    files = {one.path: Path(one.path).read_text("utf-8").split("\n") for one in checked.complaints}
    squeezed, all_spots = 0, 0
    for complaint in checked.complaints:
        for spot in complaint.spots:
            line = files[complaint.path][spot.line - 1]
            shown = "".join(line[spot.column - 1 :].split())
            printed = "".join(spot.printed.split())
            all_spots += 1
            squeezed += shown.startswith(printed) or shown[:6] in printed
    assert squeezed == all_spots


def test_a_long_line_is_cut_around_its_place():
    line = "一" * 100 + "错" + "二" * 100
    excerpt = cut(line, 101, 1)
    assert excerpt.text[excerpt.column - 1] == "错"
    assert excerpt.text.startswith("…")
    assert excerpt.text.endswith("…")
    assert len(excerpt.text) < 70


def test_a_mark_is_as_wide_as_what_it_marks():
    message = Message("a.txt", "1:3", "CODE", "words", excerpt="ab丙丁e", column=3, marked=2)
    assert str(message).splitlines()[2] == "      ^^^^"


def test_the_ready_made_hook_runs_the_command_on_changed_submissions(table, capsys):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *arguments = hook["entry"].split()
    assert program == "mingzhang"
    assert re.search(hook["files"], table)
    assert not re.search(hook["files"], "content/site.toml")
    assert run(capsys, *arguments, table)[0] == 1


def test_a_vocabulary_that_cannot_be_used_is_said_once_and_not_of_each_file(table, capsys):
    Path("content/submissions/乙县.txt").write_text(TABLE, "utf-8")
    Path("content/vocabulary.toml").write_text("[labels\n", "utf-8")
    with pytest.raises(BuildError, match="TOML 写法有误") as told:
        check([Path("content")])
    assert told.value.where == "content/vocabulary.toml:1:8"


def test_a_pipe_is_a_message_and_nobody_waits_for_it(table, capsys):
    os.mkfifo("content/submissions/pipe.txt")
    for path in ("content", "content/submissions/pipe.txt"):
        status, out, _ = run(capsys, "check", path)
        assert status == 2
        assert "content/submissions/pipe.txt:1:1: READ-FAILED 这不是普通的文件" in out
