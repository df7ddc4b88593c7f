"""``mingzhang verify``: a clean site is proven, and a figure changed by hand anywhere is found."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.build import build
from generator.model import BuildError
from generator.portal import Portal, open_portal
from generator.verify import Verified, verify
from generator.verify.figures import Figure, figures, is_printed, place

CONTENT = Path(__file__).parents[1] / "content"
LAND = "projects/2022-13020822P00874610001M/index.html"
PROJECT = "projects/2022-13020822P00874710001B/index.html"
SOURCE = "sources/130208-439001-2022/index.html"
JSON = "projects/2022-13020822P00874710001B/project.json"
DOWNLOAD = "sources/130208-439001-2022/130208-439001-2022.txt"


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


# Page, data file or index piece; what stands there; what a hand made of it; what verify says of it.
CHANGED = [
    ("the words of a figure", PROJECT, ">0.36 万元</data>", ">0.63 万元</data>", "VERIFY-FIGURE", "0.63 万元"),
    (
        "words and value together, so that only the cited line contradicts",
        "projects/2022-13020822P008833100015/index.html",
        '<data value="11000">1.1 万元</data>',
        '<data value="12000">1.2 万元</data>',
        "VERIFY-CITED",
        "1.2 万元（12000）",
    ),
    (
        "the line that a figure cites",
        "projects/2022-13020822P00883810001H/index.html",
        '#L354"><data',
        '#L353"><data',
        "VERIFY-CITED",
        "15.3 万元",
    ),
    ("a number in a drawing", LAND, ">142.48<", ">124.48<", "VERIFY-PAGE", "124"),
    ("a total on the home page", "index.html", ">7,187.52 万元<", ">7,187.53 万元<", "VERIFY-FIGURE", "7,187.53"),
    ("a line of the source view", SOURCE, '"L73">0.36<', '"L73">0.63<', "VERIFY-PAGE", "0.63"),
    ("the source to download", DOWNLOAD, "0.36", "0.63", "VERIFY-SOURCE", ""),
    ("a line of projects", "data/projects.jsonl", '"yuan":"3600"', '"yuan":"4600"', "VERIFY-DATA", "budget.yuan 4600"),
    ("a project's own file", JSON, '"share":"1"', '"share":"0.9"', "VERIFY-DATA", "plan[1].share"),
    ("a row of projects", "data/projects.csv", ",3600,0.36,", ",4600,0.36,", "VERIFY-DATA", "budget_yuan 4600"),
    ("a row of indicators", "data/indicators.csv", ",≥4次,≥,4,", ",≥4次,≥,5,", "VERIFY-DATA", "target_value 5"),
    ("a sum", "data/submissions.jsonl", '"budget":"8177800"', '"budget":"8177801"', "VERIFY-DATA", "budget 8177801"),
    ("a department's table", "departments/130208-439/plan.csv", ",6,1,100%", ",6,0.9,100%", "VERIFY-DATA", "share 0.9"),
]


def change(site: Path, name: str, old: str, new: str) -> None:
    """Replace the first ``old`` in one file of the site."""
    data = (site / name).read_bytes()
    assert old.encode() in data, name
    (site / name).write_bytes(data.replace(old.encode(), new.encode(), 1))


def said(found: Verified, name: str) -> list[str]:
    return [f"{message.code} {message.text}" for message in found.messages if message.path == name]


def test_a_clean_site_is_proven(built: Portal) -> None:
    """Every figure that cites a line: 45 projects with budgets, plans and targets on several kinds of page."""
    found = verify(built)
    assert found.messages == ()
    assert found.figures > found.cited > 800


def test_every_figure_changed_by_hand_is_found(portal: Portal) -> None:
    for _, name, old, new, _, _ in CHANGED:
        change(portal.site, name, old, new)
    record = search_record(portal.site)
    change(portal.site, record, "3600", "4600")
    with sqlite3.connect(portal.site / "data" / "catalogue.sqlite") as connection:
        connection.execute("UPDATE projects SET budget_yuan = '4600' WHERE id = '2022-13020822P00874710001B'")
    connection.close()
    found = verify(portal)
    for what, name, _, _, code, words in CHANGED:
        assert any(text.startswith(code) and words in text for text in said(found, name)), (what, said(found, name))
    assert said(found, record)[0].startswith("VERIFY-INDEX")
    assert "budget_yuan 4600" in said(found, "data/catalogue.sqlite")[0]
    assert {message.path for message in found.messages} == {
        *(name for _, name, *_ in CHANGED),
        record,
        "data/catalogue.sqlite",
    }


def search_record(site: Path) -> str:
    """The piece of the index that holds what search shows of the project, its budget among it."""
    pieces = sorted((site / "search").rglob("*.js"))
    return next(
        path.relative_to(site).as_posix()
        for path in pieces
        if PROJECT in (text := path.read_text("utf-8")) and "3600" in text
    )


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
