"""Running a command with an eye on the clock and on the memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[3]
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed was compiled once


class Run(Struct, frozen=True):
    """One command: wall seconds, processor seconds of all its processes, peak bytes of all of them together."""

    name: str
    seconds: float
    worked: float
    peak: int
    heard: float = 0.0  # seconds until it said what was waited for


def measured(name: str, command: list[str], folder: Path, until: str = "") -> Run:
    """Run a command; note when it says ``until`` on its error stream.

    Looking at memory takes its time, too, so it is done seldom enough to cost two per cent.
    """
    peak, done, heard = [0], threading.Event(), [0.0]
    before, start = os.times(), time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:

        def look() -> None:
            pause = 0.02
            while not done.wait(pause):
                looked = time.perf_counter()
                peak[0] = max(peak[0], sum(_memory(one) for one in _family(process.pid)))
                pause = max(0.02, 50 * (time.perf_counter() - looked))

        watcher = threading.Thread(target=look)
        watcher.start()
        for line in process.stderr or ():
            if until and until in line:
                heard[0] = time.perf_counter() - start
        status = process.wait()
        seconds, after = time.perf_counter() - start, os.times()
        done.set()
        watcher.join()
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(name if status == 0 else f"{name} (exit {status})", seconds, worked, peak[0], heard[0])


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _memory(process: int) -> int:
    """Resident bytes, shared pages counted once a sharer."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return 0
