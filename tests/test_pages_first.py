"""A site that was there gets its changed pages before its search and downloads, and is whole whoever is killed when."""

from __future__ import annotations

import io
import os
import signal
from pathlib import Path
from random import Random

import pytest
from test_incremental import clean, differences, published

from generator.build import build
from generator.portal import Portal, open_portal
from generator.progress import Progress
from generator.verify import verify
from generator.whole import Rest
from tests.edits import Edits, make_way

ROUNDS = 40
LATER = ("search/", "data/")  # and what tells other programs of the portal
TOLD = ("feed.xml", "sitemap.xml", "robots.txt", "opensearch.xml", "security.txt")


def killed_after_its_pages(portal: Portal) -> bool:
    """Build in another process, which is killed when it has put its pages in place. False where it was not."""
    child = os.fork()
    if child == 0:  # pragma: no cover

        def die(*_: object) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        Rest.finish = die  # type: ignore[method-assign]
        try:
            build(portal, 1)
            os._exit(0)
        finally:  # whatever was raised, this is not to go on as a second run of the tests
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL)
    return status == -signal.SIGKILL


def change_a_purpose(edits: Edits) -> tuple[Path, str]:
    """Change a text that no address is made of; returns the file and what it said."""
    file = min(edits.submissions.glob("*.txt"))
    original = file.read_text("utf-8")
    file.write_text(original.replace("用于", "主要用于", 1), "utf-8")
    return file, original


def is_page(path: str) -> bool:
    return not path.startswith(LATER) and not path.endswith(TOLD)


@pytest.fixture
def edits(tmp_path: Path) -> Edits:
    return Edits(tmp_path / "content", seed=11)


@pytest.fixture
def portal(edits: Edits, tmp_path: Path) -> Portal:
    """Four submissions, published."""
    portal = open_portal(edits.content, tmp_path / "site")
    build(portal, 1)
    return portal


def test_between_the_steps_all_pages_are_new_and_the_rest_is_as_it_was(portal: Portal, edits: Edits) -> None:
    before = published(portal.site)
    change_a_purpose(edits)
    assert killed_after_its_pages(portal)
    between = published(portal.site)
    wanted = clean(edits.content, portal.site.parent / "clean")
    differing = differences(between, wanted)
    assert [path for path in differing if is_page(path)] == []
    assert {path for path in differing if path.startswith("data/")} >= {"data/projects.jsonl", "data/catalogue.sqlite"}
    assert all(between[path] == before[path] for path in before if not is_page(path))
    assert any(between[path] != before[path] for path in before)


def test_what_was_killed_between_the_steps_is_completed_by_the_next_build(portal: Portal, edits: Edits) -> None:
    edits.add()
    assert killed_after_its_pages(portal)
    build(portal, 1)
    assert differences(published(portal.site), clean(edits.content, portal.site.parent / "clean")) == []
    assert verify(portal).messages == ()


def test_an_edit_taken_back_between_the_steps_is_taken_back(portal: Portal, edits: Edits) -> None:
    before = published(portal.site)
    file, original = change_a_purpose(edits)
    assert killed_after_its_pages(portal)
    file.write_text(original, "utf-8")
    build(portal, 1)
    assert differences(published(portal.site), before) == []


def test_random_edits_with_builds_killed_between_the_steps_leave_what_a_clean_build_makes(tmp_path: Path) -> None:
    edits, draw = Edits(tmp_path / "content", seed=12, broken=False), Random(12)  # noqa: S311
    killed, done = 0, []
    for _ in range(ROUNDS):
        for _ in range(draw.randint(0, 2)):
            done.append(edits.edit())
            make_way(edits.content, tmp_path / "site")
            killed += killed_after_its_pages(open_portal(edits.content, tmp_path / "site"))
        done.append(edits.edit())
        portal = open_portal(edits.content, tmp_path / "site")
        make_way(edits.content, tmp_path / "site")
        build(portal, 1)
        assert differences(published(portal.site), clean(edits.content, tmp_path / "clean")) == [], done[-5:]
    assert killed > ROUNDS / 4


def test_the_operator_is_told_when_the_pages_stand(portal: Portal, edits: Edits) -> None:
    change_a_purpose(edits)
    log = io.StringIO()
    build(portal, 1, progress=Progress(log))
    lines = [line.split("  ")[0] for line in log.getvalue().splitlines()]
    at = next(number for number, line in enumerate(lines) if line.startswith("网页已经更新，接着更新检索和数据下载"))
    assert lines[at - 1 : at + 3] == ["发布网页", lines[at], "检索、数据", "发布"]


@pytest.mark.parametrize("options", [{"compress": True}, {"write_redirects": True}], ids=str)
def test_copies_and_redirects_are_published_with_everything_else(portal: Portal, edits: Edits, options: dict) -> None:
    change_a_purpose(edits)
    log = io.StringIO()
    build(portal, 1, progress=Progress(log), **options)
    assert "发布网页" not in log.getvalue()
