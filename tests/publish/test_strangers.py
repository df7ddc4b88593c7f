"""Nothing is overwritten or deleted that we did not make, and nothing is written that some system cannot hold."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from sites import NEW, OLD, Pages, in_another_process, put, shown

from generator import publish
from generator.model import BuildError


def test_a_page_tampered_with_is_not_kept_even_at_the_same_size(site: Path) -> None:
    put(site, OLD)
    (site / "about.html").write_bytes(b"abuot")
    with publish.stage(site) as stage:
        assert stage.keep_all() == ["about.html"]
    put(site, OLD)
    assert shown(site) == OLD


def test_a_page_tampered_with_is_not_kept_even_when_its_time_is_put_back(site: Path) -> None:
    put(site, OLD)
    page = site / "about.html"
    os.utime(page, ns=(10**18, 10**18))
    with publish.stage(site) as stage:  # the times differ, the bytes do not: looked at, kept and remembered
        assert stage.keep_all() == []
        stage.commit()
    page.write_bytes(b"abuot")
    os.utime(page, ns=(10**18, 10**18))
    with publish.stage(site) as stage:
        assert stage.keep_all() == ["about.html"]


def test_a_page_deleted_by_hand_comes_back(site: Path) -> None:
    put(site, OLD)
    (site / "projects/2021-A/index.html").unlink()
    (site / "projects/2021-A").rmdir()
    with publish.stage(site) as stage:
        assert stage.keep_all() == ["projects/2021-A/index.html"]
    assert put(site, OLD).changed == 1
    assert shown(site) == OLD


def test_a_copied_site_is_known_again_though_all_its_times_differ(site: Path, tmp_path: Path) -> None:
    put(site, OLD)
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", site, copy], check=True)
    with publish.stage(copy) as stage:
        assert stage.keep_all() == []
        assert stage.commit().unchanged == 10
    assert put(copy, NEW).unchanged == 2


@pytest.mark.parametrize("name", ["CNAME", "notes/readme.txt", ".htaccess"])
def test_a_folder_with_files_of_others_is_refused_and_left_alone(site: Path, name: str) -> None:
    (site / name).parent.mkdir(parents=True)
    (site / name).write_text("mine")
    with pytest.raises(BuildError, match=name) as refused:
        put(site, OLD)
    assert "移到别处" in refused.value.what_to_do
    assert shown(site) == {name: b"mine"}
    assert not (site / ".mingzhang").exists()


@pytest.mark.parametrize("name", ["CNAME", "projects/mine.html", "projects/2021-A/mine.html", "new/mine.html"])
def test_a_file_that_somebody_adds_later_is_refused_wherever_it_is(site: Path, name: str) -> None:
    put(site, OLD)
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("mine")
    with pytest.raises(BuildError, match=name):
        put(site, NEW)
    assert shown(site) == OLD | {name: b"mine"}


@pytest.mark.parametrize("name", ["years", "projects/2022-C"])
def test_a_file_that_somebody_adds_while_we_build_is_not_overwritten(site: Path, name: str) -> None:
    put(site, {"index.html": b"home", "projects/2021-A/index.html": b"page"})
    with pytest.raises(BuildError, match=name):
        put(site, {name: b"ours"}, meanwhile=lambda: (site / name).write_text("theirs"))
    assert (site / name).read_text() == "theirs"


def test_a_folder_that_became_a_link_is_not_followed_out_of_the_site(site: Path, tmp_path: Path) -> None:
    put(site, OLD)
    elsewhere = tmp_path / "elsewhere"
    (site / "projects").rename(elsewhere)
    (site / "projects").symlink_to(elsewhere)
    with pytest.raises(BuildError, match="链接"):
        put(site, NEW)
    assert shown(elsewhere)["2021-B/index.html"] == b"the second project"


def test_a_page_that_became_a_link_is_replaced_and_not_written_through(site: Path, tmp_path: Path) -> None:
    put(site, OLD)
    secret = tmp_path / "secret"
    secret.write_bytes(b"about")
    (site / "about.html").unlink()
    (site / "about.html").symlink_to(secret)
    assert put(site, OLD | {"about.html": b"about"}).changed == 1
    assert not (site / "about.html").is_symlink()
    assert secret.read_bytes() == b"about"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../outside.html",
        "projects/../../outside.html",
        "projects//index.html",
        "projects/./index.html",
        "projects/",
        ".mingzhang/manifest",
        ".MingZhang/manifest",
        "C:/index.html",
        "a\\b.html",
        "a\nb.html",
        "con/index.html",
        "projects/AUX.html",
        "projects/name./index.html",
        "projects/name /index.html",
        "what?.html",
        "long/" + "x" * 200 + ".html",
        "县" * 90,
    ],
)
def test_an_address_that_some_system_cannot_hold_is_refused(site: Path, path: str) -> None:
    with pytest.raises(BuildError), publish.stage(site) as stage:
        stage.write(path, b"x")


@pytest.mark.parametrize(
    "path", [".well-known/security.txt", "区/说明.html", "a/b/c/d.e.f", "2022-130208~3fa9/index.html"]
)
def test_an_address_that_every_system_can_hold_is_taken(site: Path, path: str) -> None:
    put(site, {path: b"x"})
    assert shown(site) == {path: b"x"}


@pytest.mark.parametrize(
    "pages",
    [
        {"A/index.html": b"1", "a/index.html": b"2"},
        {"A/one.html": b"1", "a/two.html": b"2"},
        {"é.html": b"1", "e\N{COMBINING ACUTE ACCENT}.html": b"2"},
        {"a": b"1", "a/b": b"2"},
    ],
)
def test_two_pages_that_are_one_on_some_system_are_refused(site: Path, pages: Pages) -> None:
    put(site, OLD)
    with pytest.raises(BuildError):
        put(site, pages)
    assert shown(site) == OLD


def test_two_pages_with_one_address_are_refused(site: Path) -> None:
    with pytest.raises(BuildError, match="同一个地址"):
        put(site, [("index.html", b"1"), ("index.html", b"1")])


def test_a_second_build_is_told_who_is_at_work(site: Path) -> None:
    with publish.stage(site) as stage:
        with pytest.raises(BuildError, match="另一个命令正在写"):
            put(site, OLD)
        stage.write("index.html", b"x")
        with pytest.raises(BuildError, match=f"进程 {os.getpid()}"):
            put(site, OLD)
    put(site, OLD)


def test_the_lock_of_a_killed_build_is_free(site: Path) -> None:
    def build_and_die() -> None:
        with publish.stage(site) as stage:
            stage.write("index.html", b"never seen")
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_another_process(build_and_die) == -signal.SIGKILL
    assert [path.name for path in (site / ".mingzhang").glob("stage.*")] != []
    put(site, OLD)
    assert shown(site) == OLD
    assert list((site / ".mingzhang").glob("stage.*")) == []


def test_a_worker_that_outlives_a_killed_build_does_not_keep_its_lock(site: Path) -> None:
    def fork_and_die() -> None:
        with publish.stage(site):
            started, start = os.pipe()
            if os.fork() == 0:
                os.write(start, b"!")
                time.sleep(10)
                os._exit(0)
            os.read(started, 1)
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_another_process(fork_and_die) == -signal.SIGKILL
    put(site, OLD)
    assert shown(site) == OLD


def test_an_error_of_the_disk_leaves_the_old_site_and_says_what_to_do(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, OLD)

    def full(handle: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(BuildError, match="No space left") as refused:
        put(site, NEW)
    assert "磁盘空间" in refused.value.what_to_do
    assert shown(site) == OLD
