"""Settings and sidecars: what an operator mistypes is named with its line and the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.messages import of_build_error
from generator.model import BuildError, Sidecar
from generator.settings import Settings, convert, load_settings
from generator.sidecars import read_sidecar


def refused(text: str, kind: type = Sidecar) -> str:
    """The message for a text that does not hold."""
    with pytest.raises(BuildError) as caught:
        read_sidecar(text.encode(), "甲.toml") if kind is Sidecar else convert(text, kind, "甲.toml")
    return str(of_build_error(caught.value, "SIDECAR"))


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known_one():
    message = refused('year = 2024\nregoin = "130209"\n')
    assert message.startswith("甲.toml:2:1: SIDECAR ")
    assert "regoin" in message
    assert "region" in message.split("\n")[0].replace("regoin", "")
    assert "supersedes" in message, "all known keys are listed"


def test_an_unknown_key_near_nothing_lists_what_is_known():
    message = refused('"部门电话" = "123"\n')
    assert message.startswith("甲.toml:1:1: SIDECAR ")
    assert "source_url" in message


def test_a_value_of_the_wrong_kind_is_named_with_its_line():
    message = refused('region = "130209"\n\nyear = "去年"\n')
    assert message.startswith("甲.toml:3:1: SIDECAR ")


def test_text_that_is_no_toml_is_named_with_line_and_column():
    message = refused('region = "130209"\nyear = = 2024\n')
    assert message.startswith("甲.toml:2:8: SIDECAR ")


def test_a_table_of_the_settings_names_its_keys_too():
    message = refused('title = "明账"\n[search]\nlunr_jason_limit = 10\n', Settings)
    assert message.startswith("甲.toml:3:1: SIDECAR ")
    assert "lunr_json_limit" in message


def test_dates_may_be_written_with_quotes_or_without():
    for written in ('"2024-01-05"', "2024-01-05"):
        assert read_sidecar(f"published = {written}\n".encode(), "甲.toml").published == "2024-01-05"


@pytest.mark.parametrize("written", ['"去年"', '"2024-1-5"', '"2024-13-01"', '"05/01/2024"'])
def test_a_date_that_is_none_is_refused(written: str):
    message = refused(f"year = 2024\npublished = {written}\n")
    assert message.startswith("甲.toml:2:1: SIDECAR ")
    assert "published" in message


def test_a_region_that_no_table_knows_is_refused():
    message = refused('region = "999999"\n')
    assert message.startswith("甲.toml:1:1: SIDECAR ")
    assert "999999" in message


def test_a_sidecar_in_another_encoding_is_refused_with_its_place():
    with pytest.raises(BuildError) as caught:
        read_sidecar('region = "130209"\nnote = "部门回复"\n'.encode("gb18030"), "甲.toml")
    assert str(of_build_error(caught.value, "SIDECAR")).startswith("甲.toml:2:9: SIDECAR ")


def test_a_sidecar_may_begin_with_a_byte_order_mark():
    assert read_sidecar('\ufeffregion = "130209"\n'.encode(), "甲.toml") == Sidecar(region="130209")
    assert read_sidecar(None, "甲.toml") == Sidecar()


def test_a_portal_without_settings_has_the_default_ones(tmp_path: Path):
    assert load_settings(tmp_path) == Settings()
    (tmp_path / "site.toml").write_text('title = "某市明账"\n[lists]\nrows = 50\n', "utf-8")
    settings = load_settings(tmp_path)
    assert (settings.title, settings.lists.rows, settings.lists.bars) == ("某市明账", 50, 12)
