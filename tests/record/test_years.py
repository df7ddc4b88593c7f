"""Three years of one invented department: the same project under its code, under a like name, carried over, renamed.

2023  清河县绿化管理中心        公园绿地养护经费 120      2023年古树名木保护补助 30      苗圃基地建设（一期）200
2024  清河县园林绿化服务中心    公园绿地养护经费 126.5    2024年古树名木保护补助资金 32  苗圃基地建设（一期）80 (old)
2025  清河县园林绿化服务中心    公园广场绿地养护经费 131  苗圃基地建设（二期）150        办公设备购置 4.2
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from invented import built, document, lines, page, portal, table

from generator.verify import verify

FIXTURES = Path(__file__).parents[1] / "fixtures"
YEARS = ("绿化管理中心-2023.txt", "园林绿化服务中心-2024.txt", "园林绿化服务中心-2025.txt")
NURSERY = "13053423P00010110002X"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("years")
    made, _ = built(folder, {name: (FIXTURES / name).read_text("utf-8") for name in YEARS})
    assert verify(portal(folder, {})).messages == ()
    return made


def years_of(site: Path, name: str, year: int) -> list[tuple[str, str, str, str]]:
    """The rows of a project's table of years: year, name, budget, how it is known."""
    (url,) = [
        str(line["url"])
        for line in lines(site, "projects.jsonl")
        if line["name"]["text"] == name and line["fiscal_year"]["year"] == year  # type: ignore[index]
    ]
    text = page(site, url)
    section = text[text.index('<section id="years">') :] if '<section id="years">' in text else ""
    rows = re.findall(r'<tr><th scope="row">(\d+年)</th>(.*?)</tr>', section.partition("</section>")[0])
    return [
        (year, *(re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", rest)))
        for year, rest in rows
    ]  # type: ignore[misc]


def test_the_same_code_is_the_same_project(site: Path) -> None:
    assert years_of(site, "苗圃基地建设（一期）", 2024) == [
        ("2023年", "苗圃基地建设（一期） 清河县绿化管理中心", "200 万元", "编码相同"),
        ("2024年", "苗圃基地建设（一期）", "80 万元", "本项目"),
    ]


def test_a_like_name_may_be_the_same_project_and_says_how_alike(site: Path) -> None:
    found = years_of(site, "公园广场绿地养护经费", 2025)
    assert [(year, budget, how) for year, _, budget, how in found] == [
        ("2023年", "120 万元", "可能为同一项目：名称相近 75%"),
        ("2024年", "126.5 万元", "可能为同一项目：名称相近 75%"),
        ("2025年", "131 万元", "本项目"),
    ]
    found = years_of(site, "2023年古树名木保护补助", 2023)
    assert [how for _, _, _, how in found] == ["本项目", "可能为同一项目：名称相近 87%"]


def test_a_second_phase_and_a_project_of_its_own_have_no_other_years(site: Path) -> None:
    assert years_of(site, "苗圃基地建设（二期）", 2025) == []
    assert years_of(site, "办公设备购置", 2025) == []


def test_nothing_is_merged_by_a_like_name(site: Path) -> None:
    """Nine tables, nine projects, and sums that count each."""
    assert len(lines(site, "projects.jsonl")) == 9
    assert '<data value="8737000">873.7 万元</data>' in page(site, "index.html")


def test_money_carried_over_says_so_with_its_place(site: Path) -> None:
    text = page(site, f"projects/2024-{NURSERY}/index.html")
    assert "编码是2023年的，多半是结转到今年使用的资金" in text
    assert re.search(rf'sources/130534-801001-2024/index\.html#L\d+"><code>{NURSERY}</code>', text)
    assert "多半是结转" not in page(site, f"projects/2023-{NURSERY}/index.html").partition('<section id="about">')[2]


def test_a_department_that_was_renamed_is_one_department_and_says_both_names(site: Path) -> None:
    text = page(site, "departments/130534-801/index.html")
    assert "<h1>清河县园林绿化服务中心</h1>" in text
    about = text[text.index('<section id="about">') :]
    assert re.search("2023年 <a [^>]+>清河县绿化管理中心</a>；2024年 <a [^>]+>清河县园林绿化服务中心</a>", about)
    assert "这一年的文件里叫“清河县绿化管理中心”" in page(site, "departments/130534-801/2023/index.html")
    assert "这一年的文件里叫" not in page(site, "departments/130534-801/2024/index.html")


def test_the_departments_timeline_shows_sums_and_projects_over_the_years(site: Path) -> None:
    text = page(site, "departments/130534-801/index.html")
    assert "从2023年的 350 万元 到2025年的 285.2 万元，减少 64.8 万元（约19%）。" in text
    section = text[text.index('<section id="over-the-years">') :].partition("</section>")[0]
    assert [re.sub("<[^>]+>", "", name) for name in re.findall(r"<li>([^<]+)<ul>", section)] == [
        "公园广场绿地养护经费",
        "2024年古树名木保护补助资金",
        "苗圃基地建设（一期）",
    ]
    assert section.count("<data value") == 7
    assert all(
        re.match(r'<a class="fig" href="[./]+sources/', link) for link in re.findall(r'<a class="fig"[^>]*>', section)
    )


def test_codes_without_a_division_are_not_followed_into_another_county(tmp_path: Path) -> None:
    """804-0401-JBN-ULCE stands in two counties, for two things."""
    here = document(table("差旅费", "1", "804-0401-JBN-ULCE"), unit="801001清河县绿化管理中心本级", year=2023)
    there = document(table("差旅费", "2", "804-0401-JBN-ULCE"), unit="801001临西县绿化管理中心本级", year=2024)
    site, _ = built(tmp_path, {"甲.txt": here, "乙.txt": there})
    assert years_of(site, "差旅费", 2023) == []


def test_one_funding_document_of_two_departments_says_so(tmp_path: Path) -> None:
    name = "生态补助（邢财资环〔2023〕12号）"
    here = document(table(name, "10", "13053424P00010110001X"))
    there = document(table(name, "5", "13053424P00010110002X"), unit="802001清河县水务局本级")
    site, _ = built(tmp_path, {"甲.txt": here, "乙.txt": there})
    (path,) = [path for path in (site / "documents").iterdir() if path.name.startswith("2023-12")]
    text = (path / "index.html").read_text("utf-8")
    assert "2 个项目按文号提到这份文件" in text
    assert "分在 2 个部门" in text
    assert '<data value="150000">15 万元</data>' in text
