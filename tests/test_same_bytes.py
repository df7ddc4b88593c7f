"""The same content gives the same bytes: on another machine's clock, language, hash seed and order of files."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What may differ between two machines and must not show.
MACHINES = {
    "a clock east of all others": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
    "no language at all": {"LC_ALL": "C", "PYTHONHASHSEED": "2"},
    "a Chinese machine": {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "3"},
    "another language": {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "4"},
}


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and ".mingzhang" not in path.parts
    }


def copied_in_order(folder: Path, seed: int) -> Path:
    """The content, its files written in an order of their own: what a disk lists follows that."""
    files = sorted(path for path in (ROOT / "content").rglob("*") if path.is_file())
    random.Random(seed).shuffle(files)  # noqa: S311 — a shuffle that repeats
    for path in files:
        target = folder / "content" / path.relative_to(ROOT / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return folder


def built(folder: Path, **environment: str) -> dict[str, str]:
    """Build in a process of its own, from inside the portal's folder."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    command = [sys.executable, "-m", "generator", "build", "content", "site"]
    done = subprocess.run(
        command, cwd=folder, env=kept | {"PYTHONPATH": str(ROOT)} | environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return digests(folder / "site")


@pytest.fixture(scope="module")
def expected(site: Path) -> dict[str, str]:
    found = digests(site)
    assert len(found) > 200
    return found


@pytest.mark.parametrize("machine", MACHINES)
def test_another_machine_publishes_the_same_bytes(machine: str, expected: dict[str, str], tmp_path: Path):
    folder = copied_in_order(tmp_path, len(machine))
    assert built(folder, **MACHINES[machine]) == expected


def test_a_second_build_over_the_first_and_one_from_nothing_are_the_same(expected: dict[str, str], tmp_path: Path):
    folder = copied_in_order(tmp_path, 0)
    submissions = folder / "content" / "submissions"
    kept = submissions / "临西县运河园区管理委员会.txt"
    aside = kept.rename(folder / "aside.txt")
    assert built(folder) != expected
    aside.rename(kept)
    assert built(folder) == expected
    assert built(folder) == expected
