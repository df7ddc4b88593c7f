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
    with pytest.raises(BuildError, match="unknown table"):
        load(own)
    own.write_text("", "utf-8")
    assert load(own) is before


def test_a_vocabulary_that_has_gone_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as told:
        load(tmp_path / "vocabulary.toml")
    assert told.value.where.endswith("vocabulary.toml")


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
