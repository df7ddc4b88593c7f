"""What somebody sees who has a page open and edits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from folder import Folder
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect

from generator.serve import Serving

pytestmark = pytest.mark.browser
TALL = "".join(f"<p id=p{number}>第 {number} 段</p>" for number in range(200))


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    (tmp_path / "home.txt").write_text("首页")
    (tmp_path / "about.txt").write_text("关于")
    return Folder(tmp_path, padding=TALL)


@pytest.fixture
def address(site: Folder) -> Iterator[str]:
    with Serving(site, [site.folder]) as serving:
        assert site.wait_for_calls(1)
        yield serving.addresses[0]


@pytest.fixture
def page(tab: Page, address: str) -> Iterator[Page]:
    complaints: list[str] = []

    def listen(message: ConsoleMessage | Error) -> None:
        if "404 (Not Found)" not in str(message):  # a page that is not there yet
            complaints.append(str(message))

    tab.on("console", listen)
    tab.on("pageerror", listen)
    tab.goto(address)
    yield tab
    tab.remove_listener("console", listen)
    tab.remove_listener("pageerror", listen)
    tab.goto("about:blank")
    assert complaints == [], "the policy or a script complained"


def test_a_saved_file_is_on_the_page_at_once(page: Page, site: Folder) -> None:
    (site.folder / "home.txt").write_text("首页（新）")
    expect(page.locator("#text")).to_have_text("首页（新）", timeout=2000)


def test_the_place_on_the_page_is_kept(page: Page, site: Folder, address: str) -> None:
    for target, place in (("", 1234), ("#p150", 777)):
        page.goto(f"{address}{target}")
        page.evaluate(f"scrollTo(0, {place})")
        (site.folder / "home.txt").write_text(f"首页（新）{target}")
        expect(page.locator("#text")).to_have_text(f"首页（新）{target}", timeout=2000)
        page.wait_for_function(f"scrollY === {place}", timeout=2000)
        page.wait_for_load_state("load")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("scrollY") == place
        assert page.evaluate("history.scrollRestoration") == "auto"


def test_a_page_that_does_not_differ_is_not_disturbed(page: Page, site: Folder) -> None:
    page.evaluate("window.untouched = true")
    (site.folder / "about.txt").write_text("关于（新）")
    assert site.wait_for_calls(2)
    page.wait_for_timeout(300)
    assert page.evaluate("window.untouched")


def test_errors_lie_over_the_page_until_they_are_mended(page: Page, site: Folder) -> None:
    overlay = page.get_by_role("alert")
    expect(overlay).to_have_count(0)
    (site.folder / "about.txt").write_text("!金额读不懂")
    expect(overlay).to_contain_text("about.txt:1:1: BAD 金额读不懂", timeout=2000)
    expect(overlay).to_contain_text("有 1 处错误")
    assert page.evaluate("getComputedStyle(document.querySelector('#mingzhang-live')).position") == "fixed"
    page.reload()
    expect(overlay).to_contain_text("about.txt:1:1: BAD 金额读不懂", timeout=2000)
    (site.folder / "about.txt").write_text("关于")
    expect(overlay).to_have_count(0, timeout=2000)


def test_a_page_that_is_not_there_appears_when_it_is_made(page: Page, site: Folder, address: str) -> None:
    page.goto(f"{address}new/index.html")
    expect(page.locator("h1")).to_have_text("没有这一页")
    (site.folder / "new.txt").write_text("新的一页")
    expect(page.locator("#text")).to_have_text("新的一页", timeout=2000)


def test_a_server_started_again_is_found_again(tab: Page, site: Folder) -> None:
    with Serving(site, [site.folder]) as serving:
        port = serving.server.server_port
        tab.goto(serving.addresses[0])
        expect(tab.locator("#text")).to_have_text("首页")
    (site.folder / "home.txt").write_text("首页（换了版本）")
    with Serving(site, [site.folder], port=port):
        expect(tab.locator("#text")).to_have_text("首页（换了版本）", timeout=10_000)
        tab.goto("about:blank")
