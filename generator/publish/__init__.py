"""Publishing: pages in, a site that is wholly old or wholly new out, whatever happens in between.

    with publish.stage(site) as stage:
        stage.write("index.html", page)             # or stage.keep(path) where nothing can have changed
        stage.merge(records)                        # of worker processes, which wrote with stage.writer()
        stage.remove_missing()
        summary = stage.commit(state)

Everything new is written beside first (``writer``), in ``site/.mingzhang/``: inside the site, because the
site may be a mount of its own whose neighbour is another disk. A ``journal`` moves it in. A command that is
killed leaves either no journal, and the next command clears the stage away, or a journal, and the next
command completes it; ``recover`` does that for commands that only read.

Only what differs is written, and only files that the ``manifest`` lists are ever overwritten or deleted:
``survey`` refuses a folder that holds others. Decided against: swapping the site's folder for a new one (it
may be a mount, or somebody's working directory, and its placeholder is in git) and writing the old tree
anew (deleting is the slowest part of it). Paths are strings in here: at twenty thousand files a second a
``Path`` costs as much as the system call it makes.
"""

from __future__ import annotations

import contextlib
import errno
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from generator.model import BuildError
from generator.publish import journal, lock, manifest, paths, plan, survey
from generator.publish.writer import Record, Writer

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EROFS)

__all__ = ["Record", "Stage", "Summary", "Writer", "recover", "stage"]


class Summary(Struct, frozen=True):
    """What a publication did, in files; ``size`` in bytes."""

    files: int
    size: int
    new: int
    changed: int
    removed: int
    unchanged: int


@contextlib.contextmanager
def stage(site: Path) -> Iterator[Stage]:
    """Open a publication. Left without ``commit``, or by an error, the site stays as it was."""
    site = site.resolve()
    control = _control(site)
    try:
        with lock.hold(control / "lock", site) as held:
            journal.finish(site)
            published = manifest.load(control)
            survey.check(str(site), published)
            publication = Stage(site, published, held)
            try:
                yield publication
            finally:
                publication.discard()
    except OSError as error:
        if error.errno in _FULL or str(site) in str(error.filename):
            raise BuildError(
                f"写不进站点文件夹：{error.strerror}", error.filename or str(site), "请查看磁盘空间和权限，再运行一次"
            ) from error
        raise


def recover(site: Path) -> bool:
    """Complete or undo what a killed command left behind. True where there was something to complete."""
    site = site.resolve()
    if not (site / paths.CONTROL).is_dir():
        return False
    with lock.hold(site / paths.CONTROL / "lock", site):
        return journal.finish(site)


def _control(site: Path) -> Path:
    control = site / paths.CONTROL
    if control.is_symlink() or (site.exists() and not site.is_dir()):
        raise BuildError("站点必须是一个文件夹", str(site), "请换一个输出文件夹")
    if site.is_dir() and not control.exists():
        survey.check(str(site), manifest.Manifest())  # before the first thing of ours is in it
    try:
        control.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(
            f"不能建立站点文件夹：{error.strerror}", str(site), "请查看权限，或换一个输出文件夹"
        ) from error
    return control


class Stage:
    """A publication in the making. One process has it; others write through ``writer()``."""

    def __init__(self, site: Path, published: manifest.Manifest, held: lock.Lock) -> None:
        self.site = site
        self.published = published
        self._control = site / paths.CONTROL
        self._lock = held
        self._name = f"stage.{secrets.token_hex(4)}"
        self._root = str(site)
        self._writer = Writer(self._root, str(self._control / self._name), fresh=not published.existed)
        self._records: list[bytes] = []
        self._kept = bytearray(len(published.paths))
        self._stale = False  # some stamp did not say what its file still says
        self._remove_missing = False
        state = self._control / "state"
        #: What the last commit left for its successor: whatever tells it which pages may be kept.
        self.state = state.read_bytes() if published.existed and state.exists() else b""

    def writer(self) -> Writer:
        """A writer for a worker process; hand its records to ``merge``."""
        self._lock.sign()
        return self._writer

    def write(self, path: str, data: bytes) -> None:
        """Write one page beside the site, unless the site has it already."""
        self.merge([self._writer.write(path, data)])

    @contextlib.contextmanager
    def file(self, path: str) -> Iterator[Path]:
        """A place for a file that does not fit in memory, or that a library writes by itself."""
        self._lock.sign()
        scratch = self._writer.scratch(path)
        yield scratch
        self.merge([self._writer.adopt(path, scratch)])

    def merge(self, records: Iterable[Record]) -> None:
        """Take in what a writer wrote. Two pages with one address are found by ``commit``."""
        for record in records:
            self._records.append(plan.pack(record))
            if record.changed:
                self._lock.sign()

    def keep(self, path: str) -> bool:
        """Keep a page as published. False where it is not as we left it, and must be written again."""
        number = self.published.index.get(path)
        return number is not None and self._keep(number)

    def _keep(self, number: int) -> bool:
        target = paths.local(self._root, self.published.paths[number])
        now = manifest.stamp(target)
        if now is None:
            return False
        recorded = self.published.stamp(number)
        if self.published.proves(recorded, now):
            self._kept[number] = plan.KEPT_AS_SEEN
            return True
        if manifest.file_digest(target) != self.published.digest(number):
            return False
        self._stale |= now != recorded
        self._kept[number] = plan.KEPT
        return True

    def keep_all(self) -> list[str]:
        """Keep every page; returns those that cannot be, which must be written again or be missing."""
        return [path for number, path in enumerate(self.published.paths) if not self._keep(number)]

    def remove_missing(self) -> None:
        """Let ``commit`` delete what was published before and is neither written nor kept now."""
        self._remove_missing = True

    def commit(self, state: bytes = b"") -> Summary:
        """Move everything in. ``state`` is for the next publication and becomes true with this one."""
        self._records.sort()
        change = plan.Change(self._root, self.published, self._records, self._kept, self._remove_missing)
        todo = plan.make(change)
        if todo.differs or not self.published.existed or state != self.state:
            self._move_in(change, todo, state)
        elif self._stale:
            manifest.save_seen(self._control, change.stamps())
        removed = len(todo.removals) + len(todo.in_the_way)
        same = todo.files - todo.new - todo.changed
        return Summary(todo.files, todo.size, todo.new, todo.changed, removed, same)

    def _move_in(self, change: plan.Change, todo: plan.Plan, state: bytes) -> None:
        self._lock.sign()
        manifest.save(self._control / "manifest.new", ((entry.path, entry.digest) for entry in change.new_site()))
        (self._control / "state.new").write_bytes(state)
        steps = journal.Journal(self._name, todo.in_the_way, todo.moves, todo.removals, ["manifest", "state"])
        # Before the first publication there is no old site that a power cut could mix with the new one, and
        # what it loses of the new one the next command finds by its size.
        journal.write(self.site, steps, todo.staged if self.published.existed else [])
        journal.finish(self.site)
        manifest.save_seen(self._control, change.stamps())

    def discard(self) -> None:
        """Clear the stage away unless a journal needs it."""
        if not (self._control / "journal").exists() and not (self._control / "journal.moving").exists():
            with contextlib.suppress(OSError):
                journal.finish(self.site)
