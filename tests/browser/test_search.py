"""The search page in Chromium, from disk and over http: what people type, what they see."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from search_portals import ask, documents, reach, settled, titles, write_portal

from generator.search.terms import fold, is_run, terms

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("search")
    write_portal(documents(), site)
    return site


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert not troubles


def test_two_characters_find_the_project_that_bears_them_first(page, address):
    assert ask(page, address, "光纤") == "共1项，另有说明2篇"
    assert titles(page)[0] == "经开区光纤费"
    assert "2022年" in page.inner_text("#search-results .hit-facts")
    assert "预算" in page.inner_text("#search-results .hit-budget")


def test_one_character_is_enough(page, address):
    ask(page, address, "纤")
    assert "经开区光纤费" in titles(page)


def test_a_rare_name_is_found_by_any_part_of_it(page, address):
    ask(page, address, "火炬大")
    assert titles(page)[0] == "火炬大厦楼顶LED大屏升级改造"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("13020822P00874710001B", "2021年差旅费（21年借款）"),
        ("13020822p0087471", "2021年差旅费（21年借款）"),
        ("804-0401-JBN-ULCE", "高速口广告牌租赁"),
        ("唐财建[2021]59号", "唐财建[2021]59号2021年开发区建设专项[奖励先进开发区]"),
        ("唐财建〔2021〕59", "唐财建[2021]59号2021年开发区建设专项[奖励先进开发区]"),
        ("ｌｅｄ大屏", "火炬大厦楼顶LED大屏升级改造"),
        ("經開區光纖費", "经开区光纤费"),
        ("经开区 光纤费", "经开区光纤费"),
    ],
)
def test_codes_numbers_and_other_ways_of_writing_find_it(page, address, words, title):
    ask(page, address, words)
    assert titles(page)[0] == title


def test_nothing_found_says_so_and_helps(page, address):
    assert ask(page, address, "天上人间火星") == "没有找到"
    assert "天上人间火星" in page.inner_text("#search-empty")
    assert "两个字最好" in page.inner_text("#search-empty")
    assert titles(page) == []


def test_words_that_stand_nowhere_together_can_be_asked_for_one_by_one(page, address):
    ask(page, address, "广告牌 人防")
    page.click("text=只含其中任何一词的也列出")
    assert settled(page).endswith("项")
    assert "高速口广告牌租赁" in titles(page)
    assert any("人防" in title for title in titles(page))


def test_a_sign_alone_asks_for_a_word(page, address):
    ask(page, address, "≥")
    assert "请至少输入一个汉字" in page.inner_text("#search-empty")


def test_the_sentence_that_matched_is_shown_with_its_words_marked(page, address):
    ask(page, address, "三面翻转")
    marked = page.query_selector_all("#search-results .hit-sentence mark")
    assert [each.inner_text() for each in marked] == ["三面翻转"]
    assert "专用车帖" in page.inner_text("#search-results .hit-sentence")


def test_a_word_with_minus_takes_its_documents_out(page, address):
    ask(page, address, "差旅费")
    assert "2021年差旅费（21年借款）" in titles(page)
    ask(page, address, "差旅费 -借款")
    assert "2021年差旅费（21年借款）" not in titles(page)


def test_a_phrase_in_quotation_marks_stands_together(page, address):
    ask(page, address, "“电费路灯”")
    assert titles(page) == []
    ask(page, address, "电费 路灯")
    assert "路灯电费" in titles(page)


def test_fields_and_amounts_narrow(page, address):
    ask(page, address, "部门:运河园区 名称:广告牌")
    assert titles(page) == ["高速口广告牌租赁"]
    ask(page, address, "年度:2022 >142.48万 名称:2021")
    assert titles(page) == ["唐财建[2021]59号2021年开发区建设专项[奖励先进开发区]"]
    ask(page, address, "年度：２０２２年 >=142.48万 -奖励")
    assert titles(page) == ["物流大道占用中钢（和平）物流土地补偿地块占补平衡款(21年借款）"]


def test_kinds_of_indicators_and_findings_narrow_by_what_they_are_called(page, address):
    without = [document for document in documents() if "no_code" in document.findings]
    assert ask(page, address, "提示:没有项目编码") == f"共{len(without)}项"
    both = [document for document in without if "经济效益指标" in document.indicator_kinds]
    assert ask(page, address, "提示:项目编码 指标:经济效益") == f"共{len(both)}项"
    assert sorted(titles(page)) == sorted(document.title for document in both)
    assert both


def test_counts_of_years_obey_the_query_and_narrow_it(page, address):
    ask(page, address, "招商")
    page.click("#search-narrow > summary")
    choice = page.locator('.narrow-group[data-column="year"] .narrow-choice', has_text="2021")
    count = int(choice.locator(".narrow-count").inner_text())
    choice.locator("input").check()
    page.wait_for_url("**year=2021**")
    page.wait_for_function(f"() => document.querySelectorAll('#search-results .hit').length === {min(count, 10)}")
    assert page.inner_text("#search-status") == f"共{count}项"


def test_the_address_holds_the_whole_question_and_back_brings_the_last_one(page, address):
    ask(page, address, "光纤")
    page.fill("#q", "广告牌")
    page.press("#q", "Enter")
    page.wait_for_function("() => document.querySelector('#search-results .hit-title')?.textContent.includes('广告牌')")
    assert "q=%E5%B9%BF%E5%91%8A%E7%89%8C" in page.url
    page.select_option("#search-sort", "amount")
    page.wait_for_url("**sort=amount**")
    page.go_back()
    page.go_back()
    page.wait_for_function("() => document.querySelector('#search-results .hit-title')?.textContent.includes('光纤')")
    assert page.input_value("#q") == "光纤"
    page.go_forward()
    page.wait_for_function("() => document.querySelector('#search-results .hit-title')?.textContent.includes('广告牌')")
    page.goto(address + "/search/index.html?q=招商&year=2021&sort=amount")
    assert settled(page).startswith("共")
    assert page.input_value("#q") == "招商"
    assert page.input_value("#search-sort") == "amount"


def test_a_question_answered_while_it_was_typed_keeps_the_one_before_it_in_the_history(page, address):
    ask(page, address, "光纤")
    page.fill("#q", "广告")
    page.wait_for_url("**q=%E5%B9%BF%E5%91%8A")
    page.fill("#q", "广告牌")
    page.wait_for_url("**q=%E5%B9%BF%E5%91%8A%E7%89%8C")
    page.press("#q", "Enter")
    page.wait_for_timeout(300)
    page.go_back()
    page.wait_for_function("() => document.querySelector('#search-results .hit-title')?.textContent.includes('光纤')")
    assert page.input_value("#q") == "光纤"


def test_the_largest_amount_comes_first_when_asked(page, address):
    page.goto(address + "/search/index.html?q=经费&sort=amount")
    settled(page)
    values = page.eval_on_selector_all("#search-results .hit-budget", "found => found.map(each => Number(each.value))")
    assert len(values) > 3
    assert values == sorted(values, reverse=True)


def test_scrolling_brings_the_rest(page, address):
    said = ask(page, address, "资金")
    total = sum(map(int, re.findall(r"\d+", said)))  # with the portal's own pages
    assert total > 20
    reach(page, total)
    assert len(titles(page)) == total
    assert not page.is_visible("#search-more")


def test_a_list_scrolled_in_the_frame_in_which_it_grows_goes_on_growing(page, address):
    """A held End key, or a slow machine: the end of the list never leaves the view."""
    total = sum(map(int, re.findall(r"\d+", ask(page, address, "资金"))))
    page.evaluate(
        "() => new MutationObserver(() => scrollTo(0, document.body.scrollHeight))"
        ".observe(document.getElementById('search-results'), { childList: true })"
    )
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(
        "(count) => document.querySelectorAll('#search-results .hit').length === count", arg=total, timeout=10_000
    )


def test_the_form_of_another_page_leads_to_the_results(page, address):
    page.goto(address + "/index.html")
    page.fill("input[name=q]", "光纤")
    page.press("input[name=q]", "Enter")
    settled(page)
    assert titles(page)[0] == "经开区光纤费"


def test_every_substring_finds_what_a_plain_scan_finds_and_nothing_else(page, address):
    """150 words, names and random cuts of two to six characters; every candidate is confirmed by its text."""
    chance = random.Random(17)  # noqa: S311 - the same cuts every time
    texts = [fold(passage.text) for document in documents() for passage in document.passages if len(passage.text) > 8]
    cuts: list[str] = []
    while len(cuts) < 150:
        text, size = chance.choice(texts), chance.randint(2, 6)
        at = chance.randrange(len(text) - size)
        cut = text[at : at + size]
        begun = at == 0 or not (in_word(text[at]) and in_word(text[at - 1]))
        if (
            begun
            and terms(cut)
            and not re.match("[≥≤].*[万亿元]", cut)
            and " " not in cut
            and not set(cut) & set('"-<>=:')
        ):
            cuts.append(cut)
    page.goto(address + "/search/index.html")
    page.wait_for_function("() => window.MZ && MZ.index.manifest")
    found = page.evaluate(
        """async (cuts) => {
          const all = [];
          for (const cut of cuts) {
            const result = await MZ.engine.search(cut);
            await result.more(Infinity);
            all.push(result.shown.map((each) => each.document).sort((a, b) => a - b));
          }
          return all;
        }""",
        cuts,
    )
    assert dict(zip(cuts, found, strict=True)) == {cut: scan(cut) for cut in cuts}


def in_word(char: str) -> bool:
    return bool(terms(char)) and not is_run(char)


def scan(cut: str) -> list[int]:
    """The documents that hold a cut, by reading every text; a letter or digit at its front begins a word."""
    found = []
    for number, document in enumerate(documents()):
        for text in (fold(passage.text) for passage in document.passages):
            places = [at for at in range(len(text)) if text.startswith(cut, at)]
            if any(at == 0 or not (in_word(text[at]) and in_word(text[at - 1])) for at in places):
                found.append(number)
                break
    return found
