"""Every kind of page in a real browser: from disk and over http, without JavaScript, on a phone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext
from published import KINDS, pages_of
from search_portals import served
from visits import PHONE, Visit

pytestmark = pytest.mark.browser


def test_pages_on_a_host_ask_nobody_else_and_complain_of_nothing(site: Path, desk: BrowserContext):
    with served(site) as host:
        for name in KINDS:
            visit = Visit(desk)
            visit.open(f"{host}/{name}")
            assert visit.complaints == [], name
            others = [url for url in visit.requests if urlsplit(url).netloc not in ("", urlsplit(host).netloc)]
            assert others == [], name
            visit.page.close()


@pytest.mark.parametrize("name", KINDS)
def test_a_page_from_disk_asks_nobody_else_complains_of_nothing_and_says_the_same_without_javascript(
    name: str, site: Path, desk: BrowserContext, unscripted: BrowserContext
):
    visit = Visit(desk)
    full, plain = visit.open((site / name).as_uri()), Visit(unscripted).open((site / name).as_uri())
    assert visit.complaints == []
    assert len(visit.requests) >= 2
    assert [url for url in visit.requests if not url.startswith((site.as_uri(), "data:", "blob:"))] == []
    said = plain.locator("main").inner_text()
    if name == "search/index.html":
        assert "JavaScript" in said, "the one page that needs it says so"
    else:
        assert said == full.locator("main").inner_text()
    assert plain.locator("h1").is_visible()
    assert plain.locator(".standing b").inner_text() == "这是目标，不是执行结果。"
    plain.close()
    full.close()


@pytest.mark.parametrize("name", KINDS)
def test_nothing_runs_out_of_a_phone_s_screen(name: str, site: Path, phone: BrowserContext):
    page = Visit(phone).open((site / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.close()


def test_every_kind_of_page_was_looked_at(site: Path):
    """A new kind of page belongs into the list that these tests walk through."""
    first = {name.split("/")[0] for name in pages_of(site)}
    assert first - {name.split("/")[0] for name in KINDS} == set()
