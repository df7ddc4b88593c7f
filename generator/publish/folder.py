"""A publication into a folder: ``publish.Stage`` for a disk."""

from __future__ import annotations

import contextlib
import secrets
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

from generator.model import BuildError
from generator.publish import journal, lock, manifest, paths, plan, survey
from generator.publish.change import ALTERED, KEPT, KEPT_AS_SEEN, Arriving, Change, twice
from generator.publish.publication import Doing
from generator.publish.records import Gathered, Record, path_of
from generator.publish.summary import Summary
from generator.publish.writer import FolderWriter

Looking = Future[tuple[frozenset[str], bytes]]

_TOLD = 1000  # lines written, until somebody hears of it
_COPIES = (".gz", ".br")  # what compressed copies of a file end in
_ASKED = 100  # files, whether they look as they did when they were written


class FolderStage:
    """A publication in the making. One process has it; others write through ``writer()``."""

    def __init__(self, site: Path, published: manifest.Manifest, held: lock.Lock, looking: Looking | None) -> None:
        """``looking`` is another process that looks at what was published; without it, this one does so now."""
        self.site = site
        self.published = published
        self._control = site / paths.CONTROL
        self._lock = held
        self._name = f"stage.{secrets.token_hex(4)}"
        self._root = str(site)
        self._writer = self._new_writer()
        self._records = Gathered(self._control)
        self._kept = bytearray(len(published.paths))
        self._ahead: list[int] = []  # what has moved in already
        self._new = self._changed = 0  # of these
        self._listed: frozenset[str] = frozenset()  # folders of which no stamp proves that nothing came into them
        self._as_left = b""  # of each file whether it is, where another process has looked
        self._looking = looking
        self._looked = False
        if looking is None:
            self.refuse_strangers()
        self._stale = False  # some stamp did not say what its file still says
        self._remove_missing = False
        state = self._control / "state"
        #: What the last commit left for its successor: whatever tells it which pages may be kept.
        self.state = state.read_bytes() if published.existed and state.exists() else b""

    def _new_writer(self) -> FolderWriter:
        return FolderWriter(self._root, str(self._control / self._name), fresh=not self.published.existed)

    def writer(self) -> FolderWriter:
        """A writer for a worker process; hand its records to ``merge``."""
        self._lock.sign()
        return self._writer

    def write(self, path: str, data: bytes) -> Record:
        """Write one page beside the site, unless the site has it already."""
        record = self._writer.write(path, data)
        self.merge([record])
        return record

    @contextlib.contextmanager
    def file(self, path: str, digest: bytes | None = None) -> Iterator[Path]:
        """A place for a file that does not fit in memory, or that a library writes by itself."""
        self._lock.sign()
        scratch = self._writer.scratch(path)
        yield scratch
        self.merge([self._writer.adopt(path, scratch, digest)])

    def refuse_strangers(self) -> None:
        """BuildError where the folder holds what is not ours: before anything is moved in."""
        if self._looking:
            with contextlib.suppress(BrokenExecutor):  # whoever has work for it next will say so
                self._listed, self._as_left = self._looking.result()
                self._looked = True
        if not self._looked:
            self._listed, self._looked = survey.check(self._root, self.published), True
        self._looking = None

    def merge(self, records: Iterable[Record]) -> None:
        """Take in what a writer wrote. Two pages with one address are found by ``commit``."""
        for record in records:
            self._records.add(record)
            if record.changed:
                self._lock.sign()

    def merge_bunch(self, data: bytes) -> None:
        """The same of what a writer packed."""
        self._records.add_bunch(data)

    def keep(self, path: str, digest: bytes | None = None) -> bool:
        """Keep a page as published. False where it is not as we left it, and must be written again."""
        number = self.published.index.get(path)
        if number is None or (digest is not None and self.published.digest(number) != digest):
            return False
        return self._keep(number)

    def keep_together(self, paths: Sequence[str], digests: bytes) -> bool:
        """Keep some pages; False where one of them cannot be. ``digests`` are of 32 bytes each."""
        return all(self.keep(path, digests[32 * at : 32 * at + 32]) for at, path in enumerate(paths))

    def _keep(self, number: int) -> bool:
        if self._looking:
            self.refuse_strangers()
        target = paths.local(self._root, self.published.paths[number])
        if self._as_left[number] if self._as_left else self.published.as_left(number, target):
            self._kept[number] = KEPT_AS_SEEN
            return True
        now = manifest.stamp(target)
        if now is None:
            return False
        recorded = self.published.stamp(number)
        if manifest.file_digest(target) != self.published.digest(number):
            return False
        self._stale |= now != recorded
        self._kept[number] = KEPT
        return True

    def keep_all(self) -> list[str]:
        """Keep every page; returns those that cannot be, which must be written again or be missing."""
        return [path for number, path in enumerate(self.published.paths) if not self._keep(number)]

    def contents(self) -> Iterator[tuple[str, str, bool]]:
        """Every file of the new site so far: its address, where its bytes are, whether the old site has the same."""
        stage = str(self._control / self._name)
        change = Change(self._root, self.published, *self._records.in_order(), self._kept, True)
        for entry in change.entries():
            if entry.state != "gone":
                same = entry.state == "same"
                yield entry.path, paths.local(self._root if same else stage, entry.path), same

    def ahead(self, state: bytes) -> bool:
        """Put in place what there is so far, beside all that was published before. Once; then it goes on."""
        if not self.published.existed or self._ahead:
            return False
        lines, folders = self._records.in_order()
        if any(f"{path_of(line)}{copy}" in self.published.index for line in lines for copy in _COPIES):
            return False  # which a server would go on to send in place of what they were copies of
        change = Change(self._root, self.published, lines, folders, self._kept, False)
        try:
            todo = plan.make(change)
        except BuildError:  # beside what is about to go; else the commit says it again
            return False
        if not todo.differs:
            return False
        stamps = self._move_in(change, todo, state, self._name)
        kept = bytearray()
        for part in change.parts():
            if isinstance(part, Arriving):
                kept += bytes(part.stop - part.start)
            else:
                known = part if isinstance(part, range) else range(part.number, part.number + 1)
                kept += self._kept[known.start : known.stop]
        self.published = manifest.Manifest.of(list(change.paths()), change.digests(), stamps, self._control)
        self._kept, self.state = kept, state
        self._as_left = b""
        self._ahead = [self.published.index[path_of(line)] for line in lines]
        for number in self._ahead:
            kept[number] = ALTERED  # until the commit looks
        self._new, self._changed = todo.new, todo.changed
        self._records = Gathered(self._control)
        self._writer = self._new_writer()  # folders that it knows have moved
        return True

    def remove_missing(self) -> None:
        """Let ``commit`` delete what was published before and is neither written nor kept now."""
        self._remove_missing = True

    def commit(self, state: bytes = b"", doing: Doing | None = None) -> Summary:
        """Move everything in. ``state`` is for the next publication and becomes true with this one."""
        known = self.published.paths
        if not self._records and state == self.state and self._kept.count(KEPT_AS_SEEN) == len(known) > 0:
            return Summary(len(known), self.published.size(), 0, 0, 0, len(known))
        for number in self._ahead:
            self._keep(number)
        lines, folders = self._records.in_order()
        self._refuse_twice(lines)
        change = Change(self._root, self.published, lines, folders, self._kept, self._remove_missing)
        todo = plan.make(change)
        if todo.differs or not self.published.existed or state != self.state:
            self._move_in(change, todo, state, doing=doing)
        elif self._stale:
            manifest.save_seen(self._control, change.stamps(self._listed))
        removed = len(todo.removals) + len(todo.in_the_way)
        new, changed = self._new + todo.new, self._changed + todo.changed
        return Summary(todo.files, todo.size, new, changed, removed, todo.files - new - changed)

    def _refuse_twice(self, lines: list[bytes]) -> None:
        """BuildError where a page came ahead and came again."""
        ahead = set(self._ahead)
        for path in map(path_of, lines if ahead else ()):
            if self.published.index.get(path) in ahead:
                raise twice(path)

    def _move_in(
        self, change: Change, todo: plan.Plan, state: bytes, but: str = "", doing: Doing | None = None
    ) -> array[int]:
        """Move everything in. Returns what the site looks like then."""
        advance = doing.advance if doing else lambda steps: None
        if doing:  # each file is written down, moved or left, and looked at
            doing.expect(2 * todo.files + len(todo.moves) + len(todo.removals))
        if self._looking:
            self.refuse_strangers()
        self._lock.sign()
        self._records.close()
        manifest.save(self._control / "manifest.new", _counted(change.lines(), advance))
        (self._control / "state.new").write_bytes(state)
        steps = journal.Journal(self._name, todo.in_the_way, todo.moves, todo.removals, ["manifest", "state"])
        # Before the first publication there is no old site that a power cut could mix with the new one, and
        # what it loses of the new one the next command finds by its size.
        journal.write(self.site, steps, todo.staged if self.published.existed else [])
        journal.finish(self.site, but)
        advance(len(todo.moves) + len(todo.removals))
        # Some network drives set a file's times when it is closed, or when its folder is renamed: they are asked first.
        touched = self._listed | todo.touched()
        known = change.look_as_written(todo.first[:_ASKED])
        stamps = change.stamps(touched, todo.alone) if known else change.looked_at(touched)
        manifest.save_seen(self._control, stamps)
        advance(todo.files)
        return stamps

    def discard(self) -> None:
        """Clear the stage away unless a journal needs it."""
        self._records.close()
        if not (self._control / "journal").exists() and not (self._control / "journal.moving").exists():
            with contextlib.suppress(OSError):
                journal.finish(self.site)


def _counted(lines: Iterable[str], advance: Callable[[int], None]) -> Iterator[str]:
    number = 0
    for number, line in enumerate(lines, 1):
        yield line
        if not number % _TOLD:
            advance(_TOLD)
    advance(number % _TOLD)


def look(site: str, control: str) -> tuple[frozenset[str], bytes]:
    """Another process's part: the folders that had to be listed, and for each file whether it is as it was left."""
    published = manifest.load(Path(control))
    listed = survey.check(site, published)
    places = (paths.local(site, path) for path in published.paths)
    return listed, bytes(published.as_left(number, place) for number, place in enumerate(places))
