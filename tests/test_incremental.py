"""What an incremental build leaves is what a clean build makes, byte for byte, whatever was edited."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import build
from generator.model import BuildError
from generator.portal import open_portal
from generator.templating import PACKAGED
from tests.edits import Edits, make_way

EDITS = 200


def published(site: Path) -> dict[str, bytes]:
    """What a visitor can reach."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and ".mingzhang" not in path.parts
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def clean(content: Path, folder: Path, jobs: int = 1) -> dict[str, bytes]:
    """A build that knows of nothing before it."""
    shutil.rmtree(folder, ignore_errors=True)
    build(open_portal(content, folder / "site"), jobs, kept=folder / "store")
    return published(folder / "site")


def test_two_hundred_random_edits_leave_what_a_clean_build_makes(tmp_path: Path) -> None:
    edits = Edits(tmp_path / "content", seed=1)
    done, projects, refused = [], 0, 0
    for _ in range(EDITS):
        done.append(edits.edit())
        portal = open_portal(edits.content, tmp_path / "site")
        if edits.unusable:
            refused += 1
            before = published(portal.site)
            with pytest.raises(BuildError, match="vocabulary"):
                build(portal, 1)
            assert published(portal.site) == before
            continue
        make_way(edits.content, tmp_path / "site")
        projects += build(portal, 1).counts.projects
        differing = differences(published(portal.site), clean(edits.content, tmp_path / "clean"))
        assert differing == [], done[-5:]
    assert projects > 3 * EDITS  # there was something to get wrong
    assert refused


def test_two_processes_make_what_one_makes(tmp_path: Path) -> None:
    edits = Edits(tmp_path / "content", seed=2)
    for _ in range(3):
        for _ in range(5):
            edits.edit()
        while edits.unusable:
            edits.vocabulary()
        one, two = (clean(edits.content, tmp_path / str(jobs), jobs) for jobs in (1, 2))
        assert differences(one, two) == []


def test_a_second_build_with_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    edits = Edits(tmp_path / "content", seed=3)
    portal = open_portal(edits.content, tmp_path / "site")
    first = build(portal, 1)
    before = {path: path.stat().st_mtime_ns for path in portal.site.rglob("*")}
    second = build(portal, 1)
    assert {path: path.stat().st_mtime_ns for path in portal.site.rglob("*")} == before
    assert (second.counts, second.messages) == (first.counts, first.messages)
    assert (second.files.new, second.files.changed, second.files.removed) == (0, 0, 0)


def test_an_edit_taken_back_brings_back_the_page(tmp_path: Path) -> None:
    """A figure is changed, published, changed back and published: what was made two builds ago is wanted again."""
    edits = Edits(tmp_path / "content", seed=5)
    portal = open_portal(edits.content, tmp_path / "site")
    build(portal, 1)
    before = published(portal.site)
    file = min(edits.submissions.iterdir())
    original = file.read_text("utf-8")
    file.write_text(original.replace("≥", ">"), "utf-8")
    build(portal, 1)
    assert published(portal.site) != before
    file.write_text(original, "utf-8")
    build(portal, 1)
    assert differences(published(portal.site), before) == []


def test_templates_and_styles_in_linked_folders_count_as_if_they_stood_there(tmp_path: Path) -> None:
    edits = Edits(tmp_path / "content", seed=6)
    templates, shared = edits.content / "templates", tmp_path / "shared"
    shutil.copytree(PACKAGED / "parts", shared / "parts")
    shutil.copytree(PACKAGED / "static" / "css", shared / "css")
    (shared / "parts" / "back").symlink_to(shared)  # a loop
    (templates / "static").mkdir(parents=True)
    (templates / "parts").symlink_to(shared / "parts")
    (templates / "static" / "css").symlink_to(shared / "css")
    portal = open_portal(edits.content, tmp_path / "site")
    build(portal, 1)
    for path, text in (
        (shared / "parts" / "foot.html", "<footer>又一句</footer>"),
        (shared / "css" / "site.css", "p {}"),
    ):
        before = published(portal.site)
        path.write_text(text, "utf-8")
        build(portal, 1)
        now = published(portal.site)
        assert any(text.encode() in page for page in now.values())
        assert now != before
        assert differences(now, clean(edits.content, tmp_path / "clean")) == []
