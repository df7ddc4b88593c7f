"""Whatever becomes of the store, the next build makes what a clean one makes, and says that something was amiss."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import build
from generator.portal import open_portal
from generator.progress import Progress
from generator.store import GoneError, Store
from tests.edits import Edits
from tests.test_incremental import clean, differences, published

SAID = "里有缺失或损坏的内容，这就重新读取原文补上"


def torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def retitled(edits: Edits) -> None:
    (edits.content / "site.toml").write_text('title = "另一个名字"\n', "utf-8")


def edited(edits: Edits) -> None:
    file = min(edits.submissions.glob("*.txt"))
    file.write_text(file.read_text("utf-8").replace("≥", ">"), "utf-8")


def a_portal(folder: Path) -> Edits:
    edits = Edits(folder / "content", seed=4)
    for _ in range(6):
        edits.edit()
    build(open_portal(edits.content, folder / "site"), 1)
    return edits


def values(folder: Path, ending: str) -> list[Path]:
    """Of the store: digests (""), their light facts (h), results of departments (""), their shares (q, e, l)."""
    found = sorted((folder / ".mingzhang" / "store").glob("??/*"))
    return [file for file in found if len(file.name) == 62 + len(ending) and file.name.endswith(ending)]


@pytest.mark.parametrize(
    ("ending", "harm", "change", "jobs"),
    [
        ("", flipped, retitled, 1),
        ("", Path.unlink, retitled, 2),
        ("", torn, edited, 1),
        ("h", torn, retitled, 1),
        ("q", Path.unlink, edited, 1),
        ("e", torn, edited, 2),
        ("l", flipped, edited, 1),
    ],
)
def test_what_was_lost_is_made_again_in_the_same_build(
    tmp_path: Path, ending: str, harm: Callable[[Path], None], change: Callable[[Edits], None], jobs: int
) -> None:
    edits = a_portal(tmp_path)
    harmed = values(tmp_path, ending)
    for file in harmed:
        harm(file)
    assert harmed
    change(edits)
    said = io.StringIO()
    build(portal := open_portal(edits.content, tmp_path / "site"), jobs, progress=Progress(said))
    assert differences(published(tmp_path / "site"), clean(edits.content, tmp_path / "clean")) == []
    assert said.getvalue().count(SAID) == (0 if ending == "h" else 1)  # nothing relies on the light facts
    again = io.StringIO()
    assert build(portal, jobs, progress=Progress(again)).files.changed == 0
    assert SAID not in again.getvalue()


def test_one_damaged_file_is_enough(tmp_path: Path) -> None:
    edits = a_portal(tmp_path)
    light = values(tmp_path, "h")[0]
    torn(light.with_name(light.name[:-1]))
    retitled(edits)
    build(open_portal(edits.content, tmp_path / "site"), 1)
    assert differences(published(tmp_path / "site"), clean(edits.content, tmp_path / "clean")) == []


def test_a_disk_that_forgets_everything_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edits = a_portal(tmp_path)
    retitled(edits)
    monkeypatch.setattr(Store, "get", lambda store, name: None)
    with pytest.raises(GoneError) as raised:
        build(open_portal(edits.content, tmp_path / "site"), 1)
    assert raised.value.where == (tmp_path / ".mingzhang" / "store").as_posix()
    assert "读不出来" in raised.value.what
    assert raised.value.what_to_do
