"""Only what differs is written, and it is counted."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from sites import NEW, OLD, put, shown, times

from generator import executors, publish
from generator.model import BuildError


def test_a_first_publication_fills_the_folder_and_counts(site: Path) -> None:
    summary = put(site, OLD)
    assert shown(site) == OLD
    size = sum(len(data) for data in OLD.values())
    assert summary == publish.Summary(files=10, size=size, new=10, changed=0, removed=0, unchanged=0)


def test_a_second_publication_writes_only_what_differs(site: Path) -> None:
    put(site, OLD)
    before = times(site)
    summary = put(site, NEW)
    assert shown(site) == NEW
    size = sum(len(data) for data in NEW.values())
    assert summary == publish.Summary(files=11, size=size, new=8, changed=1, removed=7, unchanged=2)
    for same in ("about.html", "projects/2021-A/index.html"):
        assert times(site)[str(site / same)] == before[str(site / same)]


def test_nothing_at_all_is_written_when_nothing_changed(site: Path) -> None:
    put(site, OLD, b"state")
    before = times(site)
    summary = put(site, OLD, b"state")
    assert summary.unchanged == 10
    assert times(site) == before


def test_nothing_at_all_is_written_when_every_page_is_kept(site: Path) -> None:
    put(site, OLD)
    before = times(site)
    with publish.stage(site) as stage:
        assert stage.keep_all() == []
        stage.remove_missing()
        summary = stage.commit()
    assert (summary.files, summary.unchanged) == (10, 10)
    assert times(site) == before


def test_a_page_that_is_kept_and_then_written_all_the_same_is_written(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        assert stage.keep_all() == []
        stage.write("index.html", b"newer home")
        stage.write("about.html", OLD["about.html"])
        stage.remove_missing()
        summary = stage.commit()
    assert (summary.changed, summary.unchanged) == (1, 9)
    assert shown(site) == OLD | {"index.html": b"newer home"}


def test_what_another_process_sees_changed_is_not_kept(site: Path) -> None:
    put(site, OLD)
    (site / "about.html").write_bytes(b"somebody's")
    (site / "index.html").unlink()
    with executors.Processes(1) as executor, publish.stage(site, executor) as stage:
        assert stage.keep_all() == ["about.html", "index.html"]


@pytest.mark.parametrize("keeps", [True, False])
def test_what_another_process_sees_of_somebody_else_stops_the_publication(site: Path, keeps: bool) -> None:
    put(site, OLD)
    (site / "somebodys.html").write_bytes(b"not ours")

    def publication() -> None:
        with executors.Processes(1) as executor, publish.stage(site, executor) as stage:
            assert not keeps or stage.keep("about.html")
            stage.write("index.html", b"newer home")
            stage.commit()

    with pytest.raises(BuildError, match=r"somebodys\.html"):
        publication()
    assert shown(site) == OLD | {"somebodys.html": b"not ours"}


def test_a_page_that_is_not_written_stays_unless_missing_ones_are_removed(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        stage.write("index.html", b"newer home")
        assert stage.commit().unchanged == 9
    assert shown(site) == OLD | {"index.html": b"newer home"}


def test_a_publication_that_is_not_committed_leaves_the_site_as_it_was(site: Path) -> None:
    put(site, OLD)
    with publish.stage(site) as stage:
        stage.write("index.html", b"never seen")
    assert shown(site) == OLD
    with pytest.raises(TypeError), publish.stage(site) as stage:
        stage.write("index.html", None)  # type: ignore[arg-type]
    assert shown(site) == OLD
    assert sorted(path.name for path in (site / ".mingzhang").iterdir()) == ["lock", "manifest", "seen", "state"]


def test_the_state_left_by_one_publication_is_read_by_the_next(site: Path) -> None:
    with publish.stage(site) as stage:
        assert stage.state == b""
        stage.commit(b"digests of what the pages were made from")
    with publish.stage(site) as stage:
        assert stage.state == b"digests of what the pages were made from"


def test_empty_folders_go_and_the_placeholder_of_git_stays(site: Path) -> None:
    site.mkdir()
    (site / ".gitkeep").touch()
    put(site, OLD)
    put(site, {"index.html": b"alone"})
    assert sorted(path.name for path in site.iterdir()) == [".gitkeep", ".mingzhang", "index.html"]


def test_the_same_pages_give_the_same_manifest_in_any_order(site: Path, tmp_path: Path) -> None:
    put(site, OLD)
    put(tmp_path / "other", NEW)
    put(tmp_path / "other", dict(reversed(OLD.items())))
    assert (site / ".mingzhang/manifest").read_bytes() == (tmp_path / "other/.mingzhang/manifest").read_bytes()


def test_the_manifest_proves_the_site_with_standard_tools(site: Path) -> None:
    put(site, OLD)
    lines = (site / ".mingzhang/manifest").read_text().splitlines()
    assert f"{hashlib.sha256(b'about').hexdigest()}  about.html" in lines
    assert len(lines) == 10


def test_a_large_file_is_made_in_place_and_what_lies_beside_it_is_not_published(site: Path) -> None:
    for _ in range(2):
        with publish.stage(site) as stage, stage.file("data/catalogue.sqlite") as place:
            place.write_bytes(b"a database")
            place.with_name("catalogue.sqlite-journal").write_bytes(b"left over")
        assert shown(site) == {}
    for new, unchanged in ((1, 0), (0, 1)):
        with publish.stage(site) as stage:
            with stage.file("data/catalogue.sqlite") as place:
                place.write_bytes(b"a database")
                place.with_name("catalogue.sqlite-journal").write_bytes(b"left over")
            summary = stage.commit()
        assert (summary.new, summary.unchanged) == (new, unchanged)
        assert shown(site) == {"data/catalogue.sqlite": b"a database"}


def test_a_writer_works_in_another_process(site: Path) -> None:
    put(site, OLD)
    code = (
        "import pickle, sys; writer = pickle.load(sys.stdin.buffer);"
        "records = [writer.write('index.html', b'from afar'), writer.write('about.html', b'about')];"
        "pickle.dump(records, sys.stdout.buffer)"
    )
    with publish.stage(site) as stage:
        sent = pickle.dumps(stage.writer())
        answer = subprocess.run([sys.executable, "-c", code], input=sent, capture_output=True, check=True)
        records = pickle.loads(answer.stdout)  # noqa: S301 - our own child wrote it
        assert [record.changed for record in records] == [True, False]
        stage.merge(records)
        summary = stage.commit()
    assert (summary.changed, summary.unchanged) == (1, 9)
    assert (site / "index.html").read_bytes() == b"from afar"


@pytest.mark.parametrize("left", [0, 50, 104, 104 + 24, 104 + 24 * 5, -24, -1])
def test_what_is_remembered_by_half_counts_as_not_there(site: Path, left: int) -> None:
    """As where the disk was full or the machine went off; everything is read once, and remembered anew."""
    put(site, OLD)
    seen = site / ".mingzhang" / "seen"
    whole = seen.read_bytes()
    seen.write_bytes(whole[:left])
    with publish.stage(site) as stage:
        assert stage.keep_all() == []
        assert stage.commit().unchanged == len(OLD)
    assert seen.read_bytes() == whole
    put(site, NEW)
    assert shown(site) == NEW
