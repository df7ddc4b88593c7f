"""The list of what was published: bytes of ``.mingzhang/manifest`` in, paths with digests out, and back.

The list has the form of ``sha256sum``, sorted by path, so that anybody can prove a site against it:
``cd site && sha256sum --quiet -c .mingzhang/manifest``. It holds no time, so same content gives same bytes.

Beside it, ``seen`` remembers size and times of every file and folder as they were when they were moved in.
A file whose size and times still agree is taken to hold the digest's bytes; any other is read. ``seen``
is only ever a short cut: without it (a copied site, a fresh clone) everything is read once.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from array import array
from collections.abc import Iterable
from pathlib import Path

from generator.model import BuildError
from generator.publish.paths import folders

# A file changed within the clock's tick after we looked keeps its times. So an entry this much younger than
# the list's own time is read instead of trusted; file systems that count whole seconds get seconds.
FINE_TICK, COARSE_TICK = 50_000_000, 3_000_000_000

Stamp = tuple[int, int, int]  # size, modified, changed; nanoseconds


def digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def file_digest(path: str) -> bytes:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def stamp(path: str, *, folder: bool = False) -> Stamp | None:
    """Size and times of what stands there; None where it is missing, a link or of the other kind."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if folder:
        return (0, found.st_mtime_ns, found.st_ctime_ns) if stat.S_ISDIR(found.st_mode) else None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns) if stat.S_ISREG(found.st_mode) else None


class Manifest:
    """What was published last, and what its files looked like then. Arrays, for a million of them."""

    def __init__(self, paths: list[str], digests: bytes) -> None:
        self.paths = paths
        self._digests = digests  # 32 bytes a path
        self.index = {path: number for number, path in enumerate(paths)}
        self.folders = sorted(folders(paths))
        self.existed = True
        self._stamps: array[int] | None = None
        self._folder_number: dict[str, int] = {}
        self._trust_before = 0

    def digest(self, number: int) -> bytes:
        return self._digests[32 * number : 32 * number + 32]

    def stamp(self, number: int) -> Stamp | None:
        """What the file looked like, None where that was not written down."""
        if self._stamps is None:
            return None
        size, modified, changed = self._stamps[3 * number : 3 * number + 3]
        return size, modified, changed

    def folder_stamp(self, folder: str) -> Stamp | None:
        number = self._folder_number.get(folder)
        return None if number is None else self.stamp(number)

    def proves(self, recorded: Stamp | None, now: Stamp) -> bool:
        """Whether a file or folder that looks like this is as it was left."""
        return now == recorded and max(now[1:]) < self._trust_before

    def load_seen(self, file: Path, text: bytes) -> None:
        """Take up ``seen`` if it belongs to this very manifest and to a machine that counts as this one."""
        try:
            data = file.read_bytes()
            written = file.stat().st_mtime_ns
        except FileNotFoundError:
            return
        head = _seen_head(text)
        entries = len(self.paths) + len(self.folders) + 1
        if data[: len(head)] != head or len(data) != len(head) + 24 * entries:
            return
        self._stamps = array("q", data[len(head) :])
        self._trust_before = written - (FINE_TICK if written % 1_000_000 else COARSE_TICK)
        self._folder_number = {folder: number for number, folder in enumerate(("", *self.folders), len(self.paths))}

    def size(self, number: int) -> int | None:
        return None if self._stamps is None else self._stamps[3 * number]


def load(control: Path) -> Manifest:
    """The manifest of a site, an empty one that never ``existed`` where nothing was published yet."""
    file = control / "manifest"
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        manifest = Manifest([], b"")
        manifest.existed = False
        return manifest
    try:
        lines = text.decode().split("\n")
        if lines.pop() != "" or any(line[64:66] != "  " for line in lines):
            raise ValueError("not in the form of sha256sum")
        manifest = Manifest([line[66:] for line in lines], bytes.fromhex("".join([line[:64] for line in lines])))
    except ValueError as error:
        raise BuildError("发布清单已损坏", str(file), "请清空站点文件夹（连同 .mingzhang）后重新生成") from error
    manifest.load_seen(control / "seen", text)
    return manifest


def dump(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """The manifest's bytes from pairs of path and digest, which arrive sorted."""
    return "".join([f"{value.hex()}  {path}\n" for path, value in entries]).encode()


def dump_seen(text: bytes, stamps: Iterable[Stamp | None]) -> bytes:
    """``seen``'s bytes: stamps of the paths of ``text``, then of the root and the sorted folders."""
    values = array("q")
    for each in stamps:
        values.extend(each or (-1, -1, -1))
    return _seen_head(text) + values.tobytes()


def _seen_head(text: bytes) -> bytes:
    return f"mingzhang seen 1 {sys.byteorder} {hashlib.sha256(text).hexdigest()}\n".encode().ljust(104)
