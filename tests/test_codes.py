"""Every code that the program can print is explained, and only those."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.checks import all_checks
from generator.codes import all_codes, find_code, nearest, paragraph
from generator.readers import REFUSALS

PACKAGE = Path(__file__).parents[1] / "generator"
PRINTED = re.compile(r"\b((?:READ|FIND|VERIFY|REDIRECT|SIDECAR)-[A-Z-]+[A-Z]|SIDECAR|SETUP)\b")


def _printed() -> set[str]:
    """Codes as they stand in the source, wherever a message is made."""
    places = [path for path in PACKAGE.rglob("*.py") if path.name != "troubles.py"]
    return {code for path in places for code in PRINTED.findall(path.read_text("utf-8"))}


def test_every_code_in_the_source_has_its_paragraph():
    assert _printed() - set(all_codes()) == set()
    assert set(REFUSALS) - set(all_codes()) == set()
    assert {check.name for check in all_checks()} - set(all_codes()) == set()


def test_no_paragraph_is_about_a_code_that_is_never_printed():
    assert {name for name in all_codes() if name.isupper()} - _printed() == set()


@pytest.mark.parametrize("name", list(all_codes()))
def test_a_paragraph_says_what_is_wrong_and_what_to_do_in_both_languages(name: str):
    info = all_codes()[name]
    assert info.rule.endswith("。")
    assert info.mend.endswith("。")
    assert all(info.english)
    assert f"怎么办：{info.mend}" in paragraph(info)
    if info.heading:
        assert info.source
        assert info.innocent


def test_a_finding_is_explained_with_its_rule_its_source_and_a_possible_innocent_reason(capsys):
    assert main(["explain", "funding_adds_up"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("funding_adds_up  预算数与资金来源不符\n核对提示 · 算术 · 错误 error\n")
    assert "预算数应等于财政资金与其他资金之和。" in out
    assert "依据：算术" in out
    assert "可能的合理解释：表格另有一栏资金" in out
    assert "The budget equals fiscal funds plus other funds." in out


@pytest.mark.parametrize("word", ["READ-EMPTY", "read-empty", "read_empty", " Read-Empty"])
def test_a_code_is_found_however_it_is_typed(word: str):
    assert find_code(word) is all_codes()["READ-EMPTY"]


def test_a_mistyped_code_is_answered_with_the_nearest(capsys):
    assert main(["explain", "funding_add_up"]) == 2
    assert "没有代号 funding_add_up，也没有这个文件；是不是 funding_adds_up？" in capsys.readouterr().err
    assert nearest("READ-EMTY")[0] == "READ-EMPTY"


def test_a_file_that_is_not_there_is_not_taken_for_a_code(capsys):
    assert main(["explain", "content/不在.txt"]) == 2
    assert "FIND-NOTHING" in capsys.readouterr().err


def test_a_bad_set_up_is_told_with_its_code(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.toml").write_text('title = "a"\ntitel = "b"\n', "utf-8")
    assert main(["build"]) == 2
    assert "site.toml:2: SETUP 没有“titel”这个键，是不是“title”？" in capsys.readouterr().err
