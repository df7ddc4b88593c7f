"""The project page of a portal, made of digests: ``python tests/bench/own_page.py FOLDER OUT``.

In: the digests of a build in ``FOLDER/store``, and what its catalogue knows in ``FOLDER/departments``. Out: one page a
project, as in ``same_page.py``. A part of ``peers.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

sys.path.insert(0, str(Path(__file__).parents[3]))
from generator.compared import rows_of
from generator.digest import decode_body
from generator.pages.compared import kinds_of
from generator.pages.noted import findings_list, findings_of
from generator.pages.projects import chart_of, project_page
from generator.pages.shared import shared_of
from generator.publish import Record, Writer
from generator.render import Theme, render
from generator.rendering import Department, groups_of, in_chunks, with_across
from generator.store import Store
from tests.bench.rendering.same_page import RUN, publish_pages


class Ready(Struct, frozen=True):
    """All that project pages are made of, beside the digests in the store."""

    departments: tuple[Department, ...]
    theme: Theme


class Job(Struct, frozen=True):
    """Some departments for one process."""

    folder: str
    writer: Writer
    departments: tuple[Department, ...]
    theme: Theme


def prepare_digests(folder: Path, content: Path) -> None:
    """Read and link a portal; what remains is rendering."""
    from generator import assets, checks
    from generator.executors import choose
    from generator.find import find
    from generator.linking import departments_of, link_all
    from generator.places import place_of
    from generator.portal import open_portal, theme_version
    from generator.reading import read_all
    from generator.templating import PACKAGED

    portal, store = open_portal(content, folder), Store(folder / "store")
    found, _ = find(place_of(content))
    executor, _ = choose(None, None, 100_000)
    with executor:
        reads, _ = read_all(executor, portal.root, store, (), found)
    version = theme_version(portal)
    departments = tuple(departments_of(link_all(reads), version))
    titles = {check.name: check.title.zh for check in checks.all_checks()}
    theme = Theme(version, portal.settings, assets.addresses(list(assets.collect([PACKAGED]))), titles, ())
    (folder / "departments").write_bytes(msgspec.msgpack.encode(Ready(departments, theme)))


def own_pages(jobs: Sequence[Job]) -> list[Record]:
    (job,) = jobs
    store = Store(Path(job.folder, "store"))
    return [record for department in job.departments for record in _department(job, store, department)]


def _department(job: Job, store: Store, department: Department) -> Iterator[Record]:
    theme = job.theme
    for group, keys in zip(groups_of(department), department.bodies, strict=True):
        for around, key in zip(group.submissions, keys, strict=True):
            submission = with_across(around.across, decode_body(store.get(key) or b"")[0])
            asked, shared = findings_of(submission), shared_of(group, around, submission)
            kinds = kinds_of(rows_of(group, around, submission))
            for own, project in zip(around.projects, submission.projects, strict=True):
                noted = findings_list(asked.get(project.order, []), theme.titles, shared.source, shared.root)
                chart, of = chart_of(project), kinds.get(own.id)
                page = project_page(project, own, shared, noted, chart, of)
                yield job.writer.write(own.url, render(page, theme))


def jobs_of(folder: str, writer: Writer) -> tuple[list[Job], int]:
    """The work in runs of some hundred projects, and how many projects it is."""
    ready = msgspec.msgpack.decode(Path(folder, "departments").read_bytes(), type=Ready)
    work = [Job(folder, writer, some, ready.theme) for some in in_chunks(ready.departments, RUN)]
    return work, sum(one.projects for one in ready.departments)


if __name__ == "__main__" and len(sys.argv) > 2:
    publish_pages(sys.argv[1], sys.argv[2], jobs_of, own_pages, published="--published" in sys.argv)
