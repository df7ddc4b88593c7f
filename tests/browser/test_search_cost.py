"""What a search may cost: few texts where few bear the words out, and nothing before there is a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from search_portals import ask, served, titles, write_portal

from generator.model import Passage, SearchDocument

pytestmark = pytest.mark.browser
APART = 130  # projects that hold all the words, but never one behind the other


def project(number: int, *sentences: str) -> SearchDocument:
    passages = tuple(Passage("indicators", sentence, f"i{i}") for i, sentence in enumerate(sentences))
    return SearchDocument("project", f"projects/{number:04d}/index.html", f"第{number}项", passages, year=2024)


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site: Path = tmp_path_factory.mktemp("search-cost")
    apart = [project(number, "说合格率。", "共93个。") for number in range(APART)]
    write_portal([*apart, project(APART, "按季统计，确保全年合格率≥93%以上。")], site)
    with served(site) as url:
        yield url


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_a_page_of_results_reads_a_hundred_texts_and_then_asks_before_it_goes_on(page, http):
    assert ask(page, http, "合格率≥93") == "前100处候选中没有逐字相符的"
    page.click("text=继续查找")
    page.wait_for_selector("#search-results .hit")
    assert titles(page) == [f"第{APART}项"]
    assert page.inner_text("#search-status") == "共1项"


def test_the_rehearsal_loads_nothing_and_shows_nothing(page, http):
    asked: list[str] = []
    page.goto(http + "/search/index.html")
    page.wait_for_function("() => window.MZ && MZ.index.manifest")
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("MZ.rehearse(() => false)")
    assert asked == []
    assert page.evaluate("MZ.page.result") is None
    assert titles(page) == []


def test_a_search_begun_stops_the_rehearsal(page, http):
    page.goto(http + "/search/index.html")
    page.wait_for_function("() => window.MZ && MZ.index.manifest")
    steps = page.evaluate("async () => { let asked = 0; await MZ.rehearse(() => ++asked === 2); return asked; }")
    assert steps == 2
