"""Our build beside other generators', on the same projects: ``python tests/bench/build.py [PROJECTS …]``.

Prints a table for each size (1,000 and 10,000 where none is given): wall seconds, project pages a second, peak memory
of all processes together, and how many times as long as ours. Ours is the whole portal; "pages" counts project pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench import peers
from tests.bench.corpus import write

ROOT = Path(__file__).parents[2]


class Run(Struct, frozen=True):
    """One line of the table."""

    name: str
    seconds: float
    peak: int  # bytes


def measured(name: str, command: list[str], folder: Path) -> Run:
    """Run a command; memory is looked at every 20 ms, of the process and all it started."""
    peak, done = [0], threading.Event()
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:

        def look() -> None:
            while not done.wait(0.02):
                peak[0] = max(peak[0], sum(_memory(one) for one in _family(process.pid)))

        watcher = threading.Thread(target=look)
        watcher.start()
        status = process.wait()
        seconds = time.perf_counter() - start
        done.set()
        watcher.join()
    return Run(name if status == 0 else f"{name} (exit {status})", seconds, peak[0])


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
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


def ours(folder: Path, projects: int) -> Iterator[Run]:
    files = write(folder / "content", projects)
    command = [sys.executable, "-m", "generator", "build", "content", "site"]
    yield measured("ours: everything, first build", command, folder)
    yield measured("ours: nothing changed", command, folder)
    files[0].write_text(files[0].read_text("utf-8").replace("用于", "主要用于", 1), "utf-8")
    yield measured("ours: one document changed", command, folder)
    again = [*command[:-1], "site-2"]
    yield measured("ours: digests kept, another site", again, folder)


def theirs(folder: Path, projects: int) -> Iterator[Run]:
    for peer in peers.installed():
        place = folder / peer.name
        place.mkdir()
        edited = peer.feed(place, projects)
        command = peer.command(place / "out")
        yield measured(f"{peer.name}: first build", command, place)
        edited.write_text(edited.read_text("utf-8").replace("用于", "主要用于", 1), "utf-8")
        yield measured(f"{peer.name}: one record changed", command, place)


def main(projects: int) -> None:
    print(
        f"\n## {projects:,} projects\n\n| | seconds | projects/s | peak MB | against ours |\n|---|---:|---:|---:|---:|"
    )
    first: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for source in (ours, theirs):
            place = Path(folder, source.__name__)
            place.mkdir()
            for run in source(place, projects):
                first.append(run.seconds)
                rate, ratio = projects / run.seconds, run.seconds / first[0]
                print(
                    f"| {run.name} | {run.seconds:.2f} | {rate:,.0f} | {run.peak / 1e6:,.0f} | {ratio:.2f} |",
                    flush=True,
                )


if __name__ == "__main__":
    for count in [int(word) for word in sys.argv[1:]] or [1_000, 10_000]:
        main(count)
