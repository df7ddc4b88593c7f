"""Our build beside other generators', on the same projects: ``python tests/bench/build.py [PROJECTS …]``.

Prints a table for each size (1,000 and 10,000 where none is given): wall seconds, project pages a second, peak memory
of all processes together, and how many times as long as ours. Ours is the whole portal; "pages" counts project pages.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.asked import sizes
from tests.bench.corpus import write
from tests.bench.rendering.generators import installed, missing
from tests.bench.rendering.measuring import Run, measured


def ours(folder: Path, projects: int) -> Iterator[Run]:
    files = write(folder / "content", projects)
    command = [sys.executable, "-m", "generator", "build", "content", "site"]
    yield measured("ours: everything, first build", command, folder)
    yield measured("ours: nothing changed", command, folder)
    files[0].write_text(files[0].read_text("utf-8").replace("用于", "主要用于", 1), "utf-8")
    changed = measured("ours: one document changed", command, folder, "网页已经更新")
    yield replace(changed, name="ours: one document changed, until its pages stand", seconds=changed.heard)
    yield changed
    again = [*command[:-1], "site-2"]
    yield measured("ours: digests kept, another site", again, folder)


def theirs(folder: Path, projects: int) -> Iterator[Run]:
    for peer in installed():
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
    counts = sizes(__doc__, 1_000, 10_000)
    print(*missing(), sep="\n")
    for count in counts:
        main(count)
