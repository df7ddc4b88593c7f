"""What is remembered of every file is what it looks like, whoever saw it and however it came there."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from sites import NEW, OLD, Pages, put, shown, times

from generator import publish
from generator.model import BuildError
from generator.publish import change, journal, manifest, paths, records


def remembered(site: Path) -> dict[str, manifest.Stamp | None]:
    published = manifest.load(site / paths.CONTROL)
    return {path: published.stamp(number) for number, path in enumerate(published.paths)} | {
        f"{folder}/": published.stamp(number) for folder, number in published.folders.items()
    }


def looks(site: Path) -> dict[str, manifest.Stamp | None]:
    published = manifest.load(site / paths.CONTROL)
    return {path: manifest.stamp(str(site / path)) for path in published.paths} | {
        f"{folder}/": manifest.stamp(str(site / folder), folder=True) for folder in published.folders
    }


def random_pages(choose: random.Random) -> Pages:
    """Pages of which some are alone in an old folder, some in a new one, some in one with folders of its own."""
    names = [f"{'abcd'[number % 4]}/{number % 7}/{number % 3}.html" for number in range(84)]
    names += [f"{'abcd'[number % 4]}/page-{number}.html" for number in range(20)] + ["a-b/c.html", "index.html"]
    return {name: choose.choice((b"one", b"other")) for name in choose.sample(names, choose.randrange(len(names)))}


def test_what_is_remembered_of_a_first_site_is_what_it_looks_like(site: Path) -> None:
    with publish.stage(site) as stage:
        for path, data in NEW.items():
            stage.write(path, data)
        with stage.file("data/all.sqlite") as place:
            place.write_bytes(b"rows")
        stage.commit()
    assert remembered(site) == looks(site)
    assert remembered(site)["projects/2022-C/index.html"] is not None


@pytest.mark.parametrize("seed", range(20))
def test_after_any_edit_the_site_and_what_is_remembered_of_it_are_as_of_a_first_site(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    if seed % 2:
        monkeypatch.setattr(change, "_AT_ONCE", 3)
    choose = random.Random(seed)  # noqa: S311 - pages, not secrets
    before, after = random_pages(choose), random_pages(choose)
    put(site, before)
    summary = put(site, after)
    put(tmp_path / "first", after)
    assert shown(site) == after
    lists = [(folder / ".mingzhang/manifest").read_bytes() for folder in (site, tmp_path / "first")]
    assert lists[0] == lists[1]
    assert remembered(site) == looks(site)
    assert summary.new == len(after.keys() - before.keys())
    assert summary.removed == len(before.keys() - after.keys())
    assert summary.changed == sum(before.get(path, data) != data for path, data in after.items())
    assert summary.size == sum(map(len, after.values()))


def test_where_moving_a_folder_changes_the_times_of_its_files_these_are_remembered(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on drives that copy what is renamed."""
    replace = os.replace

    def copied(source: str | Path, target: str | Path) -> None:
        replace(source, target)
        for file in Path(target).rglob("*.html"):
            os.utime(file, ns=(10**18, 10**18))

    monkeypatch.setattr(os, "replace", copied)
    put(site, NEW)
    assert remembered(site) == looks(site)


def test_what_somebody_changes_while_it_moves_in_is_not_taken_for_ours(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = journal.finish

    def meddled_with(place: Path, but: str = "") -> bool:
        if moved := finish(place, but):
            (site / "projects/2021-B/index.html").write_bytes(b"the second PROJECT")
        return moved

    monkeypatch.setattr(journal, "finish", meddled_with)
    put(site, OLD)
    monkeypatch.undo()
    seen = site / ".mingzhang/seen"
    os.utime(seen, ns=(later := seen.stat().st_mtime_ns + 10**10, later))  # long enough ago for times to be trusted
    with publish.stage(site) as stage:
        assert stage.keep_all() == ["projects/2021-B/index.html"]


def test_a_file_of_somebody_that_holds_the_same_bytes_is_not_made_ours(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        (site / "new.html").write_bytes(b"the same")
        stage.write("new.html", b"the same")
        with pytest.raises(BuildError, match=r"new\.html"):
            stage.commit()


def filled(writer: publish.Writer, *names: str) -> bytes:
    """What another process made, a folder a project."""
    return writer.bunch([writer.write(f"projects/{name}", name.encode()) for name in names])


def test_what_others_filled_is_not_looked_at_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def look(place: str, *, folder: bool = False) -> manifest.Stamp | None:
        looked.append(os.path.relpath(place, site))
        return manifest.stamp(place, folder=folder)

    monkeypatch.setattr(change, "stamp", look)
    with publish.stage(site) as stage:
        for name in "ABC":
            stage.merge_bunch(filled(stage.writer(), f"{name}/index.html", f"{name}/project.json"))
        stage.commit()
    assert looked == ["projects/A/index.html", ".", "projects"]  # the first file in case times change on the way
    assert remembered(site) == looks(site)


def test_what_is_written_again_with_the_same_bytes_stays_as_it_was(site: Path) -> None:
    with publish.stage(site) as stage:
        writer = stage.writer()
        first = writer.write("search/w/1.js", b"piece")
        time.sleep(0.02)
        assert writer.write("search/w/1.js", b"piece") == first
        writer.write("search/w/2.js", b"piece")
        stage.merge([first, writer.write("search/w/2.js", b"other")])
        stage.commit()
    assert shown(site) == {"search/w/1.js": b"piece", "search/w/2.js": b"other"}
    assert remembered(site) == looks(site)


def test_a_folder_that_several_filled_or_that_moved_itself_is_looked_at_again(site: Path) -> None:
    put(site, OLD)
    (site / "projects/empty").mkdir()
    with publish.stage(site) as stage:
        early = filled(stage.writer(), "C/index.html", "D/index.html", "E/index.html", "empty/index.html")
        late = filled(stage.writer(), "C/project.json", "D/2021/index.html", "F/2022/index.html")
        for one in (late, early):
            stage.merge_bunch(one)
        stage.commit()
    assert remembered(site) == looks(site)


def test_a_folder_that_was_filled_further_costs_no_more_than_another_look(site: Path) -> None:
    with publish.stage(site) as stage:
        early = filled(stage.writer(), "A/index.html")
        time.sleep(0.02)
        stage.write("projects/A/project.json", b"later")
        stage.merge_bunch(early)
        stage.commit()
    assert remembered(site)["projects/A/"] != looks(site)["projects/A/"]
    before = times(site)
    with publish.stage(site) as stage:
        assert stage.keep_all() == []
        assert stage.commit().unchanged == 2
    assert times(site) == before
    (site / "projects/A/mine.html").write_text("mine")
    with pytest.raises(BuildError, match=r"mine\.html"):
        put(site, NEW)


def test_many_records_wait_on_the_disk_and_leave_nothing_there(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_IN_MEMORY", 100)
    pages = {f"projects/{number}/index.html": b"%d" % number for number in range(3000)}
    with publish.stage(site) as stage:
        writer = stage.writer()
        for some in range(0, 1000, 100):
            stage.merge_bunch(writer.bunch([writer.write(*page) for page in list(pages.items())[some : some + 100]]))
        for page in list(pages.items())[:999:-1]:
            stage.write(*page)
        assert stage.commit().new == 3000
    assert shown(site) == pages
    assert remembered(site) == looks(site)
    assert sorted(path.name for path in (site / ".mingzhang").iterdir()) == ["lock", "manifest", "seen", "state"]
