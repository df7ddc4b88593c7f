"""Killed at any moment, the next command leaves the site wholly old or wholly new."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sites import NEW, OLD, in_another_process, put, shown

from generator import publish
from generator.publish import journal, manifest, paths, plan, survey, writer


@pytest.fixture(autouse=True)
def the_same_steps_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is old enough to be trusted by its times: on a slow machine some would be, and not be read again.

    A killed process loses nothing that it wrote, so what only a power cut could take need not wait for the disk.
    """
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    for tick in ("FINE_TICK", "COARSE_TICK"):
        monkeypatch.setattr(manifest, tick, 2**60)


def die_at(step: int) -> None:
    """From here on, count every call that touches the disk and be killed right before the one numbered ``step``.

    Writing counts twice: once before, once with half of the bytes on the disk.
    """
    left = iter(range(step, -1, -1))

    def count() -> None:
        if next(left, 0) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*args: object, **options: object) -> object:
            count()
            return call(*args, **options)

        return wrapper

    write, open_file = os.write, io.open

    def half_then_all(handle: int, data: bytes) -> int:
        count()
        half = write(handle, data[: len(data) // 2])
        count()
        return half + write(handle, data[half:])

    def opened_then_written(*args: object, **options: object) -> object:
        count()
        file = open_file(*args, **options)  # type: ignore[call-overload]
        count()
        return file

    for name in ("open", "replace", "rename", "unlink", "mkdir", "rmdir", "fsync", "ftruncate", "close"):
        setattr(os, name, counted(getattr(os, name)))
    os.write = half_then_all
    io.open = opened_then_written  # what Path.write_bytes calls


def killed_at_every_step(start: Callable[[Path], object], work: Callable[[Path], object], tmp: Path) -> Iterator[Path]:
    """Sites as they are found after the work was killed at its first, second, … last step."""
    for step in range(1, 1000):
        site = tmp / str(step) / "site"
        start(site)

        def die(site: Path = site, step: int = step) -> None:
            die_at(step)
            work(site)

        if in_another_process(die) == 0:
            assert step > 40, "the steps were not counted"
            return
        yield site
    pytest.fail("it never came to an end")


def test_killed_at_any_moment_the_next_command_leaves_the_site_wholly_old_or_wholly_new(tmp_path: Path) -> None:
    found = []
    for site in killed_at_every_step(
        lambda site: put(site, OLD, b"old"), lambda site: put(site, NEW, b"new"), tmp_path
    ):
        publish.recover(site)
        assert shown(site) in (OLD, NEW)
        with publish.stage(site) as stage:
            # The state speaks of the site it stands beside, and the manifest of every file of it.
            assert stage.state == (b"old" if shown(site) == OLD else b"new")
            assert stage.keep_all() == []
        found.append(shown(site) == NEW)
        put(site, NEW, b"new")
        assert shown(site) == NEW
    assert found == sorted(found), "once new it must never be old again"
    assert set(found) == {False, True}


def test_killed_at_any_moment_a_first_publication_is_wholly_there_or_not_at_all(tmp_path: Path) -> None:
    for site in killed_at_every_step(lambda site: site.mkdir(parents=True), lambda site: put(site, NEW), tmp_path):
        publish.recover(site)
        assert shown(site) in ({}, NEW)
        put(site, NEW)
        assert shown(site) == NEW


def test_killed_while_it_completes_what_was_killed_the_next_command_still_ends_wholly_new(tmp_path: Path) -> None:
    def cut_off(site: Path) -> None:
        """Leave a site right after its journal was written, with nothing moved in yet."""
        put(site, OLD)

        def die() -> None:
            replace = os.replace

            def until_the_journal(source: str | Path, target: str | Path) -> None:
                replace(source, target)
                if str(target).endswith("journal"):
                    os.kill(os.getpid(), signal.SIGKILL)

            os.replace = until_the_journal
            put(site, NEW)

        assert in_another_process(die) == -signal.SIGKILL
        assert shown(site) == OLD

    for site in killed_at_every_step(cut_off, publish.recover, tmp_path):
        assert publish.recover(site) or shown(site) == NEW
        assert shown(site) == NEW
        assert not publish.recover(site)


def test_a_name_that_changes_only_its_case_survives_on_a_disk_that_tells_no_case_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a disk is imitated by writing every name in small letters."""
    old = {"regions/Tangshan/index.html": b"old", "Files.zip": b"old"}
    new = {"regions/tangshan/index.html": b"new", "files.zip": b"new"}
    for module in (paths, plan, journal, writer):
        monkeypatch.setattr(module, "local", lambda root, path: f"{root}/{path.lower()}" if path else root)
    monkeypatch.setattr(survey, "check", lambda *_: frozenset())
    small = {path.lower(): data for path, data in old.items()}
    for site in killed_at_every_step(lambda site: put(site, old), lambda site: put(site, new), tmp_path):
        publish.recover(site)
        assert shown(site) in (small, new)
        put(site, new)
        assert shown(site) == new
