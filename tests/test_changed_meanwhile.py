"""A submission that is edited or taken away while the site is being made: nothing of it is published by half."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.model import BuildError
from generator.portal import open_portal
from generator.progress import Progress
from tests.bench.corpus import write
from tests.edits import Edits
from tests.test_incremental import published


class Before(Progress):
    """Does something when a stage begins."""

    def __init__(self, stage: str, do: Callable[[], object]) -> None:
        super().__init__()
        self._at, self._do = stage, do

    def stage(self, name: str, total: int | None = None) -> Any:
        if name == self._at:
            self._do()
        return super().stage(name, total)


@pytest.mark.parametrize("what", ["edited", "gone"])
def test_a_file_that_changes_after_it_was_read_ends_the_build(tmp_path: Path, what: str) -> None:
    edits = Edits(tmp_path / "content", seed=8)
    portal = open_portal(edits.content, tmp_path / "site")
    build(portal, 1)
    before = published(tmp_path / "site")
    file = min(edits.submissions.glob("*.txt"))
    file.write_text(file.read_text("utf-8") + "一句\n", "utf-8")

    def change() -> None:
        if what == "gone":
            file.unlink()
        else:
            file.write_text(file.read_text("utf-8") + "联系电话 13812345678\n", "utf-8")

    with pytest.raises(BuildError, match="在生成途中") as told:
        build(portal, 1, progress=Before("生成网页", change))
    assert told.value.where == f"content/submissions/{file.name}"
    assert published(tmp_path / "site") == before
    build(portal, 1)
    assert not any(b"13812345678" in page for page in published(tmp_path / "site").values())


def test_a_build_that_fails_while_others_write_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "content", 600)

    def fail(*_: object) -> None:
        raise BuildError("磁盘已满", "site", "清出地方")

    monkeypatch.setattr("generator.build.write_portal", fail)
    with pytest.raises(BuildError, match="磁盘已满"):
        build(open_portal(tmp_path / "content", tmp_path / "site"), 2)
    assert not list((tmp_path / "site" / ".mingzhang").glob("stage.*"))
