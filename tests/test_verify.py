"""``mingzhang verify``: a clean site is proven, and a figure changed by hand anywhere is found."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.build import Portal, build, open_portal
from generator.model import BuildError
from generator.verify import Verified, verify
from generator.verify.figures import Figure, figures, is_printed, place

CONTENT = Path(__file__).parents[1] / "content"
PROJECT = "projects/2022-13020822P00874710001B/index.html"
SOURCE = "sources/130208-439001-2022/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    folder = tmp_path_factory.mktemp("portal")
    shutil.copytree(CONTENT, folder / "content")
    portal = open_portal(folder / "content", folder / "site")
    build(portal)
    return portal


@pytest.fixture
def portal(built: Portal, tmp_path: Path) -> Portal:
    """A copy of the built portal that a test may spoil."""
    shutil.copytree(built.site.parent, tmp_path / "portal")
    return open_portal(tmp_path / "portal" / "content", tmp_path / "portal" / "site")


def change(portal: Portal, name: str, old: str, new: str) -> Verified:
    """Replace the first ``old`` in one file of the site, then verify."""
    path = portal.site / name
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))
    return verify(portal)


def codes(found: Verified, name: str) -> set[str]:
    assert {message.path for message in found.messages} == {name}
    return {message.code for message in found.messages}


def test_a_clean_site_is_proven(built: Portal) -> None:
    """Every figure that cites a line: 45 projects with budgets, plans and targets on several kinds of page."""
    found = verify(built)
    assert found.messages == ()
    assert found.figures > found.cited > 800


def test_the_words_of_a_figure_changed_in_a_page(portal: Portal) -> None:
    """0.36 万元 → 0.63 万元"""
    found = change(portal, PROJECT, ">0.36 万元</data>", ">0.63 万元</data>")
    assert codes(found, PROJECT) == {"VERIFY-FIGURE", "VERIFY-PAGE"}
    assert "0.63 万元" in found.messages[0].text
    assert "0.36 万元" in found.messages[0].text


def test_words_and_value_changed_together_in_a_page(portal: Portal) -> None:
    """The page agrees with itself; the line it cites does not."""
    whole = '<data value="3600">0.36 万元</data>'
    assert "VERIFY-CITED" in codes(change(portal, PROJECT, whole, '<data value="6300">0.63 万元</data>'), PROJECT)


def test_a_figure_that_cites_another_line(portal: Portal) -> None:
    assert "VERIFY-CITED" in codes(change(portal, PROJECT, f"{SOURCE}#L73", f"{SOURCE}#L63"), PROJECT)


def test_a_number_in_the_drawing(portal: Portal) -> None:
    """The chart's own words are no ``data`` elements, but figures all the same."""
    path = portal.site / PROJECT
    page = path.read_text("utf-8")
    at = page.index("</svg>")
    start = page.rindex(">0.36<", 0, at)
    path.write_text(page[:start] + ">0.86<" + page[start + 6 :], "utf-8")
    assert codes(verify(portal), PROJECT) == {"VERIFY-PAGE"}


def test_a_total_on_the_home_page(portal: Portal) -> None:
    """7,187.52 万元 is the sum of all projects."""
    found = change(portal, "index.html", '<data value="71875200">7,187.52 万元', '<data value="71875300">7,187.53 万元')
    assert "VERIFY-FIGURE" in codes(found, "index.html")


def test_a_number_in_the_source_view(portal: Portal) -> None:
    """Line 73 of the document, as the page shows it."""
    found = change(portal, SOURCE, '<td id="L73">0.36</td>', '<td id="L73">0.63</td>')
    assert codes(found, SOURCE) == {"VERIFY-PAGE"}


def test_the_source_that_is_offered_to_download(portal: Portal) -> None:
    name = "sources/130208-439001-2022/130208-439001-2022.txt"
    assert codes(change(portal, name, "\t0.36\n", "\t0.63\n"), name) <= {"VERIFY-SOURCE", "VERIFY-FILE"}


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("data/projects.jsonl", '"yuan":"3600"', '"yuan":"4600"', "budget.yuan 4600"),
        (PROJECT.replace("index.html", "project.json"), '"share":"1"', '"share":"0.9"', "plan[1].share 0.9"),
        ("data/projects.csv", ",3600,0.36,", ",4600,0.36,", "budget_yuan 4600"),
        ("data/indicators.csv", ",≥4次,≥,4,", ",≥4次,≥,5,", "target_value 5"),
        ("data/submissions.jsonl", '"budget":"8177800"', '"budget":"8177801"', "budget 8177801"),
    ],
)
def test_a_number_in_a_data_file(portal: Portal, name: str, old: str, new: str, says: str) -> None:
    found = change(portal, name, old, new)
    assert codes(found, name) == {"VERIFY-DATA"}
    assert says in found.messages[0].text


def test_a_number_in_the_database(portal: Portal) -> None:
    name = "data/catalogue.sqlite"
    with sqlite3.connect(portal.site / name) as connection:
        connection.execute("UPDATE projects SET budget_yuan = '4600' WHERE id = '2022-13020822P00874710001B'")
    connection.close()
    found = verify(portal)
    assert codes(found, name) == {"VERIFY-DATA"}
    assert "budget_yuan 4600" in found.messages[0].text


def test_a_number_in_the_search_index(portal: Portal) -> None:
    """The record that search shows for the project: its budget."""
    name = next(
        path.relative_to(portal.site).as_posix()
        for path in sorted((portal.site / "search" / "r").rglob("*.js"))
        if PROJECT in path.read_text("utf-8")
    )
    page = (portal.site / name).read_text("utf-8")
    record = page[page.index(PROJECT) :]
    found = change(portal, name, record[: record.index("3600") + 4], record[: record.index("3600")] + "4600")
    assert codes(found, name) == {"VERIFY-INDEX"}
    assert "4600" in found.messages[0].text


def test_a_compressed_copy_that_says_something_else(portal: Portal) -> None:
    page = (portal.site / PROJECT).read_bytes()
    (portal.site / f"{PROJECT}.gz").write_bytes(gzip.compress(page))
    (portal.site / "index.html.gz").write_bytes(gzip.compress(page))
    (portal.site / "404.html.gz").write_bytes(b"no gzip at all")
    found = {message.path: message.code for message in verify(portal).messages}
    assert found == {"404.html.gz": "VERIFY-COPY", "index.html.gz": "VERIFY-COPY"}


def test_a_file_that_was_taken_away_or_put_there(portal: Portal) -> None:
    (portal.site / PROJECT).unlink()
    (portal.site / "projects" / "invented.html").write_text("<data value='1'>1</data>", "utf-8")
    found = {message.path: message.code for message in verify(portal).messages}
    assert found == {PROJECT: "VERIFY-MISSING", "projects/invented.html": "VERIFY-EXTRA"}


def test_a_source_changed_after_the_build(portal: Portal) -> None:
    """The document now says 0.46; the site still says what the old one said."""
    path = portal.content / "submissions" / "丰润区经济开发区管理委员会-2022.txt"
    path.write_bytes(path.read_bytes().replace(b"\t0.36\n", b"\t0.46\n", 1))
    found = verify(portal)
    assert {"VERIFY-CITED", "VERIFY-DATA"} <= {message.code for message in found.messages}


def test_verifying_writes_nothing(portal: Portal) -> None:
    before = stamps(portal.site.parent)
    verify(portal)
    assert stamps(portal.site.parent) == before


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*") if path.is_file()}


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError):
        verify(open_portal(CONTENT, tmp_path))


def test_the_command_s_status_tells(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["verify", str(portal.site), "--content", str(portal.content)]
    assert main(command) == 0
    assert "全部一致" in capsys.readouterr().err
    path = portal.site / "data" / "plan.csv"
    path.write_bytes(path.read_bytes().replace(b",6,1,100%,", b",6,0.9,100%,", 1))
    assert main(command) == 1
    assert capsys.readouterr().out.startswith("data/plan.csv:55:4: VERIFY-DATA ")
    assert main(["verify", str(portal.site / "nowhere"), "--content", str(portal.content)]) == 2


def test_figures_are_read_with_their_links() -> None:
    page = '<p>\n<a class="fig" href="../sources/x/index.html#L7"><data value="3600"><b>0.36</b> 万元</data></a></p>'
    (figure,) = figures(page + "<data value='2'>")
    assert figure == Figure("../sources/x/index.html#L7", "3600", "0.36 万元", page.index("<data"))
    assert place(page, figure.at) == "2:50"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3600", "0.36 万元"),
        ("3600", "0.36"),
        ("3000000", "300万元"),
        ("1", "100%"),
        ("0.5", "50"),
        ("98", "≥98百分比"),
        ("44765000", "4,476.5 万元"),
        ("1.3", "≤1.3万元/月"),
        ("12", "１２"),
    ],
)
def test_a_number_is_printed(value: str, text: str) -> None:
    assert is_printed(value, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [("3600", "0.63 万元"), ("3600", "0.36 元"), ("3600", ""), ("98", "97%"), ("x", "1"), ("1", "优")],
)
def test_a_number_is_not_printed(value: str, text: str) -> None:
    assert not is_printed(value, text)
