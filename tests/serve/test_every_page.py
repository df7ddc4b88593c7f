"""Whatever is edited, the site from memory is what a build would publish, and open pages that differ hear of it."""

from __future__ import annotations

import time
from pathlib import Path

from generator.build import build
from generator.portal import open_portal
from generator.serve import Refresh
from generator.serve.site import LiveSite
from generator.serve.together import FOLDERS
from tests.edits import Edits, make_way

EDITS = 30
FOLLOWING = (*FOLDERS, "sitemap")  # within two seconds


def looks(content: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}


def changed(before: dict[Path, bytes], after: dict[Path, bytes]) -> set[Path]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def drained(refresh: Refresh) -> set[str]:
    told = set(refresh.paths)
    while refresh.later:
        time.sleep(refresh.pause)
        refresh = refresh.later()
        told |= refresh.paths
    return told


def built(content: Path, folder: Path) -> dict[str, bytes]:
    """What a build publishes, without the downloads, which say of what they were made."""
    make_way(content, folder / "site")
    build(open_portal(content, folder / "site"), 1, kept=folder / "store")
    files = {path.relative_to(folder / "site").as_posix(): path for path in (folder / "site").rglob("*")}
    return {
        name: path.read_bytes()
        for name, path in files.items()
        if path.is_file() and not name.startswith((".mingzhang", "data/"))
    }


def test_every_page_is_as_a_build_makes_it_after_every_edit(tmp_path: Path) -> None:
    edits = Edits(tmp_path / "content", seed=4, broken=False)
    with LiveSite(edits.content) as site:
        drained(site.refresh(set()))
        shown: dict[str, bytes | None] = {}
        for number in range(EDITS):
            before = looks(edits.content)
            did = edits.edit()
            refresh = site.refresh({edits.content.resolve() / path for path in changed(before, looks(edits.content))})
            pages = built(edits.content, tmp_path / "built")
            at_once = {path: data for path, data in pages.items() if not path.startswith(FOLLOWING)}
            assert [path for path, data in at_once.items() if site.get(path) != data] == [], (number, did)
            gone = [path for path in shown if path not in pages and path.endswith(".html")]
            assert [path for path in gone if not path.startswith(FOLDERS) and site.get(path) is not None] == []
            told = drained(refresh)
            assert [path for path, data in pages.items() if site.get(path) != data] == [], (number, did)
            differing = {path for path, data in shown.items() if pages.get(path) != data and path.endswith(".html")}
            assert differing - told == set(), (number, did)
            shown = dict(pages)
