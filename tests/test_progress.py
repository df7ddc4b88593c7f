"""People see how far it is, logs keep one line a stage, and ``--profile`` says what it cost."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator import progress
from generator.build import build
from generator.portal import open_portal
from generator.progress import Progress, columns, cut, duration
from generator.tally import Tally
from tests.bench.corpus import write


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_gets_one_line_a_stage() -> None:
    log = io.StringIO()
    shown = Progress(log)
    with shown.stage("读取", 5) as stage:
        for _ in range(5):
            stage.advance()
    with shown.stage("合并"):
        pass
    first, second = log.getvalue().splitlines()
    assert first.startswith("读取  5 项  0.0")
    assert second.startswith("合并  0.0")


def test_what_is_said_between_two_stages_stays_on_a_terminal() -> None:
    terminal = Terminal()
    shown = Progress(terminal)
    with shown.stage("发布网页"):
        pass
    shown.say("网页已经更新")
    assert terminal.getvalue().splitlines()[-1].endswith("网页已经更新（0.00 秒）")
    assert terminal.getvalue().endswith("\n")


def test_a_stage_that_fails_is_told_so_in_the_log() -> None:
    log = io.StringIO()
    with pytest.raises(KeyboardInterrupt), Progress(log).stage("读取", 5):
        raise KeyboardInterrupt
    assert log.getvalue().endswith("中断\n")


def test_a_terminal_shows_how_far_and_how_long_yet_and_is_clean_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(progress.shutil, "get_terminal_size", lambda: os.terminal_size((80, 24)))
    terminal = Terminal()
    with Progress(terminal).stage("渲染网页", 10_000) as stage:
        for _ in range(4):
            now += 10
            stage.advance(1000)
    drawn = terminal.getvalue().split("\r")
    assert drawn[1] == "渲染网页  0/10,000  0%\x1b[K"
    assert drawn[5] == "渲染网页  4,000/10,000  40%  还需约 1 分\x1b[K"
    assert drawn[-1] == "\x1b[K"


def test_a_terminal_is_not_drawn_more_often_than_it_is_seen() -> None:
    terminal = Terminal()
    with Progress(terminal).stage("渲染网页", 100_000) as stage:
        for _ in range(100_000):
            stage.advance()
    assert terminal.getvalue().count("\r") < 100


def test_of_steps_of_several_kinds_only_the_share_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(progress, "EVERY", 0)
    terminal, log = Terminal(), io.StringIO()
    for out in (terminal, log):
        shown = Progress(out)
        with shown.stage("总览") as stage:
            for _ in range(2):
                now += 10
                stage.expect(2)
                stage.advance()
        assert shown.costs[0].items == 0
    assert "总览  25%  还需约 1 分\x1b[K" in terminal.getvalue()  # as soon as there is more to do
    assert "总览  50%  还需约 20 秒\x1b[K" in terminal.getvalue()
    assert log.getvalue() == "总览  20 秒\n"


def test_what_others_do_is_followed_on_a_terminal_and_not_in_a_log(tmp_path: Path) -> None:
    tally = Tally(tmp_path / "done")
    tally.add(2)  # before anybody looked
    terminal = Terminal()
    with Progress(terminal).stage("总览") as stage:
        stage.follow(tally.count, 10)
        tally.add(4)
        until = time.monotonic() + 10
        while "总览  50%" not in terminal.getvalue() and time.monotonic() < until:
            time.sleep(0.05)
    assert "总览  50%" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    before = threading.active_count()
    with Progress(io.StringIO()).stage("总览") as stage:
        stage.follow(tally.count, 10)
        assert threading.active_count() == before


def test_every_stage_of_a_build_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 0)
    write(tmp_path / "content", 60)
    terminal = Terminal()
    build(open_portal(tmp_path / "content", tmp_path / "site"), jobs=1, progress=Progress(terminal))
    shares: dict[str, list[int]] = {}
    for line in terminal.getvalue().split("\r"):
        words = line.removesuffix("\x1b[K").split()
        shares.setdefault(words[0], []).extend(
            int(word[:-1]) for word in words[1:] if word.endswith("%")
        ) if words else 0
    assert [name for name in shares if not name.endswith("…")] == [
        *("读取文件", "核对与链接", "生成网页", "总览", "检索、数据", "发布")
    ]
    for name, seen in shares.items():
        if not name.endswith("…"):
            assert seen == sorted(seen) or name == "检索、数据", name  # of which not all is known at first
            assert seen[-1] == 100, name


def test_a_real_terminal_is_known_as_one() -> None:
    master, slave = pty.openpty()
    with open(slave, "w", encoding="utf-8") as terminal, Progress(terminal).stage("读取"):  # noqa: PTH123 - a handle
        assert os.read(master, 100).decode() == "\r读取…\x1b[K"
    os.close(master)


def test_a_line_never_breaks_on_a_narrow_terminal() -> None:
    assert columns("渲染网页 40%") == 12
    assert cut("渲染网页  4,000/10,000", 9) == "渲染网页 "
    assert cut("渲染网页", 5) == "渲染"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.004, "0.00 秒"), (0.42, "0.42 秒"), (7.4, "7 秒"), (59.6, "1 分"), (200, "3 分 20 秒"), (3900, "1 小时 5 分")],
)
def test_times_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_the_profile_names_seconds_items_and_memory_of_each_stage() -> None:
    # In a process of its own: the tests' has a browser, and what all hold together is not looked at all the time.
    code = (
        "import io\n"
        "from generator.progress import Progress\n"
        "shown = Progress(io.StringIO(), profile=True)\n"
        "with shown.stage('大块内存') as stage:\n"
        "    block = b'x' * 200_000_000\n"
        "    stage.advance(len(block) // 100_000_000)\n"
        "    del block\n"
        "with shown.stage('之后'):\n"
        "    pass\n"
        "print(*(value for cost in shown.costs for value in (cost.items, cost.peak)))\n"
        "print(shown.table())\n"
    )
    ran = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True)
    costs, *table = ran.stdout.decode("utf-8").splitlines()
    large_items, large, small_items, small = map(int, costs.split())
    assert (large_items, small_items) == (2, 0)
    assert large > 200_000_000
    assert 0 < small < large - 150_000_000
    head, first, *_, last = table
    assert head.split() == ["阶段", "秒", "项数", "项/秒", "内存峰值", "MB"]
    assert first.startswith("大块内存  ")
    assert last.startswith("合计")
    assert {columns(line) for line in (head, first, last)} == {columns(head)}
