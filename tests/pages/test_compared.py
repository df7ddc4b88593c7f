"""Indicators compared across departments: rows on disk, pages of them, and the whole of it in a built site."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from generator.build import build
from generator.compared import Compared, packed
from generator.pages.compared import Compare, Listed, kind_pages, kinds_index
from generator.portal import open_portal
from generator.settings import Lists, Settings

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build(open_portal(CONTENT, folder / "site"), kept=folder / "store")
    return folder / "site"


def page(site: Path, url: str) -> str:
    return (site / url).read_text("utf-8")


def row(kind: str, value: str | None, project: str = "2024-x", unit: str = "%", printed: str = "") -> Compare:
    number = None if value is None else Decimal(value)
    return Compare(
        kind, unit if value else "", number, printed or f"≥{value}{unit}", "130208-439", "2024", project, 1, "满意度",
        "满意度", "≥", "居民满意度", "路灯", "某局", "丰润区", "130208-439001-2024", "L9",
    )  # fmt: skip


def spooled(folder: Path, rows: list[Compare]) -> Compared:
    with Compared(folder) as compared:
        for one in rows:
            compared.add(packed([one]).items())
    return compared


def test_rows_come_back_kind_by_kind_by_unit_and_value(tmp_path: Path) -> None:
    """The commonest unit first, in it the largest value; what is no number comes last."""
    rows = [row("a", "90"), row("b", "1"), row("a", "18", unit="家"), row("a", None, printed="满意"), row("a", "95")]
    kinds = {found[:1][0].kind: found for found in spooled(tmp_path, rows).kinds()}
    assert sorted(kinds) == ["a", "b"]
    assert [one.printed for one in kinds["a"][:]] == ["≥95%", "≥90%", "≥18家", "满意"]
    assert kinds["a"][1] == row("a", "90")


def test_the_order_does_not_depend_on_the_order_of_departments(tmp_path: Path) -> None:
    rows = [row("a", "90", f"2024-{n}") for n in range(5)]
    there = next(spooled(tmp_path / "1", rows).kinds())
    back = next(spooled(tmp_path / "2", rows[::-1]).kinds())
    assert there[:] == back[:]


@pytest.mark.parametrize("at_once", [1, 1000])
def test_rows_that_come_to_the_disk_in_pieces_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    rows = [row("abcd"[n % 4], str(n), f"2024-{n}") for n in range(40)]
    whole = [list(kind) for kind in spooled(tmp_path / "whole", rows).kinds()]
    monkeypatch.setattr("generator.compared._AT_ONCE", at_once)
    monkeypatch.setattr("generator.compared._LARGE", 0)
    pieces = spooled(tmp_path / "pieces", rows)
    assert [list(kind) for kind in pieces.kinds()] == whole
    assert [list(kind) for heap in pieces.heaps() for kind in heap.kinds(0)] == whole


def test_many_rows_are_sorted_on_disk_as_few_are_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several runs, several kinds, in any order: the same rows, and the same pages of them."""
    monkeypatch.setattr("generator.spooled._RUN", 1000)
    monkeypatch.setattr("generator.spooled._BLOCK", 300)
    values = [None if n % 7 == 0 else str(n % 5) for n in range(60)]
    rows = [
        row("ab"[n % 2], value, f"2024-{n * 37 % 60:02}", unit="%" if n % 3 else "家", printed=str(n % 4))
        for n, value in enumerate(values)
    ]
    heaps = spooled(tmp_path, rows).heaps()
    there = [list(kind) for heap in heaps for kind in heap.kinds()]
    settings = Settings(lists=Lists(rows=4))
    pages = [page for heap in heaps for kind in heap.kinds() for page in kind_pages(kind, settings)]
    assert [list(kind) for heap in heaps for kind in heap.kinds(0)] == there
    assert [page for heap in heaps for kind in heap.kinds(0) for page in kind_pages(kind, settings)] == pages
    assert sorted(path.name for path in tmp_path.iterdir()) == ["compared.rows"]


def test_a_kind_with_one_row_has_no_page_but_a_line_of_the_index(tmp_path: Path) -> None:
    (found,) = list(kind_pages(next(spooled(tmp_path, [row("a", "90")]).kinds()), Settings()))
    assert isinstance(found, Listed)
    assert (found.url, found.place) == (
        "projects/2024-x/index.html#i1",
        "sources/130208-439001-2024/index.html#L9",
    )


def test_long_lists_continue_and_the_drawing_leads_to_the_right_page(tmp_path: Path) -> None:
    rows = [row("a", str(100 - n // 3), f"2024-{n}") for n in range(10)]
    made = list(kind_pages(next(spooled(tmp_path, rows).kinds()), Settings(lists=Lists(rows=4))))
    pages, line = made[:-1], made[-1]
    assert isinstance(line, Listed)
    assert (line.count, line.spread) == (10, "97% 到 100%")
    urls = [one.url for one in pages if not isinstance(one, Listed)]
    assert urls == [f"indicators/a/{tail}index.html" for tail in ("", "page-2/", "page-3/")]
    first = pages[0]
    assert not isinstance(first, Listed)
    assert "../../indicators/a/page-2/index.html#r7" in str(first.names["charts"][0])
    assert 'href="#r4"' in str(first.names["charts"][0])


def test_the_index_has_pages_before_single_ones(tmp_path: Path) -> None:
    listed = [
        Listed("质量", "验收合格率", "indicators/acceptance/index.html", 4, 2, 2, "70% 到 95%"),
        Listed("数量", "供暖天数", "projects/x/index.html#i1", 1, 1, 1, "≥120天", "sources/x/index.html#L1", "某局"),
    ]
    (only,) = kinds_index(listed[::-1], Settings())
    assert [aspect for aspect, _ in only.names["several"]] == ["质量"]
    assert [aspect for aspect, _ in only.names["alone"]] == ["数量"]


def test_satisfaction_of_all_five_departments_stands_on_one_page(site: Path) -> None:
    text = page(site, "indicators/satisfaction/index.html")
    assert "45 项指标" in text
    assert "36项，从 90% 到 95%，中间的一项是 90%；最多的是 90%，29项（约81%）。" in text
    assert text.count('<th scope="row" class="target">') == 45


def test_a_projects_page_leads_to_the_kinds_that_have_a_name(site: Path) -> None:
    """2021年差旅费（21年借款）: 资金拨付时限, 每次成本 (alone in the portal, and yet a page), 满意度"""
    text = page(site, "projects/2022-13020822P00874710001B/index.html")
    links = re.findall(r'<p class="compare">.*?</p>', text)
    assert re.findall(r"indicators/([^/]+)/index", links[0]) == ["payment-time", "cost-per-time", "satisfaction"]
    assert "1 项指标" in page(site, "indicators/cost-per-time/index.html")


def test_costs_per_month_are_compared_in_yuan(site: Path) -> None:
    text = page(site, "indicators/cost-per-month/index.html")
    assert re.findall(r'<data value="(\d+)">(≤[^<]+)</data>', text) == [("13000", "≤1.3万元/月"), ("950", "≤950元/月")]
    assert "2项，从 950 元/月 到 1.3 万元/月。" in text


def test_every_value_of_every_kind_is_linked_to_its_cell(site: Path) -> None:
    pages = sorted((site / "indicators").rglob("index.html"))
    assert len(pages) > 20
    for path in pages:
        for target in re.findall(r'<th scope="row" class="target">(.*?)</th>', path.read_text("utf-8")):
            assert re.match(r'<a class="fig" href="[./]+/sources/[^"#]+/index\.html#L\d+">', target)
        for figure in re.finditer(r"<data value", path.read_text("utf-8")):
            before = path.read_text("utf-8")[: figure.start()]
            assert before.rfind('<a class="fig"') > before.rfind("</a>")


def test_the_table_works_without_its_script_and_the_script_is_there(site: Path) -> None:
    text = page(site, "indicators/satisfaction/index.html")
    (script,) = re.findall(r'<script src="\.\./\.\./(assets/tables-sort\.[0-9a-f]+\.js)">', text)
    assert (site / script).is_file()
    assert "tables-sort" not in page(site, "index.html")
