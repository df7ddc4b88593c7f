"""When processes pay: ``python tests/bench/executors.py [N …]`` prints one process against what ``choose`` takes.

A project's work is imitated by half a millisecond of computing, about what it costs from text to page.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from generator.executors import Serial, choose, chunk_size, map_chunks
from tests.bench.asked import sizes


def work(items: Sequence[int]) -> int:
    for _ in items:
        sum(range(22_000))
    return len(items)


def main(counts: Sequence[int]) -> None:
    start = time.perf_counter()
    work(range(200))
    print(f"one project: {(time.perf_counter() - start) * 5:.2f} ms")
    for projects in counts:
        seconds = []
        for jobs in (1, None):
            start = time.perf_counter()
            executor, words = (Serial(), "") if jobs else choose(None, None, projects)
            with executor:
                done = sum(map_chunks(executor, work, range(projects), chunk=chunk_size(projects, executor, most=250)))
            seconds.append(time.perf_counter() - start)
            if done != projects:
                raise ValueError(done)
        print(f"{projects:6,} projects: one process {seconds[0]:6.3f} s, chosen {seconds[1]:6.3f} s: {words}")


if __name__ == "__main__":
    main(sizes(__doc__, 45, 200, 300, 450, 600, 1000, 3000, 10_000))
