"""Old site and records of the new one in, side by side; every question about both is one walk along them.

Nothing here holds the files of a site as objects, for they may be millions. Most of them stand in runs: after an edit
old files that stay as they were, in a new site files that are new. A run is answered for as a whole.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.model import BuildError
from generator.publish import paths, records
from generator.publish.manifest import UNKNOWN, Manifest, Stamp, manifest_line, stamp
from generator.publish.paths import local


class Entry(NamedTuple):
    """One file of the old or the new site. ``number`` is its number in the old manifest, or -1."""

    state: Literal["new", "changed", "same", "gone"]
    path: str
    digest: bytes
    size: int
    number: int
    stamp: Stamp | None  # what it looked like when it was last known to hold these bytes, None to look now


class Arriving(NamedTuple):
    """Some records whose paths the old site does not have, from one number to before another."""

    start: int
    stop: int


_AT_ONCE = 1 << 14  # records
# What is known of an old file that nobody wrote again: whether it was read, or looks as it did when it was left; or
# that it is no longer what we left, which the next build must see.
KEPT, KEPT_AS_SEEN, ALTERED = 1, 2, 3
_SINGLY = bytes((1, 1, 0, 1)).ljust(256), bytes((0, 1, 0, 1)).ljust(256)  # with what is gone among it, and without


class Change(Struct, frozen=True):
    """What was published, what was written since, and what becomes of the rest."""

    site: str
    old: Manifest
    records: list[bytes]  # packed and sorted
    folders: list[bytes]  # what the new ones looked like to whoever filled them, likewise
    kept: bytearray  # for each old path: 0, KEPT, KEPT_AS_SEEN or ALTERED
    gone: bool  # whether old paths that are neither kept nor written are to be deleted

    def check(self) -> None:
        """BuildError where a path is given twice."""
        if path := records.first_twice(self.records):
            raise twice(path)

    def parts(self) -> Iterator[range | Arriving | Entry]:
        """Every file of both sites in the order of paths.

        Old files that stay as they were left come as runs of their numbers.
        """
        old, at, number = self.old, 0, 0
        singly = self.kept.translate(_SINGLY[not self.gone])
        while number < len(self.records):
            path = records.path_of(self.records[number])
            here = old.index.get(path, -1)
            known = here >= 0
            here = here if known else bisect_left(old.paths, path, at)
            yield from self._untouched(at, here, singly)
            if known:
                yield self._again(number, here)
                at, number = here + 1, number + 1
            else:
                stop = len(self.records)
                if here < len(old.paths):
                    stop = bisect_left(self.records, old.paths[here].encode(), number)
                stop = min(stop, number + _AT_ONCE)
                yield Arriving(number, stop)
                at, number = here, stop
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

    def _again(self, number: int, old: int) -> Entry:
        """An old file that was written again."""
        found = records.unpack(self.records[number])
        state: Literal["changed", "same"] = "changed" if found.changed else "same"
        return Entry(state, found.path, found.digest, found.stamp[0], old, None if found.changed else found.stamp)

    def arriving(self, run: Arriving) -> list[bytes]:
        """The records of a run."""
        return self.records[run.start : run.stop]

    def entries(self) -> Iterator[Entry]:
        """The same one by one."""
        for part in self.parts():
            if isinstance(part, range):
                yield from map(self._one, part)
            elif isinstance(part, Arriving):
                for found in map(records.unpack, self.arriving(part)):
                    yield Entry("new", found.path, found.digest, found.stamp[0], -1, None)
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
            elif isinstance(part, Arriving):
                yield from map(records.path_of, self.arriving(part))
            elif part.state != "gone":
                yield part.path

    def new_paths(self) -> Iterator[str]:
        """Those that the old site does not have."""
        for part in self.parts():
            if isinstance(part, Arriving):
                yield from map(records.path_of, self.arriving(part))

    def _folders(self) -> Iterable[str]:
        """The root and every folder of the new site."""
        for part in self.parts():
            if isinstance(part, Arriving) or (isinstance(part, Entry) and part.state == "gone"):
                return itertools.chain([""], paths.folders(self.paths()))
        return self.old.folders

    def lines(self) -> Iterator[str]:
        """The new manifest."""
        for part in self.parts():
            if isinstance(part, range):
                yield from self.old.lines(part)
            elif isinstance(part, Arriving):
                yield from records.lines_of(self.arriving(part))
            elif part.state != "gone":
                yield manifest_line(part.path, part.digest)

    def digests(self) -> bytearray:
        """The digests of the new site's files, 32 bytes each."""
        found = bytearray()
        for part in self.parts():
            if isinstance(part, range):
                found += self.old.digests[32 * part.start : 32 * part.stop]
            elif isinstance(part, Arriving):
                found += records.digests_of(self.arriving(part))
            elif part.state != "gone":
                found += part.digest
        return found

    def stamps(self, touched: Set[str], moved: Sequence[int] = ()) -> array[int]:
        """What the new site looks like, in the order of ``seen``. Taken after everything was moved in.

        ``touched`` are the folders that may no longer look as they did; ``moved`` the numbers, in order, of new
        records whose files moved by themselves. That gives a file or folder a new time, while what a folder brings
        along looks as it did when it was written.
        """
        values = array("q")
        for part in self.parts():
            if isinstance(part, range):
                values += self.old.stamps(part)
            elif isinstance(part, Arriving):
                values += self._looks(part, moved)
            elif part.state != "gone":
                values.extend(part.stamp or self._look(part.path))
        for folder, known in self._filled(self._folders()):
            known = None if folder in touched else known
            values.extend(known or stamp(local(self.site, folder), folder=True) or UNKNOWN)
        return values

    def looked_at(self, touched: Set[str]) -> array[int]:
        """The same, with a look at all that is new."""
        return replace(self, folders=[]).stamps(touched, range(len(self.records)))

    def _filled(self, folders: Iterable[str]) -> Iterator[tuple[str, Stamp | None]]:
        """Each folder with what it looked like when it was left or filled.

        Nothing is known of a folder that several filled, or in which there are folders, which may have come later.
        """
        at = 0
        for folder, inner in itertools.pairwise(itertools.chain(folders, [""])):
            number = self.old.folders.get(folder)
            if number is not None:
                yield folder, self.old.stamp(number)
                continue
            begin = f"{folder}/"
            begins = begin.encode()
            while at < len(self.folders) and self.folders[at] < begins:
                at += 1
            found = [line for line in self.folders[at : at + 2] if line.startswith(begins)]
            alone = len(found) == 1 and not inner.startswith(begin)
            yield folder, records.folder_stamp(found[0]) if alone else None

    def _looks(self, run: Arriving, moved: Sequence[int]) -> array[int]:
        looks = records.stamps_of(self.arriving(run))
        for number in moved[bisect_left(moved, run.start) : bisect_left(moved, run.stop)]:
            at = 3 * (number - run.start)
            looks[at : at + 3] = array("q", self._look(records.path_of(self.records[number])))
        return looks

    def look_as_written(self, some: Iterable[int]) -> bool:
        """Whether the files of some new records look as they did when they were written."""
        found = map(records.unpack, map(self.records.__getitem__, some))
        return all(self._look(record.path) == record.stamp for record in found)

    def _look(self, path: str) -> Stamp:
        return stamp(local(self.site, path)) or UNKNOWN


def twice(path: str) -> BuildError:
    """What to say of two pages with one address."""
    return BuildError("两个网页有同一个地址", path, "请给其中一个改名")
