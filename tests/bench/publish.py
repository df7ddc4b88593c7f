"""What publishing costs: ``python tests/bench/publish.py [N …] [--bytes BYTES]`` prints a table.

A page is a folder with a file of its own, as on a real site. Rendering is not in it: the bytes are ready.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from generator import publish
from tests.bench.asked import parser, positive


def pages(writer: publish.Writer, first: int, last: int, size: int, edition: bytes) -> list[publish.Record]:
    body = edition * (size // len(edition))
    return [
        writer.write(f"projects/2022-{number:08}/index.html", b"%d" % number + body) for number in range(first, last)
    ]


def run(site: Path, files: int, size: int, edition: bytes, pool: ProcessPoolExecutor | None) -> publish.Summary:
    with publish.stage(site) as stage:
        chunks = [(first, min(first + 500, files)) for first in range(0, files, 500)]
        writer = stage.writer()
        if pool is None:
            for first, last in chunks:
                stage.merge(pages(writer, first, last, size, edition))
        else:
            for done in [pool.submit(pages, writer, first, last, size, edition) for first, last in chunks]:
                stage.merge(done.result())
        stage.remove_missing()
        return stage.commit()


def keep(site: Path, changed: int, size: int) -> publish.Summary:
    with publish.stage(site) as stage:
        names = stage.published.paths[:changed]
        for name in names:
            stage.write(name, b"changed" * (size // 7))
        for name in stage.published.paths[changed:]:
            stage.keep(name)
        stage.remove_missing()
        return stage.commit()


def measured(name: str, files: int, work: Callable[[], publish.Summary]) -> None:
    start = time.perf_counter()
    done = work()
    seconds = time.perf_counter() - start
    counts = f"new {done.new}, changed {done.changed}, removed {done.removed}, unchanged {done.unchanged}"
    print(f"{name:42} {seconds:8.3f} s  {files / seconds:9,.0f} files/s  {counts}", flush=True)


def main(files: int, size: int) -> None:
    print(f"{files:,} pages of {size:,} bytes, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(2) as pool:
        # A folder of its own each: ext4 is ten times as slow for a minute where many files were just deleted.
        alone, site = Path(folder, "alone"), Path(folder, "site")
        list(pool.map(abs, [1, 2]))  # the processes are there before the clock runs
        measured("first, one process", files, lambda: run(alone, files, size, b"first", None))
        measured("first, two processes", files, lambda: run(site, files, size, b"first", pool))
        measured("written again, same bytes, two processes", files, lambda: run(site, files, size, b"first", pool))
        time.sleep(0.2)  # what is younger than the clock's tick is read and not trusted
        measured("all kept", files, lambda: keep(site, 0, size))
        measured("ten changed, the others kept", files, lambda: keep(site, 10, size))
        measured("all changed, two processes", files, lambda: run(site, files, size, b"other", pool))


if __name__ == "__main__":
    asked = parser(__doc__, 10_000)
    asked.add_argument("--bytes", type=positive, default=12_000, help="of each page")
    wanted = asked.parse_args()
    for count in wanted.projects:
        main(count, wanted.bytes)
