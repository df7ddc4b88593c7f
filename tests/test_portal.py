"""The built portal, read as a visitor's browser reads it: no dead link, no island, no figure without its source."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from published import KINDS, Page, files_of, is_elsewhere, pages_of

from generator.money import YUAN_PER

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'self' file:"
)


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    return pages_of(site)


def test_every_kind_of_page_is_there(pages: dict[str, Page]):
    assert [name for name in KINDS if name not in pages] == []


def test_every_link_and_every_fragment_leads_somewhere(site: Path, pages: dict[str, Page]):
    files, dead, followed, fragments = files_of(site), [], 0, 0
    for page in pages.values():
        for element, address in page.addresses():
            if is_elsewhere(address):
                continue
            followed += 1
            target, fragment = page.resolve(address)
            if target not in files:
                dead.append(f"{page.name}:{element.line}: {address}")
            elif fragment:
                fragments += 1
                if target not in pages or fragment not in pages[target].by_id:
                    dead.append(f"{page.name}:{element.line}: {address}")
    assert dead == []
    assert followed > 5_000
    assert fragments > 2_000


def test_every_link_names_a_file_so_that_it_works_from_a_disk(pages: dict[str, Page]):
    """``../`` opens a folder's listing on ``file://``."""
    folders = [
        f"{page.name}:{element.line}: {address}"
        for page in pages.values()
        for element, address in page.addresses()
        if not is_elsewhere(address) and re.split("[?#]", address)[0].endswith(("/", "..", "."))
    ]
    assert folders == []
    assert not any(address.startswith("/") for page in pages.values() for _, address in page.addresses())


def test_links_inside_drawings_are_followed_too(pages: dict[str, Page]):
    inside = [
        address
        for page in pages.values()
        for element, address in page.addresses()
        if element.tag == "a" and element.around("svg")
    ]
    assert len(inside) > 20


def test_no_page_is_an_island(pages: dict[str, Page]):
    reached, todo = {"index.html"}, ["index.html"]
    while todo:
        page = pages[todo.pop()]
        for element, address in page.addresses():
            if element.tag == "a" and not is_elsewhere(address):
                target, _ = page.resolve(address)
                if target in pages and target not in reached:
                    reached.add(target)
                    todo.append(target)
    assert sorted(set(pages) - reached) == ["404.html"]  # the server's own


def test_every_download_is_linked_from_a_page(site: Path, pages: dict[str, Page]):
    linked = {page.resolve(a)[0] for page in pages.values() for _, a in page.addresses() if not is_elsewhere(a)}
    fetched_by_scripts = re.compile(r"search/(?!index)|assets/")
    known_to_machines = {"robots.txt", "sitemap.xml", "404.html", ".well-known/security.txt"}
    islands = {name for name in files_of(site) if not fetched_by_scripts.match(name)} - linked - known_to_machines
    assert sorted(islands) == []


def test_ids_are_unique_on_every_page(pages: dict[str, Page]):
    counted = 0
    for page in pages.values():
        ids = Counter(element.attributes["id"] for element in page.elements if "id" in element.attributes)
        assert [name for name, times in ids.items() if times > 1 or not name or " " in name] == [], page.name
        counted += len(ids)
    assert counted > 3_000


# --- figures -------------------------------------------------------------------------------------

NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(百万元|亿元|万元|千元|元|万|亿|%|％|百分比)?")
IN_HUNDREDS = {"%", "％", "百分比"}


def said_by(printed: str, shown: str) -> set[Decimal]:
    """What a cell of these documents may stand for, all of which count in 万元: an amount, a share, or a target's
    own number (≤950元/月 is 950, and in a comparison of amounts 950 yuan)."""
    found = NUMBER.search(printed)
    if not found:
        return set()
    number, unit = Decimal(found[1].replace(",", "")), found[2]
    bare = NUMBER.fullmatch(printed) is not None
    if bare and not unit:
        return {number * 10_000} if "元" in shown else {number / 100} if shown.endswith("%") else {number}
    if bare and shown != printed:
        return {number / 100} if unit in IN_HUNDREDS else {number * YUAN_PER[unit]}
    return {number, number * YUAN_PER.get(unit or "", 1), number / (100 if unit in IN_HUNDREDS else 1)}


def test_every_figure_is_what_its_source_says(pages: dict[str, Page]):
    wrong: list[str] = []
    kinds: Counter[str] = Counter()
    for page in pages.values():
        for data in page.all("data"):
            link = data.around("a")
            if link is None or "fig" not in link.attributes.get("class", "").split():
                continue
            target, fragment = page.resolve(link.attributes["href"])
            if not target.startswith("sources/"):
                continue  # a sum links to the list of what it adds up
            printed, shown = pages[target].by_id[fragment].text.strip(), data.text.strip()
            value = Decimal(data.attributes["value"])
            kinds["amounts" if "元" in shown else "shares" if shown.endswith("%") else "others"] += 1
            if value not in said_by(printed, shown):
                wrong.append(f"{page.name}:{data.line}: {value} shown as {shown!r}, printed {printed!r} at {fragment}")
    assert wrong == []
    assert {kind for kind, times in kinds.items() if times > 200} == {"amounts", "shares", "others"}


def test_the_value_of_every_figure_is_a_plain_number(pages: dict[str, Page]):
    values = [data.attributes["value"] for page in pages.values() for data in page.all("data")]
    assert len(values) > 1_000
    assert [value for value in values if not re.fullmatch(r"-?\d+(?:\.\d+)?", value)] == []


# --- what a page may hold ------------------------------------------------------------------------


def test_every_page_carries_the_policy_and_nothing_inline(pages: dict[str, Page]):
    for page in pages.values():
        policies = [
            meta.attributes["content"]
            for meta in page.all("meta")
            if meta.attributes.get("http-equiv", "").lower() == "content-security-policy"
        ]
        assert policies == [POLICY], page.name
        for element in page.elements:
            where = f"{page.name}:{element.line}: <{element.tag}>"
            assert element.tag not in ("style", "base", "iframe", "object", "embed"), where
            assert not [name for name in element.attributes if name == "style" or name.startswith("on")], where
            if element.tag == "script":
                assert "src" in element.attributes, where
                assert not element.text.strip(), where


def test_the_policy_stands_before_anything_is_loaded(pages: dict[str, Page]):
    for page in pages.values():
        tags = [e for e in page.elements if e.tag in ("meta", "link", "script", "img")]
        policy = next(n for n, e in enumerate(tags) if e.attributes.get("http-equiv") == "Content-Security-Policy")
        assert {e.tag for e in tags[:policy]} <= {"meta"}, page.name


def test_nothing_is_taken_from_a_third_party_and_every_link_away_says_what_it_is(pages: dict[str, Page]):
    away = set()
    for page in pages.values():
        for element, address in page.addresses():
            if is_elsewhere(address):
                where = f"{page.name}:{element.line}: {address}"
                assert element.tag == "a", where
                assert element.attributes.get("rel"), where
                assert address.startswith(("https://", "http://", "mailto:")), where
                away.add(address)
    assert away


def test_styles_load_nothing_from_elsewhere(site: Path):
    styles = list((site / "assets").glob("*.css"))
    assert styles
    for style in styles:
        for address in re.findall(r"url\(\s*['\"]?([^'\")]*)", style.read_text("utf-8")):
            assert address.startswith("data:image/") or (style.parent / address).is_file(), (style.name, address)
        assert "@import" not in style.read_text("utf-8")


def test_every_page_says_its_language_its_title_and_that_these_are_targets(pages: dict[str, Page]):
    titles = Counter()
    for page in pages.values():
        assert page.all("html")[0].attributes["lang"] == "zh-CN"
        (title,) = [e for e in page.all("title") if e.around("head")]
        titles[title.text] += 1
        assert len(page.all("h1")) == 1, page.name
        assert len(page.all("main")) == 1, page.name
        assert "这是目标，不是执行结果" in page.all("body")[0].text, page.name
    assert len(titles) > 50


def test_every_chart_has_words_and_a_table_beside_it(pages: dict[str, Page]):
    charts = [(page, svg) for page in pages.values() for svg in page.all("svg") if svg.around("figure")]
    assert len(charts) > 50
    for page, svg in charts:
        where = f"{page.name}:{svg.line}"
        figure = svg.around("figure")
        links = [e for e in page.all("a") if e.around("svg") is svg]
        # a picture whose parts are links is no picture: what is in it is read as it stands
        assert links or (svg.attributes.get("role") == "img" and svg.attributes.get("aria-labelledby")), where
        assert any(e.around("figure") is figure for e in page.all("figcaption")), where
        tables = "".join(e.text for e in page.all("table"))
        amounts = [
            e.text for e in page.all("text") if e.around("svg") is svg and re.fullmatch(r"[\d.,]+ [万亿]?元", e.text)
        ]
        assert [amount for amount in amounts if amount not in tables] == [], where


def test_the_damage_is_shown_where_it_is(pages: dict[str, Page]):
    broken_off = pages["projects/2022-13020822P00874610001M/index.html"].all("main")[0].text
    assert "原文此处缺失" in broken_off
    headless = pages["projects/2022-13020822P008841100011/index.html"].all("main")[0].text
    assert "原文有缺损" in headless
    source = pages["sources/130208-439001-2022/index.html"]
    for anchor, words in (
        ("L602", "资金到位时效"),
        ("L603", "≤20天（工作日）"),
        ("L604", "拨款凭证"),
        ("L607", "成本指标"),
    ):
        assert source.by_id[anchor].text.strip() == words
    year = pages["departments/130208-439/2022/index.html"].all("main")[0].text
    assert "资金到位时效" in year


def test_every_line_of_a_source_is_shown_with_its_anchor(site: Path, pages: dict[str, Page]):
    """The source view against the file itself: every line that says something stands at its number."""
    for name in ("130208-439001-2022", "130535-804002-undated"):
        view = pages[f"sources/{name}/index.html"]
        lines = (site / "sources" / name / f"{name}.txt").read_text("utf-8").split("\n")
        said = [number for number, line in enumerate(lines, 1) if line.strip()]
        assert len(said) > 300
        for number in said:
            assert f"L{number}" in view.by_id, (name, number)
            assert "".join(lines[number - 1].split()) == "".join(view.by_id[f"L{number}"].text.split()), (name, number)


# --- what machines read --------------------------------------------------------------------------


def anchors_in(value: Any) -> Iterator[str]:
    """Every anchor inside a line of data."""
    if isinstance(value, dict):
        if isinstance(anchor := value.get("anchor"), str):
            yield anchor
        value = list(value.values())
    if isinstance(value, list):
        for held in value:
            yield from anchors_in(held)


def lines_of(site: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (site / "data" / name).read_text("utf-8").splitlines()]


def test_every_address_and_every_anchor_in_the_data_leads_somewhere(site: Path, pages: dict[str, Page]):
    submissions = {line["id"]: line for line in lines_of(site, "submissions.jsonl")}
    projects = lines_of(site, "projects.jsonl")
    assert (len(submissions), len(projects)) == (5, 45)
    followed = 0
    for line in [*projects, *submissions.values()]:
        assert line["url"] in pages
        source = pages[line["source"]["url"] if "source" in line else line["url"]]
        anchors = list(anchors_in(line))
        owned = [line["region"].get("anchor"), line["fiscal_year"].get("anchor")]
        assert [anchor for anchor in anchors if anchor not in source.by_id] == [], line["id"]
        assert [anchor for anchor in owned if anchor and anchor not in source.by_id] == []
        followed += len(anchors)
    for line in lines_of(site, "findings.jsonl"):
        source = pages[submissions[line["submission"]]["url"]]
        assert [place["anchor"] for place in line["places"] if place["anchor"] not in source.by_id] == []
        assert line["project"] is None or f"projects/{line['project']}/index.html" in pages
    assert followed > 1_200


def test_what_the_data_says_of_a_cell_stands_in_that_cell(site: Path, pages: dict[str, Page]):
    compared = 0
    for line in lines_of(site, "projects.jsonl"):
        source = pages[line["source"]["url"]]
        cells = [line[name] for name in ("budget", "fiscal_funds", "other_funds") if line[name]]
        cells += [*line["plan"], *(indicator["target"] for indicator in line["indicators"] if indicator["target"])]
        for cell in cells:
            assert source.by_id[cell["anchor"]].text.strip() == cell["printed"], (line["id"], cell)
            compared += 1
    assert compared == 45 * (3 + 4) + 271  # three amounts, four checkpoints; one target of 272 is not there


def test_feeds_and_the_search_description_are_well_formed_and_lead_to_pages(site: Path, pages: dict[str, Page]):
    documents = sorted(site.rglob("*.xml"))
    assert len(documents) == 1 + 5 + 1  # the portal's feed, one a department, opensearch.xml
    for document in documents:
        name = document.relative_to(site).as_posix()
        for element in ElementTree.fromstring(document.read_text("utf-8")).iter():  # noqa: S314 — our own
            address = element.get("href") or (element.get("template") or "").partition("?")[0]
            if address and not is_elsewhere(address):
                target, fragment = Page(name, document).resolve(address)
                assert target in pages, (name, address)
                assert not fragment or fragment in pages[target].by_id
