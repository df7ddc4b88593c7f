"""How long the downloads take: ``python tests/bench/exports.py [N …]``.

The five submissions are repeated, each copy with ids of its own, until there are as many projects as asked.
Prints processor seconds of each stage; what a worker does (map, departments) is shared by the cores, the rest is not.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import structs

sys.path.insert(0, str(Path(__file__).parents[2]))
from generator.catalogue import head_of, link
from generator.exports import (
    About,
    Mapped,
    Placement,
    Wanted,
    department_files,
    map_lines,
    write_downloads,
)
from generator.model import Submission
from generator.pages.surroundings import surroundings_of
from generator.readers import read
from generator.recognise import recognise
from generator.render import placement_of
from tests.bench.asked import sizes

CONTENT = Path(__file__).parents[2] / "content" / "submissions"


def copies(projects: int) -> Iterator[tuple[Submission, Placement]]:
    """Submissions with placements, at least ``projects`` projects in all."""
    found = [recognise(read(path.read_bytes(), path.name)) for path in sorted(CONTENT.glob("*.txt"))]
    catalogue = link(map(head_of, found))
    by_path = {submission.source.path: submission for submission in found}
    groups = [surroundings_of(catalogue, *group, {}) for group in catalogue.groups()]
    placed = [
        (by_path[around.path], placement_of(by_path[around.path], around))
        for group in groups
        for around in group.submissions
    ]
    made = number = 0
    while made < projects:
        number += 1
        for submission, placement in placed:
            renamed = tuple(p and structs.replace(p, id=f"{p.id}-{number}") for p in placement.projects)
            yield submission, structs.replace(placement, id=f"{placement.id}-{number}", projects=renamed)
            made += len(renamed)


def main(projects: int) -> None:
    placed = list(copies(projects))
    mapped: list[Mapped] = []
    timed("map", lambda: mapped.extend(map_lines(s, p, s.findings) for s, p in placed))
    timed("departments", lambda: [list(department_files("x", [one])) for one in mapped])
    chunks = [one.chunk for one in mapped]
    for name, wanted in (("lines and tables", (False, False)), ("… and SQLite", (True, False))):
        settings = Wanted(About("", ""), "0", "0", sqlite=wanted[0], parquet=wanted[1])
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            timed(name, lambda: write_downloads(chunks, settings, place, lambda *_: None, lambda *_: None))  # noqa: B023
            print(f"{'':18}{sum(path.stat().st_size for path in place.iterdir()) / 1e6:8.1f} MB")
    print(f"{sum(chunk.rows['projects'] for chunk in chunks)} projects, {len(chunks)} submissions")


def timed(name: str, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    print(f"{name:18}{time.process_time() - start:8.2f} s")


if __name__ == "__main__":
    for count in sizes(__doc__, 10_000):
        main(count)
