"""Spellings that a portal adds to the packaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import BuildError
from generator.recognise.vocabulary import load


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
