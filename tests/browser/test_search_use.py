"""Beyond finding: keyboard, input methods, the page a result leads to, taking away, networks that fail."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from search_portals import ask, documents, settled, titles, write_portal

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("search-use")
    write_portal(documents(), site)
    return site


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1000, "height": 800}, accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def test_nothing_is_asked_while_an_input_method_composes(page, context, address):
    page.goto(address + "/search/index.html")
    page.focus("#q")
    client = context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "guang", "selectionStart": 5, "selectionEnd": 5})
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    assert page.inner_text("#search-status") == ""
    assert "q=" not in page.url
    client.send("Input.insertText", {"text": "光纤"})
    assert settled(page) == "共1项，另有说明2篇"
    assert titles(page)[0] == "经开区光纤费"


def test_arrows_walk_the_results_and_the_slash_returns_to_the_box(page, address):
    ask(page, address, "光纤")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "经开区光纤费"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == titles(page)[1]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.evaluate("document.activeElement.value") == "光纤"


def test_results_appear_while_typing_without_enter(page, address):
    page.goto(address + "/search/index.html")
    page.type("#q", "广告牌", delay=30)
    assert settled(page).startswith("共")
    assert titles(page)[0] == "高速口广告牌租赁"


def test_a_department_can_be_reached_straight_by_its_name(page, address):
    page.goto(address + "/search/index.html")
    page.type("#q", "运河园区")
    settled(page)
    direct = page.locator("#search-direct a").first
    assert "临西县运河园区管理委员会" in direct.inner_text()
    assert direct.get_attribute("href").startswith("../departments/")


def test_projects_stand_among_the_results_and_not_above_them_too(page, address):
    page.goto(address + "/search/index.html")
    page.type("#q", "路灯电费")
    settled(page)
    assert titles(page)[0] == "路灯电费"
    assert page.locator("#search-direct a").count() == 0


def test_the_box_of_any_page_suggests_departments_and_projects_while_typing(page, address):
    page.goto(address + "/index.html")
    page.type("input[name=q]", "路灯")
    page.wait_for_selector(".suggestions a")
    offered = [each.inner_text() for each in page.query_selector_all(".suggestions a")]
    assert offered == ["项目 路灯电费"]
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("input[name=q]", "aria-activedescendant") == "suggestion-0"
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/**")
    assert "路灯电费" in page.inner_text("main")


def test_suggestions_leave_enter_to_the_search_and_vanish_with_escape(page, address):
    page.goto(address + "/index.html")
    page.type("input[name=q]", "装备")
    page.wait_for_selector(".suggestions a")
    assert page.inner_text(".suggestions a") == "部门 曹妃甸区装备制造园区管理委员会"
    page.keyboard.press("Escape")
    assert page.is_hidden(".suggestions")
    assert page.input_value("input[name=q]") == "装备"
    page.keyboard.press("Enter")
    assert settled(page).startswith("共")
    assert page.input_value("#q") == "装备"


def test_a_result_opens_its_page_at_the_first_of_the_marked_words(page, address):
    ask(page, address, "三面翻转")
    page.click("#search-results .hit-title")
    page.wait_for_selector(".landing-bar")
    assert page.inner_text(".landing-bar output") == "第1处，共1处"
    marked = page.evaluate("Array.from(CSS.highlights.get('search'), (range) => range.toString())")
    assert marked == ["三面翻转"]
    assert page.evaluate("[...CSS.highlights.get('search-now')][0].getBoundingClientRect().top < innerHeight")


def test_one_key_goes_to_the_next_mark_and_escape_takes_them_away(page, address):
    ask(page, address, "广告牌")
    page.click("#search-results .hit-title")
    page.wait_for_selector(".landing-bar")
    first, total = map(int, re.findall(r"\d+", page.inner_text(".landing-bar output")))
    assert total == 7
    page.keyboard.press("n")
    assert page.inner_text(".landing-bar output") == f"第{first + 1}处，共7处"
    for _ in range(first + 1):
        page.keyboard.press("p")
    assert page.inner_text(".landing-bar output") == "第7处，共7处"
    page.keyboard.press("Escape")
    assert page.query_selector(".landing-bar") is None
    assert page.evaluate("CSS.highlights.size") == 0


def test_words_broken_by_blanks_and_written_wide_are_marked_on_the_page(page, folder, address):
    (folder / "wide.html").write_text(
        '<!DOCTYPE html><meta charset="utf-8"><script src="landing.js" defer></script>'
        "<main><p>火炬大厦楼顶ＬＥＤ<b>大</b>\n  屏升级</p></main>",
        encoding="utf-8",
    )
    page.goto(address + "/wide.html?mark=LED大屏")
    page.wait_for_selector(".landing-bar")
    marked = page.evaluate("Array.from(CSS.highlights.get('search'), (range) => range.toString())")
    assert ["".join(text.split()) for text in marked] == ["ＬＥＤ大屏"]


def test_places_that_overlap_count_once_and_letters_and_digits_count_from_where_they_begin(page, folder, address):
    (folder / "overlap.html").write_text(
        '<!DOCTYPE html><meta charset="utf-8"><script src="landing.js" defer></script>'
        "<main><p>园区路灯电费，路灯</p><p>2100万元，共 100万元</p><p>第<b>100</b>万元</p></main>",
        encoding="utf-8",
    )
    page.goto(address + "/overlap.html?mark=路灯&mark=园区路灯&mark=100万元&mark=灯电")
    page.wait_for_selector(".landing-bar")
    assert page.inner_text(".landing-bar output") == "第1处，共4处"
    marked = page.evaluate("Array.from(CSS.highlights.get('search'), (range) => range.toString())")
    assert marked == ["园区路灯", "路灯", "100万元", "100万元"]


def test_words_side_by_side_are_marked_each_by_itself(page, address):
    page.goto(address + "/search/index.html?q=光纤 光纤费")
    settled(page)
    asked = page.get_attribute("#search-results .hit-title", "href").split("?")[1].split("#")[0]
    page.goto(address + "/search/index.html?q=经开区 光纤费")
    settled(page)
    beside = page.get_attribute("#search-results .hit-title", "href").split("?")[1].split("#")[0]
    assert sorted(parse_qs(asked)["mark"]) == ["光纤", "光纤费"]
    assert sorted(parse_qs(beside)["mark"]) == ["光纤费", "经开区"]


def test_the_result_leaves_as_csv_with_its_sources(page, address):
    ask(page, address, "广告牌")
    page.click(".search-take > summary")
    with page.expect_download() as caught:
        page.click('[data-take="csv"]')
    data = Path(caught.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    row = next(row for row in rows if row["名称"] == "高速口广告牌租赁")
    assert row["预算数（元）"] == "60000"
    assert row["项目编码"] == "804-0401-JBN-ULCE"
    assert row["来源文件"] == "content/submissions/临西县运河园区管理委员会.txt"
    assert row["来源位置"].startswith("L")
    assert len(row["来源文件SHA-256"]) == 64


def test_the_result_leaves_as_json_whole_even_when_only_a_page_of_it_was_shown(page, address):
    said = ask(page, address, "资金")
    page.click(".search-take > summary")
    with page.expect_download() as caught:
        page.click('[data-take="json"]')
    taken = json.loads(Path(caught.value.path()).read_text(encoding="utf-8"))
    assert sum(map(int, re.findall(r"\d+", said))) == taken["count"]
    assert taken["count"] == len(taken["results"]) > 20
    assert taken["query"] == "资金"
    assert all(row["title"] and row["url"] for row in taken["results"])


def test_a_cell_that_a_spreadsheet_would_compute_is_defused(page, address):
    page.goto(address + "/search/index.html")
    row = "{title: '=1+1', department: '-2', budget: '-5', url: '@x', code: 'a\"b,c'}"
    line = page.evaluate(f"MZ.export.csv([{row}]).split('\\r\\n')[1]")
    assert line.startswith("'=1+1,'-2,")
    assert ",-5," in line
    assert '"a""b,c"' in line
    assert "'@x" in line


def test_a_project_is_cited_in_four_forms(page, address):
    ask(page, address, "高速口广告牌")
    page.click("#search-results .hit-cite")
    text = page.input_value("dialog.cite textarea")
    assert text.startswith("临西县运河园区管理委员会. 高速口广告牌租赁（项目绩效目标）[EB/OL].")
    assert "SHA-256" in text
    page.click('dialog.cite [data-form="apa"]')
    assert "(n.d.)" in page.input_value("dialog.cite textarea")
    page.click('dialog.cite [data-form="bibtex"]')
    assert page.input_value("dialog.cite textarea").startswith("@misc{")
    page.click('dialog.cite [data-form="csl"]')
    read = json.loads(page.input_value("dialog.cite textarea"))[0]
    assert read["type"] == "webpage"
    assert read["author"] == [{"literal": "临西县运河园区管理委员会"}]
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.cite", state="detached")
    assert page.evaluate("document.activeElement.className") == "hit-cite"


def test_a_search_itself_can_be_cited(page, address):
    ask(page, address, "光纤")
    page.click(".search-take > summary")
    page.click('[data-take="cite"]')
    text = page.input_value("dialog.cite textarea")
    assert "检索“光纤”的结果（共1项，另有说明2篇）" in text
    assert "q=%E5%85%89%E7%BA%A4" in text


def test_a_piece_that_is_missing_is_said_and_can_be_asked_for_again(page, http):
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    page.route("**/search/t/*.js*", refuse)
    ask(page, http, "光纤")
    assert "没有取到" in page.inner_text("#search-failure")
    assert "并不表示没有" in page.inner_text("#search-failure")
    assert page.is_hidden("#search-empty")
    assert len(refused) == 2  # a second attempt, and no more
    page.unroute("**/search/t/*.js*")
    page.click("#search-failure button")
    page.wait_for_selector("#search-results .hit")
    assert page.is_hidden("#search-failure")
    assert page.inner_text("#search-status") == "共1项，另有说明2篇"


@pytest.mark.parametrize("harm", ["cut", "altered", "other"])
def test_a_damaged_piece_is_never_taken_for_an_answer(page, http, folder, harm):
    pieces = sorted((folder / "search" / "r").rglob("*.js"))

    def spoil(route: Route) -> None:
        path = folder / route.request.url.split("?")[0].removeprefix(http + "/")
        text = path.read_text(encoding="utf-8")
        if harm == "cut":
            text = text[: len(text) // 2]
        elif harm == "altered":
            text = text.replace("费", "贵")
        else:
            text = next(each for each in pieces if each != path).read_text(encoding="utf-8")
        route.fulfill(body=text, content_type="text/javascript; charset=utf-8")

    page.route("**/search/r/**", spoil)
    ask(page, http, "光纤")
    assert "不完整" in page.inner_text("#search-failure")
    assert titles(page) == []


def test_a_manifest_of_another_version_is_refused_in_words(page, http):
    def age(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text())

    page.route("**/search/manifest-*.js", age)
    page.add_init_script("""
      const parse = JSON.parse;
      JSON.parse = (text, ...rest) => {
        const read = parse(text, ...rest);
        if (read && read.folders) read.version = 99;
        return read;
      };
    """)
    page.goto(http + "/search/index.html?q=光纤")
    settled(page)
    assert "不是同一版" in page.inner_text("#search-failure")


def test_a_slow_network_shows_that_it_is_looking_and_then_the_results(page, context, http):
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    slow = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
    client.send("Network.emulateNetworkConditions", slow)
    page.goto(http + "/search/index.html")
    page.fill("#q", "光纤")
    page.press("#q", "Enter")
    assert page.inner_text("#search-status") == "正在查找……"
    page.fill("#q", "光纤费")  # typing is never held up
    page.press("#q", "Enter")
    page.wait_for_selector("#search-results .hit")
    page.wait_for_function("() => document.getElementById('search-status').textContent === '共1项，另有说明1篇'")
    assert titles(page)[0] == "经开区光纤费"


def test_offline_in_the_middle_says_so_and_goes_on_when_the_network_is_back(page, context, http):
    ask(page, http, "光纤")
    page.wait_for_selector(".narrow-group", state="attached")
    context.set_offline(True)
    page.evaluate("MZ.loader.forget()")
    page.fill("#q", "牌租")
    page.press("#q", "Enter")
    page.wait_for_selector("#search-failure:not([hidden])")
    assert "没有取到" in page.inner_text("#search-failure")
    assert titles(page) == []  # what answered another question is gone
    context.set_offline(False)
    page.click("#search-failure button")
    page.wait_for_function("() => document.querySelector('.hit-title')?.textContent.includes('广告牌')")


def test_nothing_is_asked_of_anybody_else(page, http):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, http, "經費")
    page.click("#search-results .hit-title")
    page.wait_for_load_state()
    assert asked
    assert all(url.startswith((http, "data:")) for url in asked)
