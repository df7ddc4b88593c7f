"""The browser's side of the terms, codes and scores against the same vectors and against stock Lunr."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from search_portals import documents, write_portal

from generator.search import codec, merging, pieces, stock, survey
from generator.search.terms import fold, terms

pytestmark = pytest.mark.browser

VECTORS = json.loads((Path(__file__).parents[1] / "search" / "vectors.json").read_text(encoding="utf-8"))
LUNR = Path(__file__).parents[1] / "search" / "vendor" / "lunr-2.3.9.min.js"
STOCK = """async ([text, queries]) => {
  const read = JSON.parse(text);
  window.whole = lunr.Index.load(read);
  const wrong = [];
  for (const [terms, any] of queries) {
    const found = whole.query((query) => terms.forEach((term) => query.term(term, {
      usePipeline: false, presence: any ? lunr.Query.presence.OPTIONAL : lunr.Query.presence.REQUIRED })));
    found.sort((a, b) => b.score - a.score || a.ref - b.ref);
    const asked = await Promise.all(terms.map(async (term) => ({ name: term, entries: [await MZ.index.entry(term)] })));
    const clauses = asked.filter((clause) => clause.entries[0]);
    const lists = clauses.map((clause) => clause.entries[0].documents);
    const documents = lists.length < terms.length && !any ? new Int32Array(0)
      : !lists.length ? new Int32Array(0) : any ? MZ.match.union(lists) : lists.reduce(MZ.match.intersect);
    const order = Array.from(documents.length ? await MZ.rank.all(documents, clauses) : []);
    const points = documents.length ? await MZ.rank.scores(documents, clauses) : [];
    const score = new Map(Array.from(documents, (document, i) => [document, points[i]]));
    const same = order.length === found.length
      && found.every((each, i) => Number(each.ref) === order[i] && each.score === score.get(order[i]));
    if (!same) wrong.push([terms, any, found.slice(0, 3).map((each) => [each.ref, each.score]), order.slice(0, 3)]);
  }
  return wrong;
}"""


@pytest.fixture(scope="module", params=["one piece", "long entries"])
def page(request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The search page of the five submissions, as it is and with all limits turned down."""
    site = tmp_path_factory.mktemp("terms")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "long entries":
            patch.setattr(survey, "_ROWS", (500, 500))
            patch.setattr(survey, "_RANGES", (1000, 1000))
            patch.setattr(pieces, "PART", 8)
            patch.setattr(pieces, "TARGET", 600)
            patch.setattr(pieces, "HEAD", 10)
            patch.setattr(merging.Limits, "of", classmethod(lambda cls, _: cls(12, 40)))
        write_portal(documents(), site)
    opened = chromium.new_page(bypass_csp=True)  # what is asked beside ours is no part of the site
    opened.goto(site.as_uri() + "/search/index.html")
    opened.add_script_tag(path=LUNR)
    opened.wait_for_function("() => window.MZ && MZ.index.manifest")
    yield opened
    opened.close()


def test_the_browser_folds_and_cuts_every_vector_as_python_does(page):
    page.evaluate("MZ.engine.loadTable()")
    texts = [vector["text"] for vector in VECTORS]
    assert page.evaluate("texts => texts.map(MZ.terms.fold)", texts) == [vector["folded"] for vector in VECTORS]
    assert page.evaluate("texts => texts.map(MZ.terms.terms)", texts) == [vector["terms"] for vector in VECTORS]


def test_the_browser_cuts_awkward_mixtures_as_python_does(page):
    page.evaluate("MZ.engine.loadTable()")
    chance = random.Random(11)  # noqa: S311 - the same texts every time
    pool = "绩效目 \u3000\n标a1Ａ…萬𠮷ー.,-①⑩㎡\u0301가ΣςİÇ\u200b【”"
    texts = ["".join(chance.choices(pool, k=chance.randint(0, 12))) for _ in range(1500)]
    assert page.evaluate("texts => texts.map(MZ.terms.fold)", texts) == [fold(text) for text in texts]
    assert page.evaluate("texts => texts.map(MZ.terms.terms)", texts) == [terms(text) for text in texts]


def test_the_browser_reads_numbers_as_python_writes_them(page):
    values = [0, 1, 63, 64, 65, 2065, 2066, 2067, 100_000, codec.LIMIT - 1]
    assert page.evaluate("text => Array.from(MZ.codec.read(text))", codec.text(values)) == values


def test_documents_order_and_scores_are_those_of_stock_lunr_on_the_whole_index(page):
    """All terms and any term, 100 queries each: pairs that stand together and pairs that do not, rare and common."""
    chance = random.Random(3)  # noqa: S311 - the same queries every time
    texts = [terms(passage.text) for document in documents() for passage in document.passages]
    queries = []
    for number in range(200):
        found = chance.choice([text for text in texts if len(text) > 6])
        at = chance.randrange(len(found) - 4)
        near = found[at : at + chance.randint(1, 4)]
        if number % 5 == 0:
            near = [*near, chance.choice(chance.choice([text for text in texts if text]))]
        queries.append([list(dict.fromkeys(near)), number % 2 == 1])
    assert page.evaluate(STOCK, [stock.lunr_json(documents()).decode(), queries]) == []


def test_scores_are_those_of_the_lunr_package_too(page):
    index = stock.builder(documents()).build()
    for term in ("光纤", "资金", "2021", "指标", "费"):
        answers = index.query(callback=lambda query, term=term: query.term(term))
        found = {int(each["ref"]): each["score"] for each in answers}
        ours = page.evaluate(
            """async (term) => {
              const entry = await MZ.index.entry(term);
              const points = await MZ.rank.scores(entry.documents, [{ name: term, entries: [entry] }]);
              return Array.from(entry.documents, (document, i) => [document, points[i]]);
            }""",
            term,
        )
        assert dict(ours) == pytest.approx(found, abs=0.0011)
        assert found


def test_a_character_or_the_beginning_of_a_word_finds_what_lunr_finds_by_its_wildcard(page):
    index = stock.builder(documents()).build()
    for beginning in ("光", "费", "绩", "用", "唐", "1", "2", "20", "13", "1302", "13020822", "led"):
        found = {int(each["ref"]) for each in index.search(beginning + "*")}
        ours = page.evaluate("async (text) => Array.from((await MZ.engine.search(text)).documents)", beginning)
        assert set(ours) == found


def test_marks_stand_where_the_words_stand_in_the_text_as_printed(page):
    """Where folding makes one sign three, joins two, or drops a blank, the marks still fit the printed text."""
    cases = [
        ("火炬大厦楼顶ＬＥＤ大屏", "led大", "ＬＥＤ大"),
        ("……省略㎡和其他", "m2和", "㎡和"),
        ("唐山 高新\n区管委会", "山高新区", "山 高新\n区"),
        ("绩\u200b效目标", "绩效", "绩\u200b效"),
        ("𠮷野家的人", "野家", "野家"),
        ("共⑩个，第10个", "10个", "⑩个"),
        ("e\u0301tude研究", "tude研", None),
    ]
    for text, words, expected in cases:
        found = page.evaluate(
            "([text, words]) => MZ.marks.ranges(text, [MZ.terms.fold(words)]).map(([a, b]) => text.slice(a, b))",
            [text, words],
        )
        assert found[:1] == ([expected] if expected else []), text
