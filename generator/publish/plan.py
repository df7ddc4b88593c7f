"""Old site and records of the new one in; what must be moved, deleted and remembered out. Touches nothing.

A site of a million projects has some millions of files, so nothing here holds them as objects: records are
packed into sorted byte strings, and each question is one walk along them and the old manifest side by side.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.model import BuildError
from generator.publish import journal, paths
from generator.publish.manifest import Manifest, Stamp, stamp
from generator.publish.paths import folded, local
from generator.publish.writer import Record

_PACKED = struct.Struct(">32sqqq")
_END = b"\0"  # sorts before whatever a path may contain, so packed records sort as their paths do


def pack(record: Record) -> bytes:
    """A record as one byte string."""
    modified, changed = record.stamp[1:] if record.stamp else (-1, -1)
    return record.path.encode() + _END + _PACKED.pack(record.digest, record.size, modified, changed)


def _unpack(line: bytes) -> tuple[str, bytes, int, Stamp | None]:
    digest, size, modified, changed = _PACKED.unpack_from(line, len(line) - _PACKED.size)
    known = None if changed < 0 else (size, modified, changed)
    return line[: -_PACKED.size - 1].decode(), digest, size, known


class Entry(NamedTuple):
    """One file of the old or the new site. ``number`` is its number in the old manifest, or -1."""

    state: Literal["new", "changed", "same", "gone"]
    path: str
    digest: bytes
    size: int
    number: int
    stamp: Stamp | None  # what it looked like when it was last known to hold these bytes


class Change(Struct, frozen=True):
    """What was published, what was written since, and what becomes of the rest."""

    site: str
    old: Manifest
    records: list[bytes]  # packed and sorted
    kept: bytearray  # for each old path: 0, KEPT or KEPT_AS_SEEN
    gone: bool  # whether old paths that are neither kept nor written are to be deleted

    def entries(self) -> Iterator[Entry]:
        """Every file of both sites in the order of paths. BuildError where a path is given twice."""
        old, at, previous = self.old, 0, ""
        for line in self.records:
            path, digest, size, known = _unpack(line)
            while at < len(old.paths) and old.paths[at] < path:
                yield self._untouched(at)
                at += 1
            number = at if at < len(old.paths) and old.paths[at] == path else -1
            if path == previous:
                raise BuildError("两个网页有同一个地址", path, "请给其中一个改名")
            if number < 0 and known:
                _refuse(path)
            at += number >= 0
            yield Entry("same" if known else "changed" if number >= 0 else "new", path, digest, size, number, known)
            previous = path
        while at < len(old.paths):
            yield self._untouched(at)
            at += 1

    def _untouched(self, number: int) -> Entry:
        path, recorded = self.old.paths[number], self.old.stamp(number)
        if self.gone and not self.kept[number]:
            return Entry("gone", path, b"", 0, number, None)
        looks = recorded or stamp(local(self.site, path))
        proven = recorded if self.kept[number] == KEPT_AS_SEEN else None
        return Entry("same", path, self.old.digest(number), looks[0] if looks else 0, number, proven)

    def new_site(self) -> Iterator[Entry]:
        """The files of the new site."""
        return (entry for entry in self.entries() if entry.state != "gone")

    def stamps(self) -> Iterator[Stamp | None]:
        """What the new site looks like, in the order of ``seen``. Taken after everything was moved in."""
        for entry in self.new_site():
            yield entry.stamp or stamp(local(self.site, entry.path))
        yield stamp(self.site, folder=True)
        for folder in paths.folders(entry.path for entry in self.new_site()):
            yield stamp(local(self.site, folder), folder=True)


KEPT, KEPT_AS_SEEN = 1, 2


class Plan(Struct):
    """What a commit will do, and the counts of it."""

    files: int = 0
    size: int = 0
    new: int = 0
    changed: int = 0
    moves: list[str] = []  # staged files, whole new folders as one; new ones first
    in_the_way: list[str] = []
    removals: list[str] = []
    staged: list[str] = []  # the first staged files, enough to know whether they are few

    @property
    def differs(self) -> bool:
        return bool(self.moves or self.in_the_way or self.removals)


def make(change: Change) -> Plan:
    """Plan a commit. BuildError for addresses that cannot stand together or belong to somebody else."""
    plan, gone, over = Plan(), [], []
    arriving = _Arriving(change.site)
    for entry in change.entries():
        if entry.state == "gone":
            gone.append(entry.path)
            continue
        plan.files += 1
        plan.size += entry.size
        if entry.state == "same":
            continue
        if len(plan.staged) <= journal.ONE_BY_ONE:
            plan.staged.append(entry.path)
        if entry.state == "changed":
            plan.changed += 1
            over.append(entry.path)
        else:
            plan.new += 1
            arriving.add(entry.path)
    if plan.new:
        paths.check_together(entry.path for entry in change.new_site())
    if gone:
        plan.in_the_way = _in_the_way(gone, (entry.path for entry in change.entries() if entry.state == "new"))
        plan.removals = sorted(set(gone) - set(plan.in_the_way))
    arriving.refuse_strangers(plan.in_the_way)
    plan.moves = arriving.moves + over
    return plan


class _Arriving:
    """New files as the fewest renames: a folder that the site does not have yet moves in whole."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._whole: dict[str, bool] = {}  # folder → whether it moves whole
        self.moves: list[str] = []

    def add(self, path: str) -> None:
        for folder in paths.above(path):
            if folder not in self._whole:
                self._whole[folder] = not os.path.lexists(local(self._site, folder))
                if self._whole[folder]:
                    self.moves.append(folder)
            if self._whole[folder]:
                return
        self.moves.append(path)

    def refuse_strangers(self, in_the_way: list[str]) -> None:
        """What came into the folder while we were building is somebody's, and is not overwritten."""
        expected = {folded(path) for old in in_the_way for path in (old, *paths.above(old))}
        for path in self.moves:
            if path not in self._whole and folded(path) not in expected and os.path.lexists(local(self._site, path)):
                _refuse(path)


def _refuse(path: str) -> None:
    raise BuildError("站点里这个位置有一个不是本程序生成的文件", path, "请把它移到别处，再运行一次")


def _in_the_way(gone: list[str], new: Iterable[str]) -> list[str]:
    """Old files that must go before new ones come: file against folder, or names that differ only in case."""
    old_files = {folded(path) for path in gone}
    old_folders = {folded(folder): folder for folder in paths.folders(gone)}
    blocked: set[str] = set()
    for path in new:
        if folded(path) in old_files or folded(path) in old_folders:
            blocked.add(folded(path))
        for folder in paths.above(path):
            if folded(folder) in old_files or old_folders.get(folded(folder), folder) != folder:
                blocked.add(folded(folder))
    return [path for path in gone if blocked and not blocked.isdisjoint(map(folded, (path, *paths.above(path))))]
