"""What a result says of itself and what leaves with it: how many, of which kind, from where."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page
from search_portals import ask, documents, titles, write_portal

from generator.search.terms import fold

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("search-take")
    write_portal(documents(), site)
    return site


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1000, "height": 800}, accept_downloads=True)
    yield context.new_page()
    context.close()


def taken(page: Page, form: str) -> str:
    """What leaves by one of the buttons."""
    page.evaluate("document.querySelector('.search-take').open = true")
    with page.expect_download() as caught:
        page.click(f'[data-take="{form}"]')
    return Path(caught.value.path()).read_text("utf-8-sig")


def rows(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken(page, "csv"))))


def holding(words: str) -> dict[str, list[str]]:
    """The titles of the documents that hold some words, by kind."""
    found: dict[str, list[str]] = {}
    for document in documents():
        if any(fold(words) in fold(passage.text) for passage in document.passages):
            found.setdefault(document.kind, []).append(document.title)
    return found


@pytest.mark.parametrize("order", ["relevance", "amount", "name"])
def test_the_portal_s_own_pages_come_last_and_are_counted_apart(page: Page, http: str, order: str):
    explaining = holding("路灯")["page"]
    others = [title for kind, found in holding("路灯").items() if kind != "page" for title in found]
    page.goto(f"{http}/search/index.html?q=路灯&sort={order}")
    page.wait_for_selector(".hit")
    page.wait_for_function("() => MZ.page.result.done")
    assert page.inner_text("#search-status") == f"共{len(others)}项，另有说明{len(explaining)}篇"
    assert sorted(titles(page)[: len(others)]) == sorted(others)
    assert sorted(titles(page)[len(others) :]) == sorted(explaining)
    assert others
    assert explaining


def test_pages_come_last_even_where_the_best_of_a_long_entry_tell_the_order(page: Page, http: str):
    page.goto(http + "/search/index.html")
    page.wait_for_function("() => window.MZ && MZ.index.manifest")
    first = """([best, wanted]) => {
      const entry = { name: "x", long: true, count: wanted.length, best: { documents: Int32Array.from(best) } };
      const found = MZ.rank.first(Int32Array.from(wanted), [{ name: "x", entries: [entry] }], 2);
      return found && Array.from(found);
    }"""
    last = len(documents()) - 1
    assert page.evaluate(first, [[last, 3, 1, 2], [1, 2, 3, last]]) == [3, 1, 2]
    assert page.evaluate(first, [[last, 3], [1, 2, 3, last]]) is None, "the whole order has to tell"


def test_a_spreadsheet_tells_what_kind_of_thing_each_row_is(page: Page, http: str):
    ask(page, http, "路灯")
    assert [row["种类"] for row in rows(page)][-1] == "说明"
    assert {row["种类"] for row in rows(page)} >= {"项目", "说明"}
    read: dict[str, Any] = json.loads(taken(page, "json"))
    assert [row["kind"] for row in read["results"]][-1] == "page"


def test_a_department_s_year_is_exported_with_the_place_of_its_sentence(page: Page, http: str):
    year = next(document for document in documents() if document.kind == "department_year")
    passage = next(each for each in year.passages if each.field == "part_one" and len(each.text) > 20)
    words = passage.text[:12]
    ask(page, http, f'"{words}"')
    row = next(row for row in rows(page) if row["种类"] == "部门年度" and row["名称"] == year.title)
    place = row["来源位置"]
    assert row["相符的原文"].startswith(words)
    assert year.source_url.split("/")[-2] + "-" + place == passage.fragment
    link = page.locator(".hit", has_text="部门年度").first.locator("text=看原文")
    assert link.get_attribute("href") == f"../{year.source_url}#{place}"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_leaves_names_its_pages_by_addresses_that_open_anywhere(page: Page, http: str, form: str):
    ask(page, http, "路灯电费")
    if form == "csv":
        row = rows(page)[0]
        assert row["页面"].startswith(http + "/projects/")
        assert row["原文页面"].startswith(http + "/sources/")
    else:
        read = json.loads(taken(page, "json"))
        assert read["address"].startswith(http + "/search/index.html?q=")
        assert read["results"][0]["url"].startswith(http + "/projects/")
    assert page.locator(".caution").count() == 0


def test_a_portal_on_a_disk_says_that_nobody_else_can_open_its_addresses(page: Page, folder: Path):
    ask(page, folder.as_uri(), "路灯电费")
    page.click(".search-take > summary")
    assert "别人打不开" in page.inner_text("#search-take .caution")
    page.click(".hit-cite")
    assert "别人打不开" in page.inner_text("dialog.cite .caution")


def test_after_an_export_the_number_is_exact_and_the_next_question_forgets_it(page: Page, http: str):
    ask(page, http, "合同约定")
    page.evaluate("document.getElementById('search-status').textContent = '约50项'")
    count = len(rows(page))
    assert page.inner_text("#search-status").startswith("共")
    assert page.inner_text(".take-progress") == f"已导出{count}项：搜索结果-合同约定.csv"
    page.fill("#q", "光纤")
    page.press("#q", "Enter")
    page.wait_for_function("() => document.querySelector('.hit-title')?.textContent === '经开区光纤费'")
    assert page.inner_text(".take-progress") == ""


def test_a_question_asked_during_an_export_does_not_name_its_file(page: Page, http: str):
    ask(page, http, "资金")
    page.evaluate("document.querySelector('.search-take').open = true")
    with page.expect_download() as caught:
        page.evaluate("""() => {
          document.querySelector('[data-take="json"]').click();
          document.getElementById("q").value = "光纤";
          document.getElementById("q").form.requestSubmit();
        }""")
    assert caught.value.suggested_filename == "搜索结果-资金.json"
    read = json.loads(Path(caught.value.path()).read_text("utf-8"))
    assert (read["query"], unquote(read["address"]).split("=")[-1]) == ("资金", "资金")
    assert read["count"] > 20


def test_the_citation_of_a_narrowed_search_says_what_it_was_narrowed_to(page: Page, http: str):
    for asked, said in (
        ("year=2021&year=2024", "检索全部内容（年度：2021、2024）的结果（共"),
        ("q=资金 路灯&any=1", "检索“资金 路灯”（只含任何一词的也列出）的结果（共"),
        ("q=资金&year=2021&amount=100万-1000万", "检索“资金”（年度：2021；预算数：100万至1000万元）的结果（共"),
    ):
        page.goto(f"{http}/search/index.html?{asked}")
        page.wait_for_selector(".hit")
        page.wait_for_function("() => MZ.page.result.exact")
        page.evaluate("document.querySelector('.search-take').open = true")
        page.click('[data-take="cite"]')
        assert said in page.input_value("dialog.cite textarea")
