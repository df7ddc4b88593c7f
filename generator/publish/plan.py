"""Old site and records of the new one in; what must be moved, deleted and remembered out. Touches nothing.

A site of a million projects has some millions of files, so nothing here holds them as objects: records are
packed into sorted byte strings, and each question is one walk along them and the old manifest side by side.
"""

from __future__ import annotations

import itertools
import os
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.model import BuildError
from generator.publish import journal, paths
from generator.publish.manifest import UNKNOWN, Manifest, Stamp, manifest_line, stamp
from generator.publish.paths import check_arriving, folded, local
from generator.publish.writer import Record

_PACKED = struct.Struct(">32sqqq")
_END = b"\0"  # sorts before whatever a path may contain, so packed records sort as their paths do


def pack(record: Record) -> bytes:
    """A record as one byte string."""
    modified, changed = record.stamp[1:] if record.stamp else (-1, -1)
    return record.path.encode() + _END + _PACKED.pack(record.digest, record.size, modified, changed)


def path_of(line: bytes) -> str:
    """The path of a packed record."""
    return line[: -_PACKED.size - 1].decode()


def _unpack(line: bytes) -> tuple[str, bytes, int, Stamp | None]:
    digest, size, modified, changed = _PACKED.unpack_from(line, len(line) - _PACKED.size)
    known = None if changed < 0 else (size, modified, changed)
    return path_of(line), digest, size, known


def twice(path: str) -> BuildError:
    """What to say of two pages with one address."""
    return BuildError("两个网页有同一个地址", path, "请给其中一个改名")


class Entry(NamedTuple):
    """One file of the old or the new site. ``number`` is its number in the old manifest, or -1."""

    state: Literal["new", "changed", "same", "gone"]
    path: str
    digest: bytes
    size: int
    number: int
    stamp: Stamp | None  # what it looked like when it was last known to hold these bytes, None to look now


# What is known of an old file that nobody wrote again: whether it was read, or looks as it did when it was left; or
# that it is no longer what we left, which the next build must see.
KEPT, KEPT_AS_SEEN, ALTERED = 1, 2, 3
_SINGLY = bytes((1, 1, 0, 1)).ljust(256), bytes((0, 1, 0, 1)).ljust(256)  # with what is gone among it, and without


class Change(Struct, frozen=True):
    """What was published, what was written since, and what becomes of the rest."""

    site: str
    old: Manifest
    records: list[bytes]  # packed and sorted
    kept: bytearray  # for each old path: 0, KEPT, KEPT_AS_SEEN or ALTERED
    gone: bool  # whether old paths that are neither kept nor written are to be deleted

    def parts(self) -> Iterator[range | Entry]:
        """Every file of both sites in the order of paths. BuildError where a path is given twice.

        Old files that stay as they were left, nearly all after an edit, come as runs of their numbers.
        """
        old, at, previous = self.old, 0, ""
        singly = self.kept.translate(_SINGLY[not self.gone])
        for line in self.records:
            path, digest, size, known = _unpack(line)
            if path == previous:
                raise twice(path)
            number = old.index.get(path, -1)
            here = number if number >= 0 else bisect_left(old.paths, path, at)
            yield from self._untouched(at, here, singly)
            at = here + (number >= 0)
            if number < 0 and known:
                _refuse(path)
            yield Entry("same" if known else "changed" if number >= 0 else "new", path, digest, size, number, known)
            previous = path
        yield from self._untouched(at, len(old.paths), singly)

    def _untouched(self, at: int, end: int, singly: bytearray) -> Iterator[range | Entry]:
        while at < end:
            found = singly.find(1, at, end) if self.old.seen else at
            stop = end if found < 0 else found
            if at < stop:
                yield range(at, stop)
            if stop < end:
                yield self._one(stop)
            at = stop + 1

    def _one(self, number: int) -> Entry:
        path, recorded, kept = self.old.paths[number], self.old.stamp(number), self.kept[number]
        if self.gone and not kept:
            return Entry("gone", path, b"", 0, number, None)
        looks = recorded or stamp(local(self.site, path))
        proven = None if kept == KEPT else UNKNOWN if kept == ALTERED else recorded or UNKNOWN
        return Entry("same", path, self.old.digest(number), looks[0] if looks else 0, number, proven)

    def entries(self) -> Iterator[Entry]:
        """The same one by one."""
        for part in self.parts():
            if isinstance(part, range):
                yield from map(self._one, part)
            else:
                yield part

    def new_site(self) -> Iterator[Entry]:
        """The files of the new site."""
        return (entry for entry in self.entries() if entry.state != "gone")

    def paths(self) -> Iterator[str]:
        """Their addresses."""
        for part in self.parts():
            if isinstance(part, range):
                yield from self.old.paths[part.start : part.stop]
            elif part.state != "gone":
                yield part.path

    def _folders(self) -> Iterable[str]:
        """The root and every folder of the new site."""
        for part in self.parts():
            if not isinstance(part, range) and part.state in ("new", "gone"):
                return itertools.chain([""], paths.folders(self.paths()))
        return self.old.folders

    def lines(self) -> Iterator[str]:
        """The new manifest."""
        for part in self.parts():
            if isinstance(part, range):
                yield from self.old.lines(part)
            elif part.state != "gone":
                yield manifest_line(part.path, part.digest)

    def digests(self) -> bytearray:
        """The digests of the new site's files, 32 bytes each."""
        found = bytearray()
        for part in self.parts():
            if isinstance(part, range):
                found += self.old.digests[32 * part.start : 32 * part.stop]
            elif part.state != "gone":
                found += part.digest
        return found

    def stamps(self, touched: Set[str]) -> array[int]:
        """What the new site looks like, in the order of ``seen``. Taken after everything was moved in.

        ``touched`` are the folders that may no longer look as they did; those that are new need not be among them.
        """
        values = array("q")
        for part in self.parts():
            if isinstance(part, range):
                values += self.old.stamps(part)
            elif part.state != "gone":
                values.extend(part.stamp or stamp(local(self.site, part.path)) or UNKNOWN)
        for folder in self._folders():
            number = self.old.folders.get(folder)
            known = None if number is None or folder in touched else self.old.stamp(number)
            values.extend(known or stamp(local(self.site, folder), folder=True) or UNKNOWN)
        return values


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

    def touched(self) -> set[str]:
        """The folders in which names come or go."""
        found = {""}
        for path in itertools.chain(self.moves, self.in_the_way, self.removals):
            found.update(paths.above(path))
        return found


def make(change: Change) -> Plan:
    """Plan a commit. BuildError for addresses that cannot stand together or belong to somebody else."""
    plan, gone, over = Plan(), [], []
    arriving = _Arriving(change.site)
    for part in change.parts():
        if isinstance(part, range):
            plan.files += len(part)
            plan.size += change.old.size(part)
            continue
        if part.state == "gone":
            gone.append(part)
            continue
        plan.files += 1
        plan.size += part.size
        if part.state == "same":
            continue
        if len(plan.staged) <= journal.ONE_BY_ONE:
            plan.staged.append(part.path)
        if part.state == "changed":
            plan.changed += 1
            over.append(part.path)
        else:
            plan.new += 1
            arriving.add(part.path)
    going = [entry.path for entry in gone]
    if plan.new:
        new = _New(change)
        check_arriving(new, change.old.paths, {entry.number for entry in gone})
        plan.in_the_way = _in_the_way(going, new) if going else []
    plan.removals = sorted(set(going) - set(plan.in_the_way))
    arriving.refuse_strangers(plan.in_the_way)
    plan.moves = arriving.moves + over
    return plan


class _New(Struct):
    """The addresses that are new, as often as they are asked for: as a list they would be a third of all."""

    change: Change

    def __iter__(self) -> Iterator[str]:
        known = self.change.old.index
        return (path for path in map(path_of, self.change.records) if path not in known)


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
