"""The record corrected: a newer edition, a department's reply, a withdrawal; on pages, in data, in feeds, in search."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from invented import built, document, lines, page, portal, table

from generator.build import build
from generator.verify import verify

PARK, NURSERY = "13053424P00010110001X", "13053424P00010110002X"
OLD = document(table("公园绿地养护经费", "120", PARK), table("苗圃基地建设", "200", NURSERY))
NEW = document(table("公园绿地养护经费", "120", PARK), table("苗圃基地建设", "150", NURSERY))
SOURCE = "sources/130534-801001-2024"


@pytest.fixture(scope="module")
def replaced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The nursery's budget was corrected from 200 to 150; the park's stayed."""
    files = {"绿化-2024.txt": OLD, "绿化-2024-更正.txt": NEW, "绿化-2024-更正.toml": 'supersedes = "绿化-2024.txt"\n'}
    folder = tmp_path_factory.mktemp("replaced")
    site, report = built(folder, files)
    assert report.messages == ()
    assert verify(portal(folder, {})).messages == ()
    return site


def project_url(site: Path, code: str, source: str) -> str:
    """The page of a project in one of the two editions."""
    (found,) = {
        str(line["url"])
        for line in lines(site, "projects.jsonl")
        if line["code"]["text"] == code and line["source"]["submission"].endswith(source)  # type: ignore[index]
    }
    return found


def edition(site: Path) -> str:
    """The id of the newer edition: the older one's and four hex digits."""
    (newer,) = [str(line["id"]) for line in lines(site, "submissions.jsonl") if line["supersedes"]]
    assert re.fullmatch(r"130534-801001-2024~[0-9a-f]{4}", newer)
    return newer


def test_totals_count_the_newer_edition_alone(replaced: Path) -> None:
    """120 + 150"""
    text = page(replaced, "departments/130534-801/2024/index.html")
    assert '<data value="2700000">270 万元</data>' in text
    assert "<b>已更新</b>" in text
    assert "<b>更新</b>" in text


def test_what_the_newer_edition_leaves_as_it_was_has_one_page_and_that_is_current(replaced: Path) -> None:
    text = page(replaced, f"projects/2024-{PARK}/index.html")
    assert "已更新" not in text
    assert f"{SOURCE.replace('-2024', '')}-2024~" in text
    assert not list((replaced / "projects").glob(f"2024-{PARK}~*"))


def test_what_it_changes_has_two_pages_that_lead_to_each_other(replaced: Path) -> None:
    older = page(replaced, f"projects/2024-{NURSERY}/index.html")
    (newer,) = (replaced / "projects").glob(f"2024-{NURSERY}~*")
    assert "这个项目现在的写法" in older
    assert f'<a href="../../projects/{newer.name}/index.html">苗圃基地建设</a>（150 万元）' in older
    text = page(replaced, f"projects/{newer.name}/index.html")
    assert "更新前的写法" in text
    assert f'<a href="../../projects/2024-{NURSERY}/index.html">苗圃基地建设</a>（200 万元）' in text


def test_the_older_source_stays_readable_and_says_what_replaced_it(replaced: Path) -> None:
    text = page(replaced, f"{SOURCE}/index.html")
    assert "<b>已更新</b>" in text
    assert f'href="../../sources/{edition(replaced)}/index.html"' in text
    assert 'id="L22"' in text


def test_editions_are_in_the_data_and_in_the_feed(replaced: Path) -> None:
    newer = edition(replaced)
    told = {
        str(line["id"]): (line["supersedes"], line["superseded_by"]) for line in lines(replaced, "submissions.jsonl")
    }
    assert told == {"130534-801001-2024": (None, newer), newer: ("130534-801001-2024", None)}
    feed = page(replaced, "feed.xml")
    assert "（更新）" in feed
    assert "已有更新的版本" in feed
    counted = {str(line["id"]): line.get("counted", True) for line in lines(replaced, "projects.jsonl")}
    assert counted[f"2024-{PARK}"] is True
    assert counted[f"2024-{NURSERY}"] is False


def test_only_the_current_edition_is_compared_with_others(replaced: Path) -> None:
    text = page(replaced, "indicators/satisfaction/index.html")
    assert "2 项指标" in text


def test_an_edition_that_names_nothing_known_is_a_message_and_a_notice(tmp_path: Path) -> None:
    files = {"绿化.txt": NEW, "绿化.toml": 'supersedes = "去年的.txt"\n'}
    site, report = built(tmp_path, files)
    (message,) = report.messages
    assert (message.path, message.code) == ("content/submissions/绿化.toml", "SIDECAR-SUPERSEDES")
    assert "去年的.txt" in message.text
    assert "去年的.txt" in page(site, "departments/130534-801/2024/index.html")
    again = build(portal(tmp_path, {}))
    assert again.messages == report.messages
    assert (again.files.new, again.files.changed) == (0, 0)


def test_a_reply_stands_on_every_page_of_the_document(tmp_path: Path) -> None:
    reply = "苗圃预算含上年<结转>。"
    site, _ = built(tmp_path, {"绿化.txt": OLD, "绿化.toml": f'note = "{reply}"\n'})
    shown = "苗圃预算含上年&lt;结转&gt;。"
    for url in ("departments/130534-801/2024", SOURCE, f"projects/2024-{PARK}", f"projects/2024-{NURSERY}"):
        text = page(site, f"{url}/index.html")
        assert f"<b>部门的说明</b><p>{shown}</p>" in text, url
    assert lines(site, "submissions.jsonl")[0]["note"] == reply
    assert "部门回复" in page(site, "feed.xml")


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("withdrawn")
    dredging = table("河道清淤", "50", "13053424P00010110009X", purpose="清三条河的淤泥", goal="汛期河水畅通")
    other = document(dredging, unit="802001清河县水务局本级", task="清理河道")
    site, _ = built(
        folder, {"绿化.txt": OLD, "绿化.toml": 'withdrawn = "部门来函撤回"\nnote = "另行公开"\n', "水务.txt": other}
    )
    assert verify(portal(folder, {})).messages == ()
    return site


def test_a_withdrawn_document_says_why_on_all_of_its_pages(withdrawn: Path) -> None:
    urls = ("departments/130534-801/2024", SOURCE, f"projects/2024-{PARK}", f"projects/2024-{NURSERY}")
    for url in urls:
        text = page(withdrawn, f"{url}/index.html")
        assert "已撤下" in text, url
        assert "部门来函撤回" in text, url


def test_and_shows_nothing_else_anywhere(withdrawn: Path) -> None:
    """Neither a project's name, nor an amount, nor a sentence, nor the file; in no page, data file or index."""
    said = ("苗圃", "公园绿地", "浇水修剪", "绿化养护", "320 万元", "3200000", "绿化.txt")
    for path in sorted(withdrawn.rglob("*")):
        if path.is_file() and ".mingzhang" not in path.parts:
            name = path.relative_to(withdrawn).as_posix()
            for words in said[: 7 if name.endswith(".html") else 6]:  # its line of the data names the file
                assert words.encode() not in path.read_bytes(), (name, words)
    assert [path.name for path in (withdrawn / SOURCE).iterdir()] == ["index.html"]


def test_a_withdrawn_documents_data_is_its_line_alone(withdrawn: Path) -> None:
    assert {line["department"]["id"] for line in lines(withdrawn, "projects.jsonl")} == {"130534-802"}  # type: ignore[index]
    (line,) = [line for line in lines(withdrawn, "submissions.jsonl") if line.get("withdrawn")]
    assert line["withdrawn"] == "部门来函撤回"
    assert (line["projects"], line["sections"], line["budget"]) == ([], [], None)
    assert {line["submission"] for line in lines(withdrawn, "findings.jsonl")} <= {"130534-802001-2024"}
    assert "已撤下：部门来函撤回" in page(withdrawn, "feed.xml")


def test_one_project_told_in_two_ways_is_a_finding_and_counts_once(tmp_path: Path) -> None:
    """Two documents of one year, neither of which says that it replaces the other."""
    site, _ = built(tmp_path, {"甲.txt": OLD, "乙.txt": NEW})
    found = [line for line in lines(site, "findings.jsonl") if line["check"] == "same_project_differs"]
    assert len(found) == 2
    assert {place["printed"] for line in found for place in line["places"]} == {"苗圃基地建设"}  # type: ignore[attr-defined]
    counted = [line for line in lines(site, "projects.jsonl") if line.get("counted", True)]
    assert len(counted) == 2
    assert "同一编号的项目在另一份文件里内容不同" in "".join(
        path.read_text("utf-8") for path in (site / "projects").glob("*/index.html")
    )


def test_an_edition_that_says_so_is_no_such_finding(replaced: Path) -> None:
    assert not [line for line in lines(replaced, "findings.jsonl") if line["check"] == "same_project_differs"]
