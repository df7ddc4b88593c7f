"""What a citation says, and what a result opens, on the portal as it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from search_portals import ask
from visits import Visit

pytestmark = pytest.mark.browser


def cited(page: Page, button: str) -> str:
    """The citation that a button shows."""
    page.click(button)
    text = page.input_value("dialog.cite textarea")
    page.keyboard.press("Escape")
    return text


def test_a_citation_names_the_portal_by_its_own_title(site: Path, desk: BrowserContext):
    page = Visit(desk).open(site.as_uri())
    ask(page, site.as_uri(), "路灯电费")
    page.click(".search-take > summary")
    assert cited(page, '[data-take="cite"]').startswith("明账. 检索“路灯电费”的结果")
    page.click(".hit-cite")
    page.click('dialog.cite [data-form="apa"]')
    assert "（项目绩效目标）. 明账." in page.input_value("dialog.cite textarea")
    page.close()


def test_what_an_address_points_at_is_framed_so_that_marks_inside_are_seen(site: Path, desk: BrowserContext):
    for name, fragment in (
        ("projects/2022-13020822P00874710001B", "purpose"),
        ("sources/130208-439001-2022", "L73"),
    ):
        page = Visit(desk).open(f"{(site / name / 'index.html').as_uri()}#{fragment}")
        style = "getComputedStyle(document.querySelector(':target'))"
        assert page.evaluate(f"{style}.outlineStyle") == "solid"
        assert page.evaluate(f"{style}.backgroundColor") == "rgba(0, 0, 0, 0)"
        page.close()
