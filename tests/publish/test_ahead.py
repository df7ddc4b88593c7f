"""A publication in two steps: what is there so far moves in, beside what was there; then the rest, and what is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import NEW, OLD, Pages, put, shown
from test_killed import killed_at_every_step, the_same_steps_each_time  # noqa: F401 - a fixture

from generator import publish
from generator.model import BuildError

FIRST: Pages = {path: NEW[path] for path in ("index.html", "projects/2022-C/index.html", "departments/440/index.html")}
FIRST |= {"about.html": NEW["about.html"]}  # the same as before
# Where the old site has a file, a folder of the new one cannot stand, and the other way round: not for the first step.
REST = {path: data for path, data in NEW.items() if path not in FIRST}


def write(stage: publish.Stage, pages: Pages) -> None:
    for path, data in pages.items():
        stage.write(path, data)


def in_two_steps(site: Path, went: bool = True) -> publish.Summary:
    with publish.stage(site) as stage:
        write(stage, FIRST)
        assert stage.ahead(b"ahead") is went
        write(stage, REST)
        stage.remove_missing()
        return stage.commit(b"new")


def test_what_is_ahead_stands_beside_what_was_there(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        write(stage, FIRST)
        assert stage.ahead(b"ahead")
        assert shown(site) == OLD | FIRST


def test_in_two_steps_the_site_and_its_counts_become_what_they_become_in_one(site: Path, tmp_path: Path) -> None:
    put(site, OLD)
    put(tmp_path / "one", OLD)
    assert in_two_steps(site) == put(tmp_path / "one", NEW)
    assert shown(site) == NEW
    manifests = [(folder / ".mingzhang" / "manifest").read_bytes() for folder in (site, tmp_path / "one")]
    assert manifests[0] == manifests[1]


def test_after_two_steps_nothing_is_read_or_written_again(site: Path) -> None:
    put(site, OLD)
    in_two_steps(site)
    with publish.stage(site) as stage:
        assert stage.state == b"new"
        assert stage.keep_all() == []
        assert stage.commit(b"new").unchanged == len(NEW)


def test_a_worker_that_began_before_the_first_step_may_go_on_writing(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        writer = stage.writer()
        early = writer.write("search/p/1.js", b"piece")
        stage.write("index.html", NEW["index.html"])
        with stage.file("data/all.sqlite") as place:
            place.write_bytes(b"rows")
            assert stage.ahead(b"ahead")
        stage.merge([early, writer.write("search/p/2.js", b"piece")])
        stage.commit(b"new")
    assert {path: data for path, data in shown(site).items() if path.startswith(("search", "data"))} == {
        "search/p/1.js": b"piece",
        "search/p/2.js": b"piece",
        "data/all.sqlite": b"rows",
    }


def test_a_folder_that_moved_in_whole_can_be_written_to_again(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        stage.write("fresh/index.html", b"first")
        assert stage.ahead(b"ahead")
        stage.write("fresh/feed.xml", b"later")
        stage.commit(b"new")
    assert shown(site) == OLD | {"fresh/index.html": b"first", "fresh/feed.xml": b"later"}


def test_a_first_publication_has_no_first_step(site: Path) -> None:
    in_two_steps(site, went=False)
    assert shown(site) == NEW


@pytest.mark.parametrize("path", ["years/2021/index.html", "findings", "regions/tangshan/index.html"])
def test_what_cannot_stand_beside_what_goes_waits_for_it(site: Path, path: str) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        stage.write(path, b"new")
        assert not stage.ahead(b"ahead")
        assert shown(site) == OLD
        stage.remove_missing()
        stage.commit(b"new")
    assert shown(site) == {path: b"new"}


def test_where_nothing_differs_there_is_no_first_step(site: Path) -> None:
    put(site, OLD, b"old")
    with publish.stage(site) as stage:
        assert stage.keep_all() == []
        assert not stage.ahead(b"ahead")
        assert stage.state == b"old"


def test_two_pages_with_one_address_are_refused_in_two_steps_too(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        for data in (b"one", b"other"):
            stage.write("index.html", data)
        assert not stage.ahead(b"ahead")
        with pytest.raises(BuildError, match="同一个地址"):
            stage.commit()
    assert shown(site) == OLD


def test_a_page_that_comes_ahead_and_comes_again_is_refused_too(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        stage.write("index.html", b"one")
        assert stage.ahead(b"ahead")
        stage.write("index.html", b"other")
        with pytest.raises(BuildError, match="同一个地址"):
            stage.commit()


@pytest.mark.parametrize("ending", [".gz", ".br"])
def test_nothing_goes_ahead_of_its_compressed_copy(site: Path, ending: str) -> None:
    put(site, OLD | {f"index.html{ending}": b"small"})
    with publish.stage(site) as stage:
        stage.write("index.html", b"one")
        assert not stage.ahead(b"ahead")
        stage.remove_missing()
        stage.commit(b"new")
    assert shown(site) == {"index.html": b"one"}


def test_what_somebody_changes_between_the_steps_is_written_anew_by_the_next(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        write(stage, FIRST)
        assert stage.ahead(b"ahead")
        (site / "index.html").write_bytes(b"a stranger's")
        stage.merge([])
        write(stage, REST)
        stage.remove_missing()
        stage.commit(b"new")
    assert shown(site) == NEW | {"index.html": b"a stranger's"}
    with publish.stage(site) as stage:
        assert stage.keep_all() == ["index.html"]


def test_killed_at_any_moment_the_site_is_old_or_ahead_or_new(tmp_path: Path) -> None:
    found = []
    after = [OLD, OLD | FIRST, NEW]
    states = [b"old", b"ahead", b"new"]
    for site in killed_at_every_step(lambda site: put(site, OLD, b"old"), in_two_steps, tmp_path):
        publish.recover(site)
        now = after.index(shown(site))
        with publish.stage(site) as stage:
            # The state speaks of the site it stands beside, and the manifest of every file of it.
            assert stage.state == states[now]
            assert stage.keep_all() == []
        found.append(now)
        put(site, NEW, b"new")
        assert shown(site) == NEW
    assert found == sorted(found)
    assert set(found) == {0, 1, 2}
