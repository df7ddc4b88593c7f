"""What a citation says, and what a result opens, on the portal as it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from search_portals import ask, served
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


def test_a_project_s_page_offers_the_citation_that_its_search_result_offers(site: Path, desk: BrowserContext):
    for words in ("高速口广告牌租赁", "13020822P00874710001B"):
        visit = Visit(desk)
        page = visit.open((site / "index.html").as_uri())
        ask(page, site.as_uri(), words)
        found = cited(page, ".hit-cite")
        page.goto(page.evaluate("document.querySelector('.hit-title').href"))
        assert cited(page, "text=引用") == found
        assert "SHA-256" in found
        assert page.evaluate("document.activeElement.textContent") == "引用"
        assert visit.complaints == []
        page.close()


def test_without_javascript_a_project_s_page_offers_no_citation(site: Path, unscripted: BrowserContext):
    page = Visit(unscripted).open((site / "projects" / "2022-13020822P00874710001B" / "index.html").as_uri())
    assert page.locator("button", has_text="引用").count() == 0
    page.close()


def test_a_dialog_that_does_not_come_can_be_asked_for_again(site: Path, desk: BrowserContext):
    with served(site) as host:
        page = Visit(desk).open(f"{host}/projects/2022-13020822P00874710001B/index.html")
        page.route("**/search-cite.*.js", lambda route: route.abort())
        page.click(".page-tools button")
        page.wait_for_selector("text=没有取到，再点一次")
        page.unroute("**/search-cite.*.js")
        assert cited(page, ".page-tools button").startswith("丰润区")
        page.close()
