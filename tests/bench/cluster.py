"""A build on a Dask cluster of this machine, with one worker and with two: ``python tests/bench/cluster.py [N]``.

A scheduler and workers on loopback, everything in a shared folder. For each stage: wall seconds, and the processor
seconds of the command and of all workers. What the workers spend is what grows with them, whatever else the machine
does meanwhile; from it follows the plan for a province and for the country. Nothing is deleted before the end.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from distributed import Client
from msgspec import Struct

sys.path.insert(0, str(Path(__file__).parents[2]))
from generator.build import build
from generator.portal import open_portal
from generator.progress import Progress
from tests.bench.asked import parser
from tests.bench.corpus import write
from tests.bench.rendering.measuring import ENVIRONMENT

TOOL = "import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; main()"
WORKERS = (1, 2, 4, 8, 16, 32)
PLANS = ((100_000, "a province"), (1_000_000, "the country"))


class Cost(Struct, frozen=True):
    """What a stage took: wall seconds, processor seconds here and on all workers."""

    name: str
    wall: float
    here: float
    workers: float


class Clocks(Progress):
    """Looks at all clocks before and after each stage."""

    def __init__(self, client: Any) -> None:
        super().__init__(io.StringIO())
        self._client = client
        self._children: dict[int, float] = {}  # processor seconds of the command's own processes, when last seen
        threading.Thread(target=self._look, daemon=True).start()
        self.stages: list[Cost] = []

    def _look(self) -> None:
        """They end within a stage, and nobody is told what they took."""
        while True:
            for child in multiprocessing.active_children():
                with contextlib.suppress(OSError, IndexError):
                    times = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
                    self._children[child.pid or 0] = sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
            time.sleep(0.05)

    @contextlib.contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Any]:
        before = self._now()
        with super().stage(name, total) as stage:
            yield stage
        self.stages.append(Cost(name, *(b - a for a, b in zip(before, self._now(), strict=True))))

    def _now(self) -> tuple[float, float, float]:
        here = time.process_time() + sum(self._children.values())
        return time.perf_counter(), here, sum(self._client.run(time.process_time).values())


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[str]:
    """The address of a scheduler that has so many workers, of one thread each."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    each = ["worker", address, "--nthreads", "1", "--no-nanny"]
    commands = [["scheduler", "--host", "127.0.0.1", "--port", str(port)], *([each] * workers)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [
        subprocess.Popen([sys.executable, "-c", TOOL, *words, "--no-dashboard"], env=ENVIRONMENT, **quiet)  # type: ignore[call-overload]
        for words in commands
    ]
    try:
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def costs(folder: Path, workers: int) -> list[Cost]:
    """A first build of ``folder/content`` with so many workers, all of them warm."""
    with cluster(workers) as address, Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers)
        client.run(_warm_up)
        clocks = Clocks(client)
        place = folder / f"with-{workers}"
        build(open_portal(folder / "content", place / "site"), None, address, clocks, place / "store")
        return clocks.stages


def _warm_up() -> None:
    import generator.build
    import generator.search.mapping  # noqa: F401


def stage_table(one: list[Cost], two: list[Cost]) -> None:
    print("| | one worker, s | two workers, s | processor s here | processor s of workers | grows with workers |")
    print("|---|---:|---:|---:|---:|---:|")
    total = ("all", sum(s.wall for s in one), sum(s.wall for s in two), sum(s.here for s in two), _workers(two))
    for name, first, second, here, work in [
        *((a.name, a.wall, b.wall, b.here, b.workers) for a, b in zip(one, two, strict=True)),
        total,
    ]:
        share = work / (here + work) if here + work else 0
        print(f"| {name} | {first:.1f} | {second:.1f} | {here:.1f} | {work:.1f} | {share:.0%} |")


def _workers(stages: list[Cost]) -> float:
    return sum(stage.workers for stage in stages)


def planned(stages: list[Cost], scale: float, workers: int) -> float:
    """Seconds of a build so many times as large: workers share their part, while the command does its own beside them.

    A stage in which they do next to nothing takes as long as it took, times the scale; on a machine that is busy
    otherwise, as long as the command itself was at work.
    """
    shared = [stage for stage in stages if stage.workers > stage.here]
    alone = sum(min(stage.wall, stage.here) for stage in stages if stage not in shared)
    return (alone + sum(max(stage.here, stage.workers / workers) for stage in shared)) * scale


def plan_table(stages: list[Cost], projects: int) -> None:
    print(f"\n| workers | {' | '.join(f'{size:,} projects, {name}' for size, name in PLANS)} |")
    print(f"|---:|{'---:|' * len(PLANS)}")
    for workers in WORKERS:
        times = [planned(stages, size / projects, workers) for size, _ in PLANS]
        print(f"| {workers} | {' | '.join(f'{seconds / 60:,.1f} min' for seconds in times)} |")


def main(projects: int, keep: bool) -> None:
    folder = Path(tempfile.mkdtemp(prefix="mingzhang-cluster-"))
    write(folder / "content", projects)
    one, two = costs(folder, 1), costs(folder, 2)
    print(f"\n### {projects:,} projects on a shared folder\n")
    stage_table(one, two)
    plan_table(two, projects)
    if keep:
        print(f"\n{folder}")
    else:
        shutil.rmtree(folder)


if __name__ == "__main__":
    asked = parser(__doc__, 10_000)
    asked.add_argument("--keep", action="store_true", help="leave everything where it was made, and say where")
    wanted = asked.parse_args()
    for count in wanted.projects:
        main(count, wanted.keep)
