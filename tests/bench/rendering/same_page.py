"""The page that other generators make, made by our engine: ``python tests/bench/same_page.py FOLDER OUT``.

In: ``FOLDER/records``, one file of MessagePack a document, as our store keeps them. Out: one page a project,
written by as many processes as a build takes; with ``--published`` all or nothing, as a build. A part of ``peers.py``.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from markupsafe import Markup
from msgspec import Struct

sys.path.insert(0, str(Path(__file__).parents[3]))
from generator import publish
from generator.executors import choose, map_chunks
from generator.pages.markup import escaped
from generator.publish import Record, Writer
from generator.publish.writer import FolderWriter
from generator.templating import environment
from tests.bench.corpus import Indicator, disclosures
from tests.bench.rendering.generators import FIELDS, PAGE, records

RUN = 400  # projects a worker renders at a time, as in a build


class Prepared(Struct, frozen=True, gc=False):
    """A project as the other generators' records have it."""

    code: str
    name: str
    department: str
    year: int
    budget: str
    points: str
    purpose: str
    indicators: tuple[Indicator, ...]


class Job(Struct, frozen=True):
    """Some files of records for one process."""

    folder: str
    writer: Writer
    files: tuple[str, ...]


def prepare_records(folder: Path, projects: int) -> None:
    """Every document's records as one file of MessagePack, and the page as one of our templates."""
    (folder / "records").mkdir(parents=True)
    ready = iter(records(projects))
    for one in disclosures(projects):
        mine = [{**next(ready), "indicators": project.indicators} for project in one.projects]
        data = msgspec.msgpack.encode(msgspec.convert(mine, tuple[Prepared, ...]))
        (folder / "records" / f"{one.number:06}-{len(mine)}").write_bytes(data)
    page = PAGE % ({field: "{{ " + field + " }}" for field in FIELDS} | {"rows": "{{ rows }}"})
    (folder / "bench_page.html").write_text(page, "utf-8")


def same_pages(jobs: Sequence[Job]) -> list[Record]:
    (job,) = jobs
    template = environment([Path(job.folder)]).get_template("bench_page.html")
    decode = msgspec.msgpack.Decoder(tuple[Prepared, ...]).decode
    return [
        job.writer.write(f"projects/{one.code}/index.html", template.render(_names(one)).encode())
        for name in job.files
        for one in decode(Path(job.folder, "records", name).read_bytes())
    ]


def _names(one: Prepared) -> dict[str, Markup]:
    """As for our own pages: escaped in one pass, rows put together as one string."""
    said = [one.name, one.department, str(one.year), one.budget, one.points, one.purpose]
    cells = [text for i in one.indicators for text in (i.dimension, i.aspect, i.name, i.value)]
    safe = iter(escaped(said + cells))
    names = {field: Markup(text) for field, text in zip(FIELDS, safe)}  # noqa: B905, S704 - the cells remain
    rows = [
        f"<tr><td>{first}</td><td>{second}</td><td>{third}</td><td>{value}</td></tr>"
        for first, second, third, value in zip(safe, safe, safe, safe, strict=True)
    ]
    return names | {"rows": Markup("".join(rows))}  # noqa: S704 - escaped above


def jobs_of(folder: str, writer: Writer) -> tuple[list[Job], int]:
    """The work in runs of some hundred projects, and how many projects it is."""
    work, run, size, total = list[Job](), list[str](), 0, 0
    for name in sorted(path.name for path in Path(folder, "records").iterdir()):
        run.append(name)
        size += int(name.rpartition("-")[2])
        if size >= RUN:
            work.append(Job(folder, writer, tuple(run)))
            total, size, run = total + size, 0, []
    return [*work, Job(folder, writer, tuple(run))], total + size


J = TypeVar("J")


def publish_pages(
    folder: str,
    out: str,
    jobs: Callable[[str, Writer], tuple[list[J], int]],
    pages: Callable[[Sequence[J]], list[Record]],
    *,
    published: bool,
) -> None:
    """What a build does with its pages: they are written by processes and, ``published``, moved in all together."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)  # as the command does
    with publish.stage(Path(out)) if published else contextlib.nullcontext() as stage:
        writer = stage.writer() if stage else FolderWriter(out, out, fresh=True)
        work, projects = jobs(folder, writer)
        executor, _ = choose(None, None, projects)
        with executor:
            for written in map_chunks(executor, pages, work, chunk=1):
                if stage:
                    stage.merge(written)
        if stage:
            stage.remove_missing()
            stage.commit()


if __name__ == "__main__" and len(sys.argv) > 2:
    publish_pages(sys.argv[1], sys.argv[2], jobs_of, same_pages, published="--published" in sys.argv)
