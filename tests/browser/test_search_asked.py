"""What is asked and what is said of it: filters in sight, numbers that hold, advice that is true, the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route
from search_portals import ask, documents, reach, settled, titles, write_portal

from generator.model import Passage, SearchDocument

pytestmark = pytest.mark.browser
LAMPS = 80  # projects whose texts hold 路灯
APART = 150  # projects that hold both halves of a phrase apart
TOGETHER = 12  # and those that hold it


def project(number: int, title: str, *sentences: str, year: int = 2024) -> SearchDocument:
    passages = tuple(Passage("indicators", sentence, f"i{i}") for i, sentence in enumerate((title, *sentences)))
    return SearchDocument("project", f"projects/{number:04d}/index.html", title, passages, year=year)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site: Path = tmp_path_factory.mktemp("search-asked")
    lamps = [project(i, f"第{i}处路灯", "夜里亮着。" * 30) for i in range(LAMPS)]
    apart = [project(200 + i, f"第{i}项", "说合格率。", "共93个。") for i in range(APART)]
    together = [project(600 + i, f"第{i}件", "按季统计，确保全年合格率≥93%以上。") for i in range(TOGETHER)]
    write_portal([*documents(), *lamps, *apart, *together], site)
    return site


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    yield opened
    context.close()
    assert not troubles


def chips(page: Page) -> list[str]:
    return [each.inner_text() for each in page.query_selector_all("#search-chosen button")]


def refuse(route: Route) -> None:
    route.abort()


def test_what_narrows_the_result_stands_beside_its_number_until_it_is_taken_away(page, address):
    page.goto(address + "/search/index.html?q=招商&year=2021&region=130208")
    narrow = settled(page)
    page.wait_for_function("() => document.querySelectorAll('#search-chosen button').length === 2")
    assert chips(page) == ["地区：丰润区 ×", "年度：2021 ×"]
    page.fill("#q", "经费")
    page.press("#q", "Enter")
    page.wait_for_url("**q=%E7%BB%8F%E8%B4%B9**")
    assert chips(page) == ["地区：丰润区 ×", "年度：2021 ×"]
    page.go_back()
    page.wait_for_function(f"() => document.getElementById('search-status').textContent === '{narrow}'")
    page.click("text=年度：2021")
    page.wait_for_function("() => !location.search.includes('year')")
    assert chips(page) == ["地区：丰润区 ×"]
    assert page.evaluate("document.activeElement.textContent") == "地区：丰润区 ×"
    page.keyboard.press("Enter")
    page.wait_for_function("() => !location.search.includes('region')")
    assert page.is_hidden("#search-chosen")
    assert page.evaluate("document.activeElement.textContent") == "筛选"


def test_a_number_that_is_not_known_is_an_upper_bound(page, address):
    ask(page, address, "处路灯")
    page.wait_for_selector("#search-results .hit")
    assert page.inner_text("#search-status") == f"至多{LAMPS}项"


def test_where_few_texts_bear_the_words_out_it_tells_how_many_were_read(page, address):
    assert ask(page, address, "合格率≥93") == "前100处候选中没有逐字相符的"
    assert page.inner_text("#search-more") == f"继续查找（已核对100／{APART + TOGETHER}处）"


def test_who_asks_for_more_has_texts_read_until_a_page_is_full(page, address):
    ask(page, address, "合格率≥93")
    page.click("#search-more")
    page.wait_for_function("() => document.querySelectorAll('#search-results .hit').length >= 10")
    assert all(title.endswith("件") for title in titles(page))


def test_reading_on_can_be_stopped(page, http):
    ask(page, http, "合格率≥93")
    page.evaluate("""() => {
      const more = MZ.page.result.more;
      MZ.page.result.more = async function (...asked) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        return more.apply(this, [1, 3]);
      };
    }""")
    page.click("#search-more")
    assert page.inner_text("#search-more") == f"停下（已核对100／{APART + TOGETHER}处）"
    page.click("#search-more")
    page.wait_for_function("() => document.getElementById('search-more').textContent.startsWith('继续查找')")
    # A scroll reads a hundred texts by itself; what was asked for is not read.
    assert page.evaluate("MZ.page.result.at") < APART + TOGETHER


def test_any_word_being_enough_stands_in_the_address_and_keeps_filters_and_order(page, address):
    page.goto(address + "/search/index.html?q=广告牌 人防&sort=amount")
    settled(page)
    page.click("text=只含其中任何一词的也列出")
    page.wait_for_selector("#search-results .hit")
    assert "any=1" in page.url
    assert "sort=amount" in page.url
    assert chips(page) == ["只含任何一词的也列出 ×"]
    found = titles(page)
    values = page.eval_on_selector_all("#search-results .hit-budget", "found => found.map(each => Number(each.value))")
    assert values == sorted(values, reverse=True)
    page.reload()
    page.wait_for_selector("#search-results .hit")
    assert titles(page) == found
    page.fill("#q", "广告牌 人防办")
    page.press("#q", "Enter")
    page.wait_for_function("() => !location.search.includes('any')")  # other words are another question


def test_a_filter_that_nothing_passes_is_not_said_to_stand_in_no_text(page, address):
    ask(page, address, "部门:住房")
    assert "按这些筛选条件没有找到" in page.inner_text("#search-empty")
    assert "原文" not in page.inner_text("#search-empty p")
    assert page.query_selector("#search-empty button") is None
    page.goto(address + "/search/index.html?q=广告牌&year=1999")
    settled(page)
    assert "按这些筛选条件没有找到" in page.inner_text("#search-empty")


@pytest.mark.parametrize("asked", ["q=广告牌 部门:住房 >100亿元", "q=广告牌&year=1999"])
def test_filters_are_taken_away_wherever_they_stand(page, address, asked):
    page.goto(f"{address}/search/index.html?{asked}")
    settled(page)
    page.click("text=去掉筛选条件再找")
    page.wait_for_selector("#search-results .hit")
    assert page.input_value("#q") == "广告牌"
    assert "高速口广告牌租赁" in titles(page)
    assert chips(page) == []


@pytest.mark.parametrize("words", ["电费，路灯", "电费、路灯", "电费,路灯", "电费 OR 路灯"])
def test_words_joined_by_signs_are_told_to_be_put_apart(page, address, words):
    ask(page, address, words)
    page.click("text=改找“电费 路灯”")
    page.wait_for_selector("#search-results .hit")
    assert titles(page)[0] == "路灯电费"


def test_nothing_found_says_which_words_must_stand_and_which_must_not(page, address):
    ask(page, address, "广告牌 -租赁 名称:人防")
    said = page.inner_text("#search-empty p")
    assert said == "没有哪一处的原文同时含有“广告牌”和名称里的“人防”、又不含“租赁”。"


@pytest.mark.parametrize("harm", ["sort=amount", "year=2021"])
def test_an_answer_to_another_order_or_filter_does_not_stay(page, http, harm):
    ask(page, http, "招商")
    page.click("#search-narrow > summary")
    page.wait_for_selector(".narrow-group")
    page.evaluate("MZ.loader.forget()")
    page.route("**/search/c/*.js*", refuse)
    if harm == "sort=amount":
        page.select_option("#search-sort", "amount")
    else:
        page.locator('.narrow-group[data-column="year"] input[value="2021"]').check()
    page.wait_for_selector("#search-failure:not([hidden])")
    assert page.inner_text("#search-status") == "没有查完"
    assert titles(page) == []
    page.unroute("**/search/c/*.js*")
    page.click("#search-failure button")
    page.wait_for_selector("#search-results .hit")
    assert harm in page.url


def test_a_failure_while_scrolling_is_said_where_the_reader_is(page, http):
    ask(page, http, "处路灯")
    page.route("**/search/r/**", refuse)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector("#search-failure:not([hidden])")
    page.wait_for_function("() => document.getElementById('search-failure').getBoundingClientRect().top < innerHeight")
    assert page.evaluate("document.getElementById('search-failure').nextElementSibling.id") == "search-more"
    shown = len(titles(page))
    page.unroute("**/search/r/**")
    page.click("#search-failure button")
    page.wait_for_function(f"() => document.querySelectorAll('#search-results .hit').length > {shown}")
    assert page.is_hidden("#search-failure")


def test_filters_that_did_not_come_leave_the_results_whole(page, http):
    page.add_init_script("addEventListener('DOMContentLoaded', () => (MZ.facets.isSmall = () => false))")
    said = ask(page, http, "招商")
    page.route("**/search/c/*.js*", refuse)
    page.click("#search-narrow > summary")
    page.wait_for_selector("#search-failure:not([hidden])")
    assert "筛选要用的数据还没有取到，已经列出的结果不受影响" in page.inner_text("#search-failure")
    assert page.inner_text("#search-status") == said
    page.unroute("**/search/c/*.js*")
    page.click("#search-failure button")
    page.wait_for_selector(".narrow-group")
    assert page.is_hidden("#search-failure")
    assert page.inner_text("#search-status") == said


def test_back_from_a_result_returns_to_the_place_in_the_list(page, address):
    ask(page, address, "路灯")
    reach(page, 60)
    link = page.locator("#search-results .hit-title").nth(56)
    link.scroll_into_view_if_needed()
    title, count, top = link.inner_text(), len(titles(page)), link.bounding_box()["y"]
    link.click()
    page.wait_for_url("**/projects/**")
    page.go_back()
    page.wait_for_function(f"() => document.querySelectorAll('#search-results .hit').length >= {count}")
    page.wait_for_function("() => scrollY > 1000")
    assert page.locator("#search-results .hit-title").nth(56).inner_text() == title
    assert abs(page.locator("#search-results .hit-title").nth(56).bounding_box()["y"] - top) < 60


def test_a_page_whose_script_does_not_come_says_that_it_is_opening(chromium, http):
    page = chromium.new_page()
    page.route("**/search/search-*.js", refuse)
    page.goto(http + "/search/index.html?q=光纤")
    assert page.inner_text("#search-status") == "正在打开搜索……若一直如此，请刷新本页"
    page.close()


def test_a_manifest_that_does_not_come_is_missing_not_damaged(page, http):
    page.route("**/search/manifest-*.js", refuse)
    page.goto(http + "/search/index.html?q=光纤")
    page.wait_for_selector("#search-failure:not([hidden])")
    assert "没有取到" in page.inner_text("#search-failure")
    assert "刷新本页" in page.inner_text("#search-failure button")


def test_who_ticks_a_filter_stays_at_it(page, address):
    ask(page, address, "招商")
    page.click("#search-narrow > summary")
    page.locator('.narrow-group[data-column="year"] input[value="2021"]').focus()
    page.keyboard.press("Space")
    page.wait_for_url("**year=2021**")
    page.wait_for_selector("#search-chosen button")
    page.wait_for_timeout(300)
    active = "document.activeElement"
    assert page.evaluate(f"[{active}.name, {active}.value, {active}.checked]") == ["year", "2021", True]


def test_enter_after_typing_adds_nothing_to_the_history(page, address):
    page.goto(address + "/search/index.html")
    page.type("#q", "光纤", delay=20)
    settled(page)
    before = page.evaluate("history.length")
    page.press("#q", "Enter")
    settled(page)
    assert page.evaluate("history.length") == before


def test_values_of_one_field_are_alternatives(page, address):
    counts = {each: ask(page, address, f"{each} 差旅费") for each in ("年度:2022", "年度:2023", "年度:2022 年度:2023")}
    numbers = [int(said.removeprefix("共").removesuffix("项")) if said[0] == "共" else 0 for said in counts.values()]
    assert numbers[0] > 0
    assert numbers[2] == numbers[0] + numbers[1]


@pytest.mark.parametrize("words", ["__proto__:x", "constructor:abc", 'constructor:"abc"', "toString:年"])
def test_a_name_that_is_no_field_is_a_text(page, address, words):
    assert ask(page, address, words) == "没有找到"
    assert "没有哪一处的原文含有" in page.inner_text("#search-empty p")


def test_a_question_without_a_word_is_answered_in_words(page, address):
    assert "请至少输入一个汉字" in ask(page, address, '""')


def test_filters_before_any_question_say_what_to_do(page, address):
    page.goto(address + "/search/index.html")
    page.click("#search-narrow > summary")
    assert "先输入要找的词" in page.inner_text("#narrow-groups")


def test_filters_on_their_way_are_said_to_be(page, http):
    page.add_init_script("addEventListener('DOMContentLoaded', () => (MZ.facets.isSmall = () => false))")
    ask(page, http, "招商")
    held: list[Route] = []
    page.route("**/search/c/*.js*", lambda route: held.append(route) if not held else route.continue_())
    page.click("#search-narrow > summary")
    page.wait_for_function("() => document.getElementById('narrow-groups').textContent === '正在取筛选数据……'")
    for route in held:
        route.continue_()
    page.unroute("**/search/c/*.js*")
    page.wait_for_selector(".narrow-group")


def test_an_order_that_there_is_not_is_the_first(page, address):
    page.goto(address + "/search/index.html?q=光纤&sort=foo")
    assert settled(page) == "共3项"
    assert page.input_value("#search-sort") == "relevance"
