"""The rules page explains every code under its own fragment, and every finding's page leads there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.checks import all_checks
from generator.codes import all_codes

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "content" / "submissions").mkdir(parents=True)
    (folder / "content" / "submissions" / "甲.txt").write_text("某局2024年\n", "utf-8")
    (folder / "content" / "pages").mkdir()
    (folder / "content" / "pages" / "about.md").write_text('+++\ntitle = "关于"\n+++\n说明。\n', "utf-8")
    assert main(["build", str(folder / "content"), str(folder / "site")]) == 0
    return folder / "site"


def test_every_code_has_its_place_on_the_page(site: Path):
    page = (site / "pages" / "rules" / "index.html").read_text("utf-8")
    ids = re.findall(r'<h3 id="([^"]+)">', page)
    assert sorted(ids) == sorted(all_codes())
    assert "预算数应等于财政资金与其他资金之和。" in page
    assert "这是图片，没有文字层" in page


def test_every_check_leads_to_its_rule_and_back(site: Path):
    rules = (site / "pages" / "rules" / "index.html").read_text("utf-8")
    for check in all_checks():
        page = (site / "findings" / check.name / "index.html").read_text("utf-8")
        assert f'href="../../pages/rules/index.html#{check.name}"' in page
        assert f'href="../../findings/{check.name}/index.html"' in rules


def test_the_page_is_reached_from_every_foot_and_from_the_portals_words(site: Path):
    assert 'href="pages/rules/index.html">核对规则' in (site / "index.html").read_text("utf-8")
    assert 'href="../../pages/rules/index.html">核对规则' in (site / "pages" / "about" / "index.html").read_text(
        "utf-8"
    )
