"""Overview pages are made again only where what they are made of has changed; and nothing is loaded for nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator import compared, once
from generator.build import build
from generator.portal import Portal, open_portal
from tests.edits import Edits

ROOT = Path(__file__).parents[1]


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """Four submissions, published."""
    edits = Edits(tmp_path / "content", seed=7)
    portal = open_portal(edits.content, tmp_path / "site")
    build(portal, 1)
    return portal


@pytest.fixture
def made(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of what is made from now on."""
    urls: list[str] = []
    make = once._make

    def noted(*arguments):
        found = make(*arguments)
        urls.extend(url for url, _ in found.files)
        return found

    monkeypatch.setattr(once, "_make", noted)
    return urls


def test_pages_of_kinds_stay_where_they_and_their_index_are_made_of_the_same_targets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a small portal whose targets are all of one kind."""
    monkeypatch.setattr(compared, "HEAPS", 1)
    edits = Edits(tmp_path / "content", seed=7)
    portal = open_portal(edits.content, tmp_path / "site")
    build(portal, 1)
    kinds = set(portal.site.glob("indicators/*/index.html"))
    assert kinds
    for text in ("一段话", "另一段话"):
        (portal.content / "pages" / "about.md").write_text(f"# 关于\n{text}。\n", "utf-8")
        build(portal, 1)
        assert set(portal.site.glob("indicators/*/index.html")) == kinds


def test_another_text_of_the_portals_own_makes_no_overview_again(portal: Portal, made: list[str]) -> None:
    (portal.content / "pages" / "about.md").write_text("# 关于\n另一段话。\n", "utf-8")
    assert build(portal, 1).files.changed > 0
    assert [url for url in made if not url.startswith("pages/")] == ["404.html"]


def test_one_changed_submission_leaves_what_other_departments_alone_show(portal: Portal, made: list[str]) -> None:
    """A figure of the plan: the home page adds it up, the pages of other departments never heard of it."""
    first = min(path for path in portal.content.glob("submissions/*.txt"))
    text = first.read_text("utf-8")
    first.write_text(text.replace("用于", "主要用于", 1), "utf-8")
    assert text != first.read_text("utf-8")
    build(portal, 1)
    departments = list(portal.site.glob("departments/*/index.html"))
    again = [url for url in made if url.startswith("departments/")]
    assert "index.html" in made
    assert len(again) == 1 < len(departments)


def test_a_page_that_somebody_changed_is_made_again(portal: Portal, made: list[str]) -> None:
    page = next(portal.site.glob("years/*/index.html"))
    expected = page.read_bytes()
    page.write_bytes(b"")
    build(portal, 1)
    assert made == [page.relative_to(portal.site).as_posix()]
    assert page.read_bytes() == expected


def test_a_build_that_has_nothing_to_do_loads_neither_numpy_nor_markdown(portal: Portal) -> None:
    command = ["build", str(portal.content), str(portal.site), "--jobs", "1"]
    program = (
        "import sys\nfrom generator.__main__ import main\n"
        f"status = main({command!r})\nprint(sorted({{'numpy', 'markdown_it'}} & set(sys.modules)), status)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "新增 0，更新 0，删除 0" in done.stdout
    assert done.stdout.splitlines()[-1] == "[] 0"
