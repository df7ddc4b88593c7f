"""The same site, byte for byte, from a cluster as from here; and a cluster that breaks leaves the old site whole."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cluster import Farm

from generator.build import build, open_portal
from generator.model import BuildError
from generator.progress import Progress
from tests.bench.corpus import write


@pytest.fixture
def farm() -> Iterator[Farm]:
    farm = Farm()
    yield farm
    farm.close()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty projects in a folder that all workers see."""
    folder = tmp_path_factory.mktemp("shared") / "content"
    write(folder, 60)
    return folder


@pytest.fixture(scope="module")
def local(content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("local")
    build(open_portal(content, folder / "site"), 1, kept=folder / "store")
    return published(folder / "site")


def published(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and ".mingzhang" not in path.parts
    }


class When(Progress):
    """Does something in the middle of a stage."""

    def __init__(self, stage: str, do: threading.Event) -> None:
        super().__init__()
        self._at, self._do = stage, do

    def stage(self, name: str, total: int | None = None):  # type: ignore[no-untyped-def]
        if name == self._at:
            self._do.set()
        return super().stage(name, total)


def on_cluster(farm: Farm, content: Path, folder: Path, progress: Progress | None = None) -> dict[str, bytes]:
    build(open_portal(content, folder / "site"), None, farm.address, progress, folder / "store")
    return published(folder / "site")


def test_a_cluster_makes_the_same_site(farm: Farm, content: Path, local: dict[str, bytes], tmp_path: Path) -> None:
    farm.work(2)
    assert on_cluster(farm, content, tmp_path) == local


@pytest.mark.parametrize("stage", ["读取文件", "生成网页"])
def test_a_worker_killed_and_one_added_in_the_middle_change_nothing(
    farm: Farm, content: Path, local: dict[str, bytes], tmp_path: Path, stage: str
) -> None:
    farm.work(2)
    reached = threading.Event()

    def kill_one_and_add_one() -> None:
        reached.wait(60)
        time.sleep(0.05)
        farm.workers[0].send_signal(signal.SIGKILL)
        farm.work(1)

    threading.Thread(target=kill_one_and_add_one, daemon=True).start()
    assert on_cluster(farm, content, tmp_path, When(stage, reached)) == local


def test_a_scheduler_that_goes_away_leaves_the_old_site_whole(farm: Farm, content: Path, tmp_path: Path) -> None:
    farm.work(1)
    old = on_cluster(farm, content, tmp_path)
    added = content / "submissions" / "new.txt"
    added.write_text(next((content / "submissions").glob("0*.txt")).read_text("utf-8").replace("维修", "翻修"), "utf-8")
    reached = threading.Event()
    threading.Thread(target=lambda: (reached.wait(60), farm.scheduler.kill()), daemon=True).start()
    try:
        with pytest.raises(BuildError, match="失去联系") as told:
            on_cluster(farm, content, tmp_path, When("生成网页", reached))
        assert "原来的站点没有变动" in told.value.what_to_do
        assert published(tmp_path / "site") == old
    finally:
        added.unlink()
