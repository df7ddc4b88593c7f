"""Saving is heard, once; reading is not."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import FileClosedEvent

from generator.serve.watch import Watch


@pytest.fixture(params=["events", "polling"])
def watch(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Watch]:
    (tmp_path / "submissions").mkdir()
    (tmp_path / "submissions" / "a.txt").write_text("a")
    (tmp_path / "submissions" / "b.txt").write_text("b")
    watch = Watch([tmp_path], poll=request.param == "polling")
    watch.start()
    time.sleep(0.05)
    yield watch
    watch.stop()


def heard(watch: Watch, seconds: float = 3) -> set[str]:
    """Names of the next change; empty where nothing is heard for so long."""
    until = time.monotonic() + seconds
    while not watch.waiting():
        if time.monotonic() > until:
            return set()
        time.sleep(0.002)
    changed = watch.next()
    assert changed is not None
    return {path.name for path in changed}


def test_a_saved_file_is_heard(watch: Watch, tmp_path: Path) -> None:
    (tmp_path / "submissions" / "a.txt").write_text("new text")
    assert "a.txt" in heard(watch)


def test_a_file_saved_by_renaming_is_heard(watch: Watch, tmp_path: Path) -> None:
    beside = tmp_path / "submissions" / ".a.txt.tmp"
    beside.write_text("new text")
    beside.rename(tmp_path / "submissions" / "a.txt")
    assert "a.txt" in heard(watch)


def test_added_renamed_and_deleted_files_are_heard(watch: Watch, tmp_path: Path) -> None:
    (tmp_path / "submissions" / "c.txt").write_text("c")
    assert "c.txt" in heard(watch)
    (tmp_path / "submissions" / "c.txt").rename(tmp_path / "submissions" / "d.txt")
    assert {"c.txt", "d.txt"} <= heard(watch) | heard(watch, 1)
    (tmp_path / "submissions" / "d.txt").unlink()
    assert "d.txt" in heard(watch)


def test_a_folder_added_with_files_in_it_is_heard(watch: Watch, tmp_path: Path) -> None:
    (tmp_path / "submissions" / "2026").mkdir()
    (tmp_path / "submissions" / "2026" / "e.txt").write_text("e")
    assert {"2026", "e.txt"} & (heard(watch) | heard(watch, 1))


def test_reading_is_not_heard(watch: Watch, tmp_path: Path) -> None:
    for _ in range(3):
        assert (tmp_path / "submissions" / "a.txt").read_text() == "a"
        assert len(list((tmp_path / "submissions").iterdir())) == 2
    assert heard(watch, 0.6) == set()


def test_what_editors_leave_beside_a_file_is_not_heard(watch: Watch, tmp_path: Path) -> None:
    for name in (".a.txt.swp", "a.txt~", "4913", "~$a.docx", "#a.txt#", ".git/index", "half.part"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("passing")
    assert heard(watch, 0.6) == set()


def test_many_files_saved_at_once_are_one_change(tmp_path: Path) -> None:
    watch = Watch([tmp_path])
    watch.start()
    try:
        for number in range(20):
            (tmp_path / f"{number}.txt").write_text("text")
        assert len(heard(watch)) == 20
        assert heard(watch, 0.2) == set()
    finally:
        watch.stop()


def test_a_whole_file_is_handed_out_at_once_and_what_follows_closely_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.serve.watch.QUIET", 2)
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text("text")
    watch = Watch([tmp_path])
    watch.start()
    try:
        start = time.monotonic()
        (tmp_path / "0.txt").write_text("new text")
        assert heard(watch) == {"0.txt"}
        assert time.monotonic() - start < 1.8
        for number in range(1, 5):
            (tmp_path / f"{number}.txt").write_text("new text")
        assert heard(watch) == {"1.txt", "2.txt", "3.txt", "4.txt"}
    finally:
        watch.stop()


@pytest.mark.parametrize("text", ["", None], ids=["emptied", "moved away"])
def test_a_file_of_which_more_must_come_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    monkeypatch.setattr("generator.serve.watch.QUIET", 0.2)
    (tmp_path / "a.txt").write_text("text")
    watch = Watch([tmp_path])
    watch.start()
    try:
        start = time.monotonic()
        if text is None:
            (tmp_path / "a.txt").rename(tmp_path / "a.txt~")
        else:
            (tmp_path / "a.txt").write_text(text)
        assert heard(watch) == {"a.txt"}
        assert time.monotonic() - start > 0.2
    finally:
        watch.stop()


def test_a_change_is_handed_out_though_it_never_gets_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.serve.watch.AT_LAST", 0.1)
    watch = Watch([tmp_path])
    copying = threading.Event()

    def copy() -> None:
        while not copying.wait(0.001):
            watch.on_any_event(FileClosedEvent(str(tmp_path / "a.txt")))

    thread = threading.Thread(target=copy)
    thread.start()
    try:
        start = time.monotonic()
        assert watch.next() == {tmp_path / "a.txt"}
        assert time.monotonic() - start < 3
    finally:
        copying.set()
        thread.join()


def test_paths_are_named_below_the_folder_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    watch = Watch([Path("linked")])
    watch.start()
    try:
        Path("content/site.toml").write_text("title = '明账'")
        assert watch.next() == {Path("linked/site.toml")}
    finally:
        watch.stop()


def test_a_watch_that_is_stopped_ends_the_waiting(tmp_path: Path) -> None:
    watch = Watch([tmp_path])
    watch.start()
    watch.stop()
    assert watch.next() is None
    shutil.rmtree(tmp_path)


def test_where_the_system_allows_no_more_watches_polling_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Exhausted:
        def schedule(self, *_: object, **__: object) -> None:
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("generator.serve.watch.Observer", Exhausted)
    watch = Watch([tmp_path])
    watch.start()
    try:
        time.sleep(0.05)
        (tmp_path / "a.txt").write_text("text")
        assert "a.txt" in heard(watch)
    finally:
        watch.stop()
