"""Spellings that a portal adds to the packaged ones."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from generator.model import BuildError
from generator.recognise.vocabulary import PACKAGED, load


def test_a_vocabulary_edited_while_the_program_runs_is_read_again(tmp_path: Path) -> None:
    own = tmp_path / "vocabulary.toml"
    own.write_text("", "utf-8")
    before = load(own)
    assert load(own) is before
    own.write_text("[tables_unknown]\n", "utf-8")
    with pytest.raises(BuildError, match="tables_unknown"):
        load(own)
    own.write_text("", "utf-8")
    assert load(own) is before


def test_a_vocabulary_that_has_gone_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as told:
        load(tmp_path / "vocabulary.toml")
    assert told.value.where.endswith("vocabulary.toml")


@pytest.mark.parametrize(
    ("text", "place", "what", "to_do"),
    [
        ("[labels\n", "1:8", "TOML 写法有误", "引号、等号和括号"),
        ("# 一行\n[label]\n", "2", "没有 [label] 这个表，是不是“labels”？", "labels、further"),
        ('[labels]\nbugdet = ["预算"]\n', "2", "[labels] 里没有“bugdet”这个键，是不是“budget”？", "code、name"),
        ('[labels]\nbudget = "预算"\n', "2", "budget 的值应当是一串写法", 'budget = ["一种写法"'),
        ('[labels]\nbudget = [1, " "]\n', "2", "budget 的值应当是一串写法", 'budget = ["一种写法"'),
        ("labels = 1\n", "1", "labels 应当是一个表", "写成 [labels]"),
        ('[comparison]\nbefore = ["约"]\n', "2", "comparison.before 应当是一个表", "写成 [comparison.before]"),
        ('[comparison.before]\n"≈" = ["约"]\n', "2", "[comparison.before] 里没有“≈”这个键", "≥、≤、>、<、="),
        ('[months]\n13 = ["十三月"]\n', "2", "[months] 里没有“13”这个键", "3、6、10、12"),
        ("[debris]\npatterns = ['(']\n", "", "不是正则表达式", "改正"),
    ],
)
def test_a_vocabulary_that_cannot_be_used_is_told_with_its_place(
    tmp_path: Path, text: str, place: str, what: str, to_do: str
) -> None:
    own = tmp_path / "vocabulary.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(BuildError) as told:
        load(own)
    assert told.value.where.removeprefix(own.as_posix()).removeprefix(":") == place
    assert what in told.value.what
    assert to_do in told.value.what_to_do


def test_a_portal_adds_spellings_a_month_and_a_word_before_a_number(tmp_path: Path) -> None:
    own = tmp_path / "vocabulary.toml"
    own.write_text('[months]\n9 = ["9月底"]\n[comparison.before]\n"≥" = ["起码"]\n', "utf-8")
    vocabulary = load(own)
    assert vocabulary.label("9月底") == "month:9"
    assert ("起码", "≥") in vocabulary.compare_before["起"]


@pytest.mark.parametrize("form", ["{}", " {}\u3000", "{}：", "其中：{}", "{}（万元）", "{}（%）：", "其中: {} (元)"])
def test_every_label_is_known_in_every_form_it_is_printed_in(form: str) -> None:
    """With blanks, a colon, 其中： before it or a bracket behind it; in full width, too."""
    tables = tomllib.loads(PACKAGED.read_text("utf-8"))
    vocabulary = load()
    half_to_full = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    labels = [
        word
        for name in ("labels", "groups", "indicator_columns", "months")
        for words in tables[name].values()
        for word in words
    ]
    assert len(labels) > 50
    for word in labels:
        wanted = vocabulary.label(word)
        assert wanted
        assert vocabulary.label(form.format(word)) == wanted
        assert vocabulary.label(form.format(word.translate(half_to_full))) == wanted
        assert form.format(word)[0] in vocabulary.opening


def test_a_text_that_only_begins_and_ends_like_a_label_is_none() -> None:
    vocabulary = load()
    assert vocabulary.label("项目库扩建名称") is None
    assert vocabulary.label("") is None
    assert vocabulary.parts.get("第一次分部") is None
