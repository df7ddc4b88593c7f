"""The store may forget, but never lies."""

from __future__ import annotations

import copy
import errno
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest

import generator
from generator import model, store
from generator.store import Store, UnwritableError, code_version, key

FIRST, SECOND, THIRD = key("first"), key("second"), key("third")


def values(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("??/*"))


def build(folder: Path, *keys: str, keep_builds: int = 3) -> None:
    """A build that needs these keys and puts what is missing."""
    time.sleep(0.02)  # the clock of the disk ticks between two builds
    with Store(folder, keep_builds=keep_builds) as opened:
        for each in keys:
            if opened.get(each) is None:
                opened.put(each, each.encode())


def test_what_was_put_is_got_back_also_by_a_later_build(tmp_path: Path) -> None:
    Store(tmp_path).put(FIRST, b"value")
    assert Store(tmp_path).get(FIRST) == b"value"
    assert Store(tmp_path).get(SECOND) is None
    Store(tmp_path).put(FIRST, b"")
    assert Store(tmp_path).get(FIRST) == b""


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 100, bytes(4), bytes(100)])
def test_a_damaged_value_counts_as_not_there(tmp_path: Path, damage: bytes) -> None:
    Store(tmp_path).put(FIRST, b"value")
    (file,) = values(tmp_path)
    file.write_bytes(damage)
    assert Store(tmp_path).get(FIRST) is None
    Store(tmp_path).put(FIRST, b"value")
    assert Store(tmp_path).get(FIRST) == b"value"


def test_a_value_cut_off_anywhere_counts_as_not_there(tmp_path: Path) -> None:
    Store(tmp_path).put(FIRST, b"value")
    (file,) = values(tmp_path)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert Store(tmp_path).get(FIRST) is None


def test_a_folder_that_cannot_be_written_is_said_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with Store(tmp_path / "file") as opened:
        with pytest.raises(UnwritableError, match=r"file: .*这里应当是文件夹，却不是") as raised:
            opened.put(FIRST, b"value")
        assert opened.get(FIRST) is None
    assert str(copy.copy(raised.value)) == str(raised.value)  # as it comes from another process


def test_what_a_full_disk_took_of_a_value_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FIRST[:2]).mkdir()

    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("generator.places.memoryview", fail, raising=False)
    with pytest.raises(UnwritableError, match="磁盘已满"):
        Store(tmp_path).put(FIRST, b"value")
    assert values(tmp_path) == []


def test_a_list_of_keys_that_is_damaged_is_no_hindrance(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    build(tmp_path, FIRST, SECOND)
    for found in tmp_path.glob("used.*"):
        found.write_bytes(b"\xff\xfe" + found.read_bytes())
    build(tmp_path, THIRD)
    build(tmp_path, SECOND, THIRD)
    assert Store(tmp_path).get(THIRD) is not None


def test_many_processes_put_the_same_keys_at_once(tmp_path: Path) -> None:
    code = (
        "import pickle, sys; opened = pickle.load(sys.stdin.buffer)\n"
        "for turn in range(50):\n"
        "    for name in ('aa', 'ab', 'ba'):\n"
        "        opened.put(name * 32, name.encode() * 10000)\n"
        "        assert opened.get(name * 32) == name.encode() * 10000\n"
    )
    sent = pickle.dumps(Store(tmp_path))
    workers = [subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) for _ in range(3)]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write(sent)
        worker.stdin.close()
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    assert len(values(tmp_path)) == 3


def test_what_the_last_builds_did_not_use_is_dropped(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    for number in range(2):
        build(tmp_path, SECOND, str(number) * 64)
        assert Store(tmp_path).get(FIRST) is not None
    build(tmp_path, SECOND)
    assert Store(tmp_path).get(FIRST) is None
    assert Store(tmp_path).get(SECOND) is not None
    assert len(list(tmp_path.glob("used.*"))) == 3


def test_a_build_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    build(tmp_path, FIRST, SECOND)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path, *tmp_path.rglob("*"))}
    for _ in range(5):
        build(tmp_path, FIRST, SECOND)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path, *tmp_path.rglob("*"))} == before


def test_a_build_that_fails_drops_nothing(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    with pytest.raises(TypeError), Store(tmp_path, keep_builds=1) as opened:
        opened.put(SECOND, None)  # type: ignore[arg-type]
    assert len(list(tmp_path.glob("used.*"))) == 1


def test_what_another_build_has_just_put_is_not_dropped(tmp_path: Path) -> None:
    build(tmp_path, FIRST, keep_builds=1)
    time.sleep(0.02)
    Store(tmp_path).put(THIRD, b"of a build that is still running")
    build(tmp_path, SECOND, keep_builds=1)
    assert Store(tmp_path).get(THIRD) is not None
    assert Store(tmp_path).get(FIRST) is None


def test_what_a_crash_left_half_written_goes_with_the_rest(tmp_path: Path) -> None:
    build(tmp_path, FIRST, keep_builds=1)
    (file,) = values(tmp_path)
    rest = file.with_name(f"{file.name}.0a1b2c3d")
    rest.write_bytes(b"half")
    os.utime(rest, ns=(0, 0))
    build(tmp_path, FIRST, SECOND, keep_builds=1)
    assert not rest.exists()


def test_keys_tell_apart_where_one_part_ends() -> None:
    assert key("ab", "c") != key("a", "bc")
    assert key("ab") == key(b"ab")
    assert key() != key("")


def test_the_codes_version_changes_with_any_of_its_files_and_with_nothing_else(tmp_path: Path) -> None:
    package = tmp_path / "here" / "package"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("one = 1\n")
    (package / "vocabulary.toml").write_text("[headings]\n")
    first = code_version(package)
    (package / "notes.txt").write_text("not code")
    assert code_version(package) == first
    package.rename(tmp_path / "package")
    assert code_version(tmp_path / "package") == first
    (tmp_path / "package" / "vocabulary.toml").write_text("[headings]\nname = ['项目名称']\n")
    assert code_version(tmp_path / "package") != first


def test_modules_and_packages_are_versioned_by_their_files() -> None:
    folder = Path(generator.__file__).parent
    assert code_version(model) == code_version(folder / "model.py")
    assert code_version(model, store) == code_version(store, model) != code_version(model)
    assert code_version(generator) == code_version(folder)
