"""The list of what was published: bytes of ``.mingzhang/manifest`` in, paths with digests out, and back.

The list has the form of ``sha256sum``, sorted by path, so that anybody can prove a site against it:
``cd site && sha256sum --quiet -c .mingzhang/manifest``. It holds no time, so same content gives same bytes.

Beside it, ``seen`` remembers size and times of every file and folder as they were when it was written, by whoever
wrote it, or after it was renamed by itself, which changes them. A file whose size and times still agree is taken to
hold the digest's bytes; any other is read. ``seen`` is only ever a short cut: without it (a copied site, a fresh
clone) everything is read once, and a line of it that says something else costs one more look.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from generator.model import BuildError
from generator.publish.paths import folders

# A file changed within the clock's tick after we looked keeps its times. So an entry this much younger than
# the list's own time is read instead of trusted; file systems that count whole seconds get seconds.
FINE_TICK, COARSE_TICK = 50_000_000, 3_000_000_000

Stamp = tuple[int, int, int]  # size, modified, changed; nanoseconds
UNKNOWN: Stamp = (-1, -1, -1)  # of no file: it will be read
_AT_ONCE = 1 << 14  # lines


def digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def file_digest(path: str) -> bytes:
    """The digest of a file; a link is not followed."""
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def stamp(path: str, *, folder: bool = False) -> Stamp | None:
    """Size and times of what stands there; None where it is missing, a link or of the other kind."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if folder:
        return (0, found.st_mtime_ns, found.st_ctime_ns) if stat.S_ISDIR(found.st_mode) else None
    return stamp_of(found) if stat.S_ISREG(found.st_mode) else None


def stamp_of(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


class Manifest:
    """What was published last, and what its files looked like then. Arrays, for a million of them."""

    def __init__(self) -> None:
        self.paths: list[str] = []  # sorted
        self.digests = bytearray()  # 32 bytes a path
        self.index: dict[str, int] = {}
        self.existed = False
        self._stamps: array[int] | None = None  # of the paths, then of the root and the folders
        self._trust_before = 0

    def digest(self, number: int) -> bytes:
        return bytes(self.digests[32 * number : 32 * number + 32])

    @cached_property
    def folders(self) -> dict[str, int]:
        """The root and every folder, each with the number of its stamp."""
        return {folder: number for number, folder in enumerate(["", *folders(self.paths)], len(self.paths))}

    def lines(self, run: range) -> Iterator[str]:
        """A run of its files as they stand in the manifest."""
        for at in range(run.start, run.stop, _AT_ONCE):
            some = self.paths[at : min(at + _AT_ONCE, run.stop)]
            digits = self.digests[32 * at : 32 * (at + len(some))].hex()
            yield from (f"{digits[64 * place : 64 * place + 64]}  {path}\n" for place, path in enumerate(some))

    @property
    def seen(self) -> bool:
        """Whether it was written down what the files looked like."""
        return self._stamps is not None

    def stamp(self, number: int) -> Stamp | None:
        """What a path or folder looked like, None where that was not written down."""
        if self._stamps is None:
            return None
        size, modified, changed = self._stamps[3 * number : 3 * number + 3]
        return (size, modified, changed) if size >= 0 else None

    def stamps(self, run: range) -> array[int]:
        """What a run of files looked like. Only where they were ``seen``."""
        assert self._stamps is not None  # noqa: S101 - says the docstring
        return self._stamps[3 * run.start : 3 * run.stop]

    def proves(self, recorded: Stamp | None, now: Stamp) -> bool:
        """Whether a file or folder that looks like this is as it was left."""
        return now == recorded and max(now[1:]) < self._trust_before

    def as_left(self, number: int, place: str) -> bool:
        """Whether the file at ``place`` is as it was left: the usual answer of tens of thousands, so without ado."""
        stamps, at = self._stamps, 3 * number
        if stamps is None:
            return False
        try:
            now = os.lstat(place)
        except (FileNotFoundError, NotADirectoryError):
            return False
        modified, changed = now.st_mtime_ns, now.st_ctime_ns
        return (
            stamps[at + 1] == modified < self._trust_before
            and stamps[at + 2] == changed < self._trust_before
            and stamps[at] == now.st_size
            and stat.S_ISREG(now.st_mode)
        )

    def size(self, run: range | None = None) -> int:
        """Bytes of all files, or of a run of them, as they were left."""
        run = range(len(self.paths)) if run is None else run
        return sum(self._stamps[3 * run.start : 3 * run.stop : 3]) if self._stamps else 0

    def load_seen(self, file: Path, head: bytes) -> None:
        """Take up ``seen`` if it belongs to this very manifest and to a machine that counts as this one."""
        try:
            data = file.read_bytes()
            written = file.stat().st_mtime_ns
        except FileNotFoundError:
            return
        if data.startswith(head):
            self._believe(array("q", data[len(head) :]), written)

    def _believe(self, stamps: array[int], written: int) -> None:
        self._stamps = stamps
        self._trust_before = written - (FINE_TICK if written % 1_000_000 else COARSE_TICK)

    @classmethod
    def of(cls, paths: list[str], digests: bytearray, stamps: array[int], control: Path) -> Manifest:
        """What :func:`load` would find where just this was saved."""
        manifest = cls()
        manifest.paths, manifest.digests, manifest.existed = paths, digests, True
        manifest.index = dict(zip(paths, range(len(paths)), strict=True))
        manifest._believe(stamps, (control / "seen").stat().st_mtime_ns)
        return manifest


def load(control: Path) -> Manifest:
    """The manifest of a site, an empty one that never ``existed`` where nothing was published yet."""
    file, manifest = control / "manifest", Manifest()
    if not file.exists():
        return manifest
    try:
        with file.open(encoding="utf-8", newline="\n") as text:
            while lines := text.readlines(1 << 20):
                if any(line[64:66] != "  " or line[-1] != "\n" for line in lines):
                    raise ValueError("not in the form of sha256sum")
                manifest.paths += [line[66:-1] for line in lines]
                manifest.digests += bytes.fromhex("".join([line[:64] for line in lines]))
    except ValueError as error:
        raise BuildError("发布清单已损坏", str(file), "请清空站点文件夹（连同 .mingzhang）后重新生成") from error
    manifest.index = dict(zip(manifest.paths, range(len(manifest.paths)), strict=True))
    manifest.existed = True
    manifest.load_seen(control / "seen", _seen_head(file))
    return manifest


def manifest_line(path: str, value: bytes) -> str:
    """One file as it stands in the manifest."""
    return f"{value.hex()}  {path}\n"


def save(file: Path, lines: Iterable[str]) -> None:
    """Write a manifest of lines, which arrive sorted."""
    with file.open("w", encoding="utf-8", newline="\n") as text:
        text.writelines(lines)


def save_seen(control: Path, stamps: array[int]) -> None:
    """Write ``seen`` for the manifest that stands: stamps of its paths, of the root, of the folders."""
    beside = control / "seen.new"
    with beside.open("wb") as file:
        file.write(_seen_head(control / "manifest"))
        stamps.tofile(file)
    os.replace(beside, control / "seen")


def _seen_head(file: Path) -> bytes:
    return f"mingzhang seen 1 {sys.byteorder} {file_digest(str(file)).hex()}\n".encode().ljust(104)
