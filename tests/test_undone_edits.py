"""An edit that is undone leaves nothing behind, though its first result is still in the store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import build
from generator.model import BuildError
from generator.portal import open_portal
from generator.verify import verify

ROOT = Path(__file__).parents[1]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "content", tmp_path / "content")


def published(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file() and ".mingzhang" not in path.parts)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def test_a_figure_changed_and_changed_back_is_published_as_it_was(content: Path) -> None:
    portal = open_portal(content, content.parent / "site")
    document = content / "submissions" / "曹妃甸区装备制造园区管理委员会-2025.txt"
    original = document.read_text("utf-8")
    build(portal)
    before = published(portal.site)
    document.write_text(original.replace("301.45", "999.99"), "utf-8")
    build(portal)
    assert published(portal.site) != before
    document.write_text(original, "utf-8")
    build(portal)
    assert published(portal.site) == before
    assert verify(portal).messages == ()


def test_a_document_added_and_taken_away_leaves_the_site_as_it_was(content: Path) -> None:
    portal = open_portal(content, content.parent / "site")
    build(portal)
    before = published(portal.site)
    whole = (content / "submissions" / "曹妃甸区发展和改革局-2024.txt").read_text("utf-8")
    part = content / "submissions" / "半份.txt"
    part.write_text("".join(whole.splitlines(keepends=True)[:200]), "utf-8")
    build(portal)
    part.unlink()
    build(portal)
    assert published(portal.site) == before


@pytest.mark.parametrize("left", ["no folder", "an empty folder", "a link to nowhere"])
def test_where_every_submission_has_gone_the_published_site_stays(content: Path, tmp_path: Path, left: str) -> None:
    """As when a share is not mounted."""
    portal = open_portal(content, tmp_path / "site")
    build(portal, 1)
    before = published(tmp_path / "site")
    shutil.move(content / "submissions", tmp_path / "elsewhere")
    if left == "an empty folder":
        (content / "submissions").mkdir()
    elif left == "a link to nowhere":
        (content / "submissions").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BuildError, match="一份文件也没有了") as told:
        build(portal, 1)
    assert "移走" in told.value.what_to_do
    assert published(tmp_path / "site") == before
    (tmp_path / "site").rename(tmp_path / "old")  # as the message says
    assert build(portal, 1).counts.submissions == 0
    assert build(portal, 1).files.changed == 0
    if left == "an empty folder":
        (content / "submissions").rmdir()
    (content / "submissions").unlink(missing_ok=True)
    shutil.move(tmp_path / "elsewhere", content / "submissions")
    build(portal, 1)
    assert published(tmp_path / "site") == before
