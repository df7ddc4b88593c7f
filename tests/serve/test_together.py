"""The other process makes only what is wanted, and writes only what differs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import assets
from generator.executors import Serial
from generator.portal import open_portal
from generator.render import Theme
from generator.serve.known import Known
from generator.serve.together import Dropped, Job, gather, write_compared, write_data
from generator.shares import Shares
from generator.store import Store
from generator.templating import PACKAGED
from tests.bench.corpus import write


@pytest.fixture
def known(tmp_path: Path) -> Known:
    write(tmp_path / "content", 40)
    return Known(tmp_path / "content", Store(tmp_path / "store"))


def job(known: Known, name: str, before: Job | None = None) -> Job:
    known.read(Serial(), ())
    portal = open_portal(known.content, known.content)
    theme = Theme("1", portal.settings, assets.addresses(list(assets.collect([PACKAGED]))), {}, ())
    folder = known.content.parent / name
    reads = tuple(known.reads.values())
    found = Job(portal, known.store, theme, "1", reads, folder, before.folder if before else None)
    found.want()
    return found


def files(job: Job) -> dict[str, Path]:
    site = job.folder / "site"
    return {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}


def lose(known: Known, ending: str) -> None:
    for file in known.content.parent.glob("store/??/*"):
        if file.name.rstrip("s").endswith(ending) and len(file.name.replace("s", "")) == 62 + len(ending):
            file.write_bytes(b"damaged")


@pytest.mark.parametrize(("ending", "write"), [("e", write_data), ("l", write_compared)])
def test_what_the_store_loses_before_somebody_asks_for_it_is_made_again(
    known: Known, ending: str, write: Callable[[Job, Shares], list[object]]
) -> None:
    shares = gather(first := job(known, "first"))
    expected = write(first, shares)
    shares = gather(second := job(known, "second"))
    lose(known, ending)
    assert write(second, shares) == expected != []
    assert {name: path.read_bytes() for name, path in files(second).items()} == {
        name: path.read_bytes() for name, path in files(first).items()
    }


@pytest.mark.parametrize("ending", ["", "q", "e", "l"])
def test_what_the_store_has_lost_is_made_again(known: Known, ending: str) -> None:
    gather(first := job(known, "first"))
    lose(known, ending)
    gather(second := job(known, "second"))
    assert {name: path.read_bytes() for name, path in files(second).items()} == {
        name: path.read_bytes() for name, path in files(first).items()
    }


def test_files_that_are_the_same_are_not_written_again(known: Known) -> None:
    first = job(known, "first")
    gather(first)
    document = min((known.content / "submissions").iterdir())
    document.write_text(document.read_text("utf-8").replace("用于", "主要用于", 1), "utf-8")
    second = job(known, "second", first)
    gather(second)
    alone = job(known, "alone")
    gather(alone)
    before, after, expected = files(first), files(second), files(alone)
    assert {name: path.read_bytes() for name, path in after.items()} == {
        name: path.read_bytes() for name, path in expected.items()
    }
    shared = {name for name in after if name in before and after[name].samefile(before[name])}
    same = {name for name in after if name in before and after[name].read_bytes() == before[name].read_bytes()}
    assert shared == same
    assert 0 < len(same) < len(after)
    shutil.rmtree(first.folder)
    assert files(second)["search/index.html"].read_bytes() == expected["search/index.html"].read_bytes()


def test_a_job_that_was_dropped_is_given_up(known: Known) -> None:
    dropped = job(known, "dropped")
    dropped.drop()
    with pytest.raises(Dropped):
        gather(dropped)
    assert not files(dropped)
