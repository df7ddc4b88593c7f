"""Bytes of one page in, a file beside the site out, and a record of it. Travels to worker processes.

A page whose bytes the site already has is not written: reading and comparing costs a tenth of overwriting.
The rest goes into the stage, a folder inside the site's own, in the very tree it will stand in, so that
whole folders can be moved in by one step each.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.publish import paths
from generator.publish.manifest import Stamp, digest, file_digest, stamp, stamp_of
from generator.publish.paths import local
from generator.publish.records import Record, bunch

_WRITE = os.O_WRONLY | getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class FolderWriter:
    """Writes pages beside the site. Plain strings inside, so that it can be sent to other processes."""

    def __init__(self, site: str, stage: str, *, fresh: bool) -> None:
        self._site = site
        self._stage = stage
        self._fresh = fresh  # nothing was published yet, so there is nothing to compare with
        self._folder = ""  # made last: pages of one folder come one after the other

    def write(self, path: str, data: bytes) -> Record:
        """Write one page, unless the site has it already. The record must reach ``Stage.merge``."""
        paths.check(path)
        value = digest(data)
        if not self._fresh and (same := _holds(local(self._site, path), data)):
            return Record(path, value, same, changed=False)
        place = self._place(path)
        try:
            handle = os.open(place, _WRITE | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:  # two pieces of the index may be alike, and have one name for it; the first stays
            if there := _holds(place, data):
                return Record(path, value, there, changed=True)
            handle = os.open(place, _WRITE | os.O_TRUNC)
        try:
            written = os.write(handle, data)
            while written < len(data):
                written += os.write(handle, data[written:])
            looks = stamp_of(os.fstat(handle))  # a tenth of what it would cost to find the file again
        finally:
            os.close(handle)
        return Record(path, value, looks, changed=True)

    def flush(self) -> None:
        """A folder has what was written at once."""

    def bunch(self, written: Sequence[Record]) -> bytes:
        """Records for ``Stage.merge_bunch``, and what their folders look like now that all is in them."""
        folders = dict.fromkeys(record.path.rpartition("/")[0] for record in written if record.changed)
        looks = ((folder, stamp(local(self._stage, folder), folder=True)) for folder in folders if folder)
        return bunch(written, ((folder, found) for folder, found in looks if found))

    def scratch(self, path: str) -> Path:
        """A place for a file too large to hold, or that a library writes itself (a database)."""
        paths.check(path)
        os.makedirs(f"{self._stage}.scratch", exist_ok=True)
        return Path(tempfile.mkdtemp(dir=f"{self._stage}.scratch"), path.rpartition("/")[2])

    def adopt(self, path: str, file: Path, digest: bytes | None = None) -> Record:
        """Take the finished file from its scratch place; what was left beside it goes no further."""
        size, value = file.stat().st_size, digest or file_digest(str(file))
        same = None if self._fresh else _is_file_with(local(self._site, path), size, value)
        if same is None:
            os.replace(file, place := self._place(path))
        shutil.rmtree(file.parent, ignore_errors=True)
        return Record(path, value, same or stamp_of(os.lstat(place)), changed=same is None)

    def _place(self, path: str) -> str:
        folder = path.rpartition("/")[0]
        if folder != self._folder or not folder:
            target = local(self._stage, folder)
            try:
                os.mkdir(target)
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(target, exist_ok=True)
            self._folder = folder
        return local(self._stage, path)


def _holds(path: str, data: bytes) -> Stamp | None:
    """The stamp of a file that holds these bytes; None where it holds others or is none."""
    try:
        handle = os.open(path, _READ)
    except OSError:  # missing, a folder, a link: whatever it is, it is not this file
        return None
    try:
        looks, size = os.fstat(handle), len(data)
        if looks.st_size != size:
            return None
        found = os.read(handle, size + 1)
        while found and len(found) < size and (more := os.read(handle, size - len(found))):
            found += more
        return stamp_of(looks) if found == data else None
    except IsADirectoryError:
        return None
    finally:
        os.close(handle)


def _is_file_with(path: str, size: int, value: bytes) -> Stamp | None:
    try:
        looks = os.lstat(path)
        return stamp_of(looks) if looks.st_size == size and file_digest(path) == value else None
    except OSError:
        return None
