"""What a commit will do: what is moved, deleted and in the way. Touches nothing."""

from __future__ import annotations

import itertools
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from generator.model import BuildError
from generator.publish import journal, paths, records
from generator.publish.change import Arriving, Change
from generator.publish.paths import check_arriving, folded, local


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
    alone: list[int] = []  # numbers of the new records whose files move by themselves
    whole: list[str] = []  # folders that move whole
    first: list[int] = []  # numbers of the first record in each of these

    @property
    def differs(self) -> bool:
        return bool(self.moves or self.in_the_way or self.removals)

    def touched(self) -> set[str]:
        """The folders in which names come or go, and those that are moved."""
        found = {"", *self.whole}
        for path in itertools.chain(self.moves, self.in_the_way, self.removals):
            found.update(paths.above(path))
        return found


def make(change: Change) -> Plan:
    """Plan a commit. BuildError for addresses that cannot stand together or belong to somebody else."""
    change.check()
    plan, going, gone, over = Plan(), [], set(), []
    moving = _Moving(change, plan)
    for part in change.parts():
        if isinstance(part, range):
            plan.files += len(part)
            plan.size += change.old.size(part)
        elif isinstance(part, Arriving):
            moving.add(part)
        elif part.state == "gone":
            going.append(part.path)
            gone.add(part.number)
        else:
            plan.files += 1
            plan.size += part.size
            if part.state == "changed":
                over.append(part.path)
    if plan.new:
        new = _New(change)
        check_arriving(new, change.old.paths, gone)
        plan.in_the_way = _in_the_way(going, new) if going else []
    plan.removals = sorted(set(going) - set(plan.in_the_way))
    moving.refuse_strangers()
    plan.moves += over
    plan.changed = len(over)
    plan.staged += over[: max(0, journal.ONE_BY_ONE + 1 - len(plan.staged))]
    return plan


class _New(Struct):
    """The addresses that are new, as often as they are asked for: as a list they would be a third of all."""

    change: Change

    def __iter__(self) -> Iterator[str]:
        return self.change.new_paths()


class _Moving:
    """New files as the fewest renames: a folder that the site does not have yet moves in whole."""

    def __init__(self, change: Change, plan: Plan) -> None:
        self._records, self._site, self._plan = change.records, change.site, plan
        self._whole: dict[str, bool] = {}  # folder → whether it moves whole

    def add(self, run: Arriving) -> None:
        """Take in some new files."""
        plan, lines = self._plan, self._records[run.start : run.stop]
        if path := records.first_found(lines):
            _refuse(path)
        plan.files += len(lines)
        plan.new += len(lines)
        plan.size += sum(records.stamps_of(lines)[::3])
        plan.staged += map(records.path_of, islice(lines, max(0, journal.ONE_BY_ONE + 1 - len(plan.staged))))
        number = run.start
        while number < run.stop:
            number = self._move(number, run.stop)

    def _move(self, number: int, stop: int) -> int:
        """Move a record's file or the folder that brings it along; the number of the first that does not come too."""
        path = records.path_of(self._records[number])
        for folder in paths.above(path):
            known = folder in self._whole
            if not known:
                self._whole[folder] = not os.path.lexists(local(self._site, folder))
            if self._whole[folder]:
                if not known:
                    self._plan.moves.append(folder)
                    self._plan.whole.append(folder)
                    self._plan.first.append(number)
                return bisect_left(self._records, f"{folder}0".encode(), number, stop)  # what follows all of "folder/"
        self._plan.moves.append(path)
        self._plan.alone.append(number)
        return number + 1

    def refuse_strangers(self) -> None:
        """What came into the folder while we were building is somebody's, and is not overwritten."""
        expected = {folded(path) for old in self._plan.in_the_way for path in (old, *paths.above(old))}
        for number in self._plan.alone:
            path = records.path_of(self._records[number])
            if folded(path) not in expected and os.path.lexists(local(self._site, path)):
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
