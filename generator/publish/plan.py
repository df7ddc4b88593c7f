"""Old site and records of the new one in; what must be moved, deleted and remembered out. Touches nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.model import BuildError
from generator.publish import paths
from generator.publish.manifest import Manifest, dump, dump_seen, stamp
from generator.publish.paths import folded, local
from generator.publish.writer import Record


class Plan(Struct, frozen=True):
    """What a commit will do. ``entries`` is the new site: sorted paths with their digests."""

    site: str
    entries: list[tuple[str, bytes]]
    size: int  # of all files, in bytes
    staged: list[str] = []  # files that stand in the stage; new ones first
    moves: list[str] = []  # the same, with whole new folders as one
    in_the_way: list[str] = []
    removals: list[str] = []

    @property
    def differs(self) -> bool:
        return bool(self.staged or self.in_the_way or self.removals)

    def text(self) -> bytes:
        return dump(self.entries)

    def remember(self, control: Path, text: bytes) -> None:
        """Write down what everything looks like now. A short cut for the next build and no more."""
        files = (stamp(local(self.site, path)) for path, _ in self.entries)
        inside = sorted(paths.folders(path for path, _ in self.entries))
        folders = (stamp(local(self.site, folder), folder=True) for folder in ("", *inside))
        beside = control / "seen.new"
        beside.write_bytes(dump_seen(text, [*files, *folders]))
        os.replace(beside, control / "seen")


def make(site: str, old: Manifest, records: Mapping[str, Record], kept: bytearray, *, gone: bool) -> Plan:
    """Plan a commit. ``gone`` where old pages that are neither kept nor written are to be deleted."""
    entries, size = [(record.path, record.digest) for record in records.values()], 0
    removed: list[str] = []
    for number, path in enumerate(old.paths):
        if path in records:
            continue
        if gone and not kept[number]:
            removed.append(path)
            continue
        entries.append((path, old.digest(number)))
        size += _size(site, old, number)
    entries.sort()
    size += sum(record.size for record in records.values())
    staged = [record.path for record in records.values() if record.changed]
    staged.sort(key=lambda path: (path in old.index, path))
    _refuse_strangers(records, old)
    if not staged and not removed:
        return Plan(site, entries, size)
    inside = paths.folders(path for path, _ in entries)
    paths.check_together((path for path, _ in entries), inside)
    in_the_way = _in_the_way(removed, (path for path, _ in entries), inside)
    later = sorted(set(removed) - set(in_the_way))
    return Plan(site, entries, size, staged, _moves(site, staged, old, in_the_way), in_the_way, later)


def _size(site: str, old: Manifest, number: int) -> int:
    """A published file's size, without looking at it where ``seen`` knows."""
    known = old.size(number)
    if known is None:
        known, _, _ = stamp(local(site, old.paths[number])) or (0, 0, 0)
    return known


def _refuse_strangers(records: Mapping[str, Record], old: Manifest) -> None:
    for path, record in records.items():
        if not record.changed and path not in old.index:
            _refuse(path)


def _refuse(path: str) -> None:
    raise BuildError("站点里这个位置有一个不是本程序生成的文件", path, "请把它移到别处，再运行一次")


def _moves(site: str, staged: Iterable[str], old: Manifest, in_the_way: list[str]) -> list[str]:
    """The fewest renames: a folder that the site does not have yet moves in whole.

    What came into the folder while we were building is somebody's, and is not overwritten.
    """
    expected = {folded(path) for path in (*in_the_way, *paths.folders(in_the_way))}
    whole: dict[str, bool] = {}  # folder → whether it moves whole
    moves: list[str] = []
    for path in staged:
        cut = path.find("/")
        while cut > 0:
            folder = path[:cut]
            if folder not in whole:
                whole[folder] = not os.path.lexists(local(site, folder))
                if whole[folder]:
                    moves.append(folder)
            if whole[folder]:
                break
            cut = path.find("/", cut + 1)
        else:
            if path not in old.index and folded(path) not in expected and os.path.lexists(local(site, path)):
                _refuse(path)
            moves.append(path)
    return moves


def _in_the_way(removed: list[str], files: Iterable[str], inside: set[str]) -> list[str]:
    """Old files that must go before new ones come: file against folder, or names that differ only in case."""
    if not removed:
        return []
    file_names = {folded(path): path for path in files}
    folder_names = {folded(folder): folder for folder in inside}

    def blocks(path: str) -> bool:
        above = paths.folders([path])
        return (
            folded(path) in file_names
            or folded(path) in folder_names
            or any(folded(each) in file_names for each in above)
            or any(folder_names.get(folded(each), each) != each for each in above)
        )

    return [path for path in removed if blocks(path)]
