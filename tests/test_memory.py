"""What a build is said to take is what its processes take together: a page they share is counted once."""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from generator.memory import Watch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what processes share")

MANY = 100_000_000
ROOT = Path(__file__).parents[1]
LONG = 1  # seconds in which it is looked several times


def test_what_forked_processes_share_is_counted_once_and_what_is_their_own_is_added() -> None:
    alone, shared, apart = measured("peaks")
    assert alone > MANY
    # And not twice as much; what is looked at while a process forks may count a part of it twice.
    assert shared - alone < MANY
    assert 1.5 * MANY < apart - alone < 2.5 * MANY


def measured(what: str) -> tuple[int, ...]:
    """In its own process: of what one that runs tests holds, forked ones soon have copies; it has a browser, too."""
    command = [sys.executable, __file__, what]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return tuple(map(int, told.stdout.split()))


def peak_with(children: int, own: int) -> int:
    """While some forked processes each hold so much of their own."""
    watch = Watch()
    started = [multiprocessing.get_context("fork").Process(target=hold, args=(own,)) for _ in range(children)]
    for child in started:
        child.start()
    for child in started:
        child.join()
    return watch.stop()


def hold(own: int) -> None:
    block = b"y" * own
    time.sleep(LONG)
    assert len(block) == own


def test_what_one_process_held_for_a_moment_counts_and_what_it_held_before_does_not() -> None:
    held, then = measured("moment")
    assert held - then > 0.9 * MANY


def for_a_moment() -> tuple[int, int]:
    watch = Watch()
    block = b"x" * MANY
    del block
    return watch.stop(), Watch().stop()


def test_a_watch_stops_while_processes_go_on_that_have_begun_under_it() -> None:
    watch = Watch()
    child = multiprocessing.get_context("fork").Process(target=hold, args=(0,))
    child.start()
    began = time.monotonic()
    assert watch.stop() > 0
    assert time.monotonic() - began < LONG
    child.join()


def test_a_watch_outlives_an_interruption_that_all_processes_get() -> None:
    watch = Watch()
    assert watch._watcher
    watch._watcher.send_signal(signal.SIGINT)
    assert watch.stop() > 0


if __name__ == "__main__":
    if sys.argv[1] == "moment":
        print(*for_a_moment())
    else:
        block = b"x" * MANY
        print(peak_with(0, 0), peak_with(2, 0), peak_with(2, MANY))
