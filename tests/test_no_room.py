"""Where nothing can be kept, a build works all the same; where it cannot, it says which folder and why."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.build import build
from generator.disk import scratch
from generator.model import BuildError
from generator.places import Folder
from generator.portal import open_portal
from generator.progress import Progress
from generator.serve.site import LiveSite
from tests.edits import Edits
from tests.test_incremental import clean, differences, published

ROOT = Path(__file__).parents[1]
SAID = "这一次存在临时文件夹里"


@pytest.fixture
def edits(tmp_path: Path) -> Edits:
    found = Edits(tmp_path / "content", seed=4)
    for _ in range(6):
        found.edit()
    return found


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Small disks; only who may mount one has this."""
    mounted = []

    def mount(size: str) -> Path:
        (place := tmp_path / f"disk{len(mounted)}").mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("only the administrator mounts disks")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


def told(edits: Edits, tmp_path: Path, jobs: int = 1, store: Path | None = None) -> str:
    """What a build says that makes the site a clean one makes."""
    said = io.StringIO()
    build(open_portal(edits.content, tmp_path / "site"), jobs, progress=Progress(said), kept=store)
    assert differences(published(tmp_path / "site"), clean(edits.content, tmp_path / "clean")) == []
    return said.getvalue()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_store_that_is_no_folder(edits: Edits, tmp_path: Path, jobs: int) -> None:
    (tmp_path / ".mingzhang").mkdir()
    (store := tmp_path / ".mingzhang" / "store").write_text("not a folder")
    said = told(edits, tmp_path, jobs)
    assert said.count(SAID) == 1
    assert f"{store}: 读过的内容存不进去：这里应当是文件夹，却不是。{SAID}" in said
    assert "--store" in said
    edits.edit()
    told(edits, tmp_path, jobs)
    assert SAID not in told(edits, tmp_path, jobs, tmp_path / "elsewhere")


def test_a_disk_that_fills_up_while_it_is_written(
    edits: Edits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, write, room = tmp_path / ".mingzhang" / "store", Folder.write, [40_000]

    def until_full(place: Folder, name: str, data: bytes) -> None:
        if place.address == store.as_posix():
            room[0] -= len(data)
            if room[0] < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
        write(place, name, data)

    monkeypatch.setattr(Folder, "write", until_full)
    said = told(edits, tmp_path)
    assert room[0] < 0
    assert f"{store}: 读过的内容存不进去：磁盘已满。{SAID}" in said


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_small_disk(edits: Edits, tmp_path: Path, disk: Callable[[str], Path], jobs: int) -> None:
    store = disk("64k")
    assert f"{store}: 读过的内容存不进去：磁盘已满。{SAID}" in told(edits, tmp_path, jobs, store)
    left = [file for file in store.rglob("*") if file.is_file() and file.name.count(".")]
    assert left == []  # of what was half written


def test_a_disk_that_is_only_read(edits: Edits, tmp_path: Path, disk: Callable[[str], Path]) -> None:
    store = disk("8m")
    assert SAID not in told(edits, tmp_path, store=store)
    subprocess.run(["mount", "-o", "remount,ro", str(store)], check=True)
    assert SAID not in told(edits, tmp_path, store=store)  # nothing is to be written
    edits.edit()
    said = told(edits, tmp_path, store=store)
    assert f"{store}: 读过的内容存不进去：磁盘是只读的。{SAID}" in said


def test_no_room_in_the_temporary_folder_either(
    edits: Edits, tmp_path: Path, disk: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (store := tmp_path / "store").write_text("not a folder")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary := disk("32k")))
    with pytest.raises(BuildError) as raised:
        build(open_portal(edits.content, tmp_path / "site"), 1, kept=store)
    assert raised.value.where == str(store)
    assert f"却不是；临时文件夹 {temporary} 也一样：" in raised.value.what
    assert raised.value.what.endswith("磁盘已满")


def test_a_temporary_folder_without_room_is_named(
    edits: Edits, tmp_path: Path, disk: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary := disk("32k")))
    with pytest.raises(BuildError, match="临时文件夹写不进去：磁盘已满") as raised:
        build(open_portal(edits.content, tmp_path / "site"), 1)
    assert raised.value.where == str(temporary)
    assert "TMPDIR" in raised.value.what_to_do


def test_an_error_that_is_not_the_disks_stays_what_it_is() -> None:
    with pytest.raises(ValueError, match="a bug"), scratch():
        raise ValueError("a bug")


def test_a_limit_on_the_size_of_files_is_said(edits: Edits, tmp_path: Path) -> None:
    # Blocks of 1024 bytes: the database is larger.
    command = f"ulimit -f 60; exec {sys.executable} -m generator build {edits.content} {tmp_path / 'site'}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 2, run.stderr
    assert "SETUP 文件超过了系统允许的大小（ulimit -f）" in run.stderr
    assert "Traceback" not in run.stderr


def test_what_is_served_is_kept_elsewhere_too(edits: Edits, tmp_path: Path) -> None:
    (tmp_path / ".mingzhang").write_text("not a folder")
    said = io.StringIO()
    with LiveSite(edits.content, Progress(said)) as site:
        assert b"<html" in (site.get("index.html") or b"")
    assert SAID in said.getvalue()
