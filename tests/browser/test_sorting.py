"""Tables that sort: by exact values and not by what is printed, by keyboard too, from disk under the strict policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "templates" / "static" / "tables" / "sort.js"
ROWS = [("1.3 万元", "13000", "乙"), ("950 元", "950", "甲"), ("不超预算", "", "丙"), ("20 万元", "200000", "丁")]


def test_a_column_of_figures_sorts_by_value_and_turns_round(chromium: Browser, tmp_path: Path) -> None:
    cells = "".join(
        f"<tr><th>{f'<data value={value}>{text}</data>' if value else text}</th><td>{name}</td></tr>"
        for text, value, name in ROWS
    )
    (tmp_path / "sort.js").write_bytes(SCRIPT.read_bytes())
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>x</title>'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"
        '<table data-sortable="排序"><thead><tr><th>指标值</th><th>部门</th></tr></thead>'
        f'<tbody>{cells}</tbody></table><script src="sort.js"></script></html>',
        "utf-8",
    )
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((tmp_path / "index.html").as_uri())

    def column(at: int) -> list[str]:
        return page.locator(f"tbody tr > :nth-child({at})").all_inner_texts()

    assert column(1) == ["1.3 万元", "950 元", "不超预算", "20 万元"]
    page.get_by_role("button", name="指标值").click()
    assert column(1) == ["20 万元", "1.3 万元", "950 元", "不超预算"]
    assert page.locator("th").first.get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="指标值").press("Enter")
    assert column(1) == ["950 元", "1.3 万元", "20 万元", "不超预算"]
    page.get_by_role("button", name="部门").click()
    assert column(2) == ["丙", "丁", "甲", "乙"]
    assert page.locator("[aria-sort]").count() == 1
    assert complaints == []
    page.close()
