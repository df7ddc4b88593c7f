"""When money is spent and what it is about, on pages: every number with the list behind it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from invented import built, document, page, portal, table

from generator.verify import verify

FIXTURES = Path(__file__).parents[1] / "fixtures"
BARE = table("办公设备购置", "4.2", "13053424P00010110005X", "— — — —", "换旧电脑", "换6台", indicators=())
GREEN = document(
    table("公园绿地养护经费", "120", "13053424P00010110001X"),
    table("苗圃基地建设", "200", "13053424P00010110002X", "0% 0% 10% 100%", "建大棚", "建成"),
    table("古树名木保护", "30", "13053424P00010110003X", "— — — 100%"),
    BARE,
)
WATER = document(table("河道清淤", "50", "13053424P00010110009X", "100% 100% 100% 100%"), unit="802001清河县水务局本级")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("money")
    made, _ = built(folder, {"绿化.txt": GREEN, "水务.txt": WATER})
    assert verify(portal(folder, {})).messages == ()
    return made


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", html)).strip()


def section(text: str, opening: str, closing: str = "</section>") -> str:
    return text[text.index(opening) :].partition(closing)[0]


@pytest.mark.parametrize("url", ["index.html", "regions/130534/index.html", "years/2024/index.html"])
def test_every_overview_says_how_much_is_left_to_the_end_of_the_year(site: Path, url: str) -> None:
    """120 × 25 % + 200 × 90 % = 210 of 404.2; 30 is known by the year's end alone, 4.2 has no plan."""
    told = words(section(page(site, url), '<section id="plan">'))
    assert "计划留到11、12月才花的有 210 万元（约52%），都是清河县绿化管理中心 2024年（210 万元）的。" in told
    assert "一个时点的计划都没有写的有 4.2 万元（约1%）。" in told


def test_the_list_behind_it_names_departments_the_latest_first(site: Path) -> None:
    for url in ("plan/index.html", "regions/130534/plan/index.html", "years/2024/plan/index.html"):
        rows = re.findall(r"<tr><th scope=.row.>(.*?)</tr>", page(site, url))
        assert [words(row).split()[0] for row in rows] == ["清河县绿化管理中心", "清河县水务局"]
        assert re.findall(r'<data value="(\d+)">', rows[0]) == [
            "3542000", "300000", "600000", "1100000", "3500000", "2100000", "42000",
        ]  # fmt: skip
        assert rows[0].count("/departments/130534-801/2024/index.html#plan-list") == 6
    assert "tables-sort" in page(site, "plan/index.html")


def test_behind_a_department_stand_its_projects_and_behind_those_the_source(site: Path) -> None:
    text = page(site, "departments/130534-801/2024/index.html")
    rows = re.findall(r"<tr>(.*?)</tr>", section(text, 'id="plan-list"', "</table>"))[1:]
    assert [words(row) for row in rows] == [
        "公园绿地养护经费25%50%75%100%30 万元",
        "苗圃基地建设0%0%10%100%180 万元",
        "古树名木保护未填未填未填100%—",
        "办公设备购置未填未填未填未填—",
    ]
    assert rows[0].count("/sources/130534-801001-2024/index.html#L") == 4
    assert 'href="../../../projects/2024-13053424P00010110002X/index.html#plan"' in rows[1]


def test_a_department_says_what_its_money_is_about(site: Path) -> None:
    """200, 120 and 30 of 354.2; 苗圃 says 建大棚建成 for 200, that is the least for its money."""
    told = words(section(page(site, "departments/130534-801/2024/index.html"), '<p class="about-money">', "</p>"))
    assert told == (
        "钱最多的三个项目是苗圃基地建设（200 万元）、公园绿地养护经费（120 万元）、古树名木保护（30 万元），"
        "合起来占约99%。"
        "按每万元的说明文字算，说得最少的是苗圃基地建设：5 个字说明 200 万元。"
        "没有写支出计划的有办公设备购置，4.2 万元。没有绩效指标的有办公设备购置，4.2 万元。"
    )
    few = words(section(page(site, "departments/130534-802/2024/index.html"), '<p class="about-money">', "</p>"))
    assert few == "这笔钱用于河道清淤（50 万元）。"
    over = words(section(page(site, "departments/130534-802/index.html"), '<p class="about-money">', "</p>"))
    assert over == "2024年：这笔钱用于河道清淤（50 万元）。"


def test_the_largest_the_most_concentrated_and_the_least_explained_are_computed(site: Path) -> None:
    text = page(site, "index.html")
    largest = re.findall("<li>(.*?)</li>", section(text, '<section id="largest">'))
    assert words(largest[0]) == "苗圃基地建设 清河县绿化管理中心 2024年 200 万元"
    assert len(largest) == 5
    dense = re.findall("<li>(.*?)</li>", section(text, '<section id="concentrated">'))
    assert [words(row) for row in dense] == ["清河县绿化管理中心 2024年 一个项目占约56%：200 万元"]
    least = re.findall("<li>(.*?)</li>", section(text, '<section id="least">'))
    assert words(least[0]) == "苗圃基地建设 清河县绿化管理中心 2024年 5 个字说明 200 万元"
    assert "没有支出计划、没有绩效指标" in words(least[-1])


def test_the_exact_yuan_stand_beside_the_words_and_the_printed_form(site: Path) -> None:
    text = page(site, "projects/2024-13053424P00010110005X/index.html")
    row = re.findall(r"<tr>(.*?)</tr>", section(text, '<section id="money">'))[1]
    assert words(row) == "预算数4.2 万元42,000 元4.2"
    assert row.count('<data value="42000">') == 2


def test_every_figure_of_every_page_leads_somewhere_that_is_there(site: Path) -> None:
    """A ``data`` element stands in a link (or, in a chart's table, beside one), and no link of it is dead."""
    ids: dict[Path, set[str]] = {}
    bare = 0
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        for figure in re.finditer(r'<a class="fig[^"]*" href="([^"]+)">(?:<data|[^<]*<data)', text):
            place, _, fragment = figure[1].partition("#")
            target = (path.parent / place).resolve() if place else path
            assert target.is_file(), (path, figure[1])
            if target not in ids:
                ids[target] = set(re.findall(r' id="([^"]+)"', target.read_text("utf-8")))
            assert not fragment or fragment in ids[target], (path, figure[1])
        outside = re.sub(r"<table class=.chart-table.*?</table>|<a [^>]*>.*?</a>", "", text, flags=re.DOTALL)
        bare += outside.count("<data ")
    assert bare == 0
