"""What is left to do to a site, written down before any of it is done.

Once ``journal`` stands, the new site is certain: whoever finds it carries it out again from the start, and
every step of it may be carried out twice. Without it, the old site is certain and the stage is rubbish.

1. ``journal``: old files that stand in the way of new ones go (a file where a folder will be, a name that
   differs only in case). It then becomes ``journal.moving``, since on a disk that tells no case apart a
   second round of this step would delete what step 2 moved in.
2. ``journal.moving``: staged files and whole new folders move in, new ones before changed ones, so that no
   page is there before the scripts and pieces it names; then old files go; then the new manifest is taken.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.model import BuildError
from generator.publish.paths import CONTROL, local

# Waiting for the disk costs 2 ms a file, but 0.13 ms where 32 files wait together. From some number on, one call for
# the whole disk is quicker, though it waits for what others wrote as well.
TOGETHER, ONE_BY_ONE = 32, 10_000


class Journal(Struct, frozen=True):
    """All paths are relative to the site; ``stage`` to its control folder."""

    stage: str
    in_the_way: list[str]
    moves: list[str]
    removals: list[str]
    control: list[str]  # files of the control folder that stand beside as NAME.new


def write(site: Path, journal: Journal, staged: list[str]) -> None:
    """Make the staged files and then the journal last through a power cut; now the new site is certain."""
    control = site / CONTROL
    stage = str(control / journal.stage)
    sync([local(stage, path) for path in staged] + [str(control / f"{name}.new") for name in journal.control])
    body = msgspec.json.encode(journal)
    beside = control / "journal.new"
    beside.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    sync([str(beside)])
    os.replace(beside, control / "journal")
    sync([str(control)])


def finish(site: Path, but: str = "") -> bool:
    """Carry out a journal if there is one, and clear away every stage ``but`` one that is still written to.

    True where a site was completed.
    """
    control = site / CONTROL
    first, second = control / "journal", control / "journal.moving"
    found = first.exists() or second.exists()
    if first.exists():
        journal = _read(first)
        _remove(str(site), journal.in_the_way)
        os.replace(first, second)
    if second.exists():
        _carry_out(site, control, _read(second))
        second.unlink()
    for rubbish in (*control.glob("stage.*"), *control.glob("*.new")):
        if but and rubbish.name.startswith(but):
            continue
        if rubbish.is_dir():
            shutil.rmtree(rubbish)
        else:
            rubbish.unlink()
    return found


def _carry_out(site: Path, control: Path, journal: Journal) -> None:
    root, stage = str(site), str(control / journal.stage)
    for path in journal.moves:
        _move(local(stage, path), local(root, path))
    _remove(root, journal.removals)
    touched = {os.path.dirname(local(root, path)) for path in (*journal.moves, *journal.removals)}
    sync([folder for folder in sorted(touched) if os.path.isdir(folder)])
    for name in journal.control:
        _move(str(control / f"{name}.new"), str(control / name))
    sync([str(control)])


def _read(file: Path) -> Journal:
    head, _, body = file.read_bytes().partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != head:
        raise BuildError("发布记录已损坏", str(file), "请清空站点文件夹（连同 .mingzhang）后重新生成")
    return msgspec.json.decode(body, type=Journal)


def _move(source: str, target: str) -> None:
    try:
        os.replace(source, target)
    except FileNotFoundError:
        if not os.path.lexists(source):
            return  # moved in before the last run was cut off
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(source, target)
    except IsADirectoryError:
        os.rmdir(target)  # an empty folder of somebody's, where a file belongs
        os.replace(source, target)


def _remove(root: str, paths: Iterable[str]) -> None:
    """Delete files of ours, and the folders that are empty without them."""
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            os.unlink(local(root, path))
        folder = path.rpartition("/")[0]
        while folder:
            try:
                os.rmdir(local(root, folder))
            except OSError:  # not empty, or gone already
                break
            folder = folder.rpartition("/")[0]


def sync(paths: list[str]) -> None:
    """Make files and the entries of folders last through a power cut, where the system has a way to."""
    if os.name == "nt":  # pragma: no cover - it opens no folders, and flushes only what it may write
        return
    if len(paths) > ONE_BY_ONE:
        os.sync()
        return
    with ThreadPoolExecutor(TOGETHER) as waiting:
        for _ in waiting.map(_sync, paths):
            pass


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
