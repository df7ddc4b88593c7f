"""The digest store: what was once read and recognised, by what it was read from. Bytes in, bytes out.

A key is the digest of everything that the value depends on: the file's bytes, its sidecar's, and the code
that reads them (``code_version``). So nothing in here can be out of date, only unused; it may be deleted at
any time, and whatever cannot be read counts as not there. A build believes what a key's light neighbour says of it
without opening it; where that was wrong it begins again with a store that is ``doubted``, which believes nothing.

One file a key: putting costs 3 % of the reading it saves, any number of processes may do it at once, and a
torn file harms one key. A packed file was measured quicker by less than that and needs an index, a lock
and a way to shrink.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from pathlib import Path
from types import ModuleType, TracebackType

from .disk import why
from .model import BuildError
from .places import Place, place_of

CHECK = 4  # bytes of checksum before the value


def key(*parts: bytes | str) -> str:
    """One key for several things; ``("ab", "c")`` and ``("a", "bc")`` give different ones."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()


def code_version(*sources: ModuleType | Path) -> str:
    """A digest of source files: of modules, packages, files or whole folders (``.py`` and ``.toml``)."""
    files: set[Path] = set()
    for source in sources:
        if isinstance(source, ModuleType):
            place = Path(source.__file__ or "")
            source = place.parent if place.name == "__init__.py" else place
        files |= (
            {file for file in source.rglob("*") if file.suffix in {".py", ".toml"}} if source.is_dir() else {source}
        )
    # Names count without their folders: the same code is the same wherever it is installed.
    return key(*sorted(key(file.name, file.read_bytes()) for file in files))


class UnwritableError(BuildError):
    """The store takes nothing: its disk is full, or cannot be written. What is put is needed in the same build."""

    def __init__(self, where: str, reason: str = "") -> None:
        super().__init__(f"读过的内容存不进去：{reason}", where, "查看磁盘的空间和权限，或用 --store 另指一个文件夹")


class GoneError(BuildError):
    """A value that was believed to be in the store cannot be read."""

    def __init__(self, where: str) -> None:
        super().__init__("存进去的内容读不出来", where, "检查这个磁盘，或用 --store 另指一个文件夹")


class Store:
    """A place of values. Can be sent to worker processes; the one that opened it in a ``with`` cleans it up.

    Keys that none of the last ``keep_builds`` differing builds used are dropped at the end of a good build,
    never those written since the build before: another build may be about to use them.
    """

    def __init__(self, place: Path | Place, doubted: bool = False, *, keep_builds: int = 3) -> None:
        """``doubted``: something was found missing or damaged, so whatever may be needed is opened to see."""
        self._doubted = doubted
        self.place: Place = place_of(place) if isinstance(place, Path) else place
        self._keep_builds = keep_builds
        self._listed: frozenset[str] | None = None
        #: Keys this build needs. A parent adds those its workers got and put.
        self.used: set[str] = set()

    def __reduce__(self) -> tuple[type[Store], tuple[Place, bool]]:
        return Store, (self.place, self._doubted)  # a worker's list of keys is nobody's concern

    def get(self, name: str) -> bytes | None:
        """The value, None where there is none that can be read."""
        self.used.add(name)
        try:
            data = self.place.read(_file(name))
        except OSError:
            return None
        value = data[CHECK:]
        return value if _checksum(value) == data[:CHECK] else None

    def need(self, name: str) -> bytes:
        """A value that must be there. Raises :class:`GoneError`."""
        value = self.get(name)
        if value is None:
            raise GoneError(self.place.address)
        return value

    def believes(self, *names: str) -> bool:
        """Whether values that ought to be there are; looked at only where the store is doubted."""
        return not self._doubted or all(self.get(name) is not None for name in names)

    def doubt(self) -> Store:
        """The same place, where nothing is believed."""
        return Store(self.place, True, keep_builds=self._keep_builds)

    def listed(self, name: str) -> bool:
        """False where it is known without asking that there was nothing under this key when the store was opened."""
        return self._listed is None or _file(name) in self._listed

    def put(self, name: str, value: bytes) -> None:
        """Keep a value. Raises :class:`UnwritableError` where the disk is full or read-only."""
        self.used.add(name)
        try:
            self.place.write(_file(name), _checksum(value) + value)
        except OSError as error:
            raise UnwritableError(self.place.address, why(error)) from error

    def try_out(self) -> None:
        """Raise :class:`UnwritableError` where nothing can be put."""
        self.put(name := "0" * 64, b"")
        with contextlib.suppress(OSError):  # another has tried at the same time
            self.place.delete([_file(name)])

    def __enter__(self) -> Store:
        if self.place.far:
            self._listed = frozenset(entry.name for entry in self.place.entries())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            with contextlib.suppress(OSError):
                self._drop_unused()

    def _drop_unused(self) -> None:
        lists = sorted(
            (entry.name, entry.written)
            for entry in self.place.entries(deep=False)
            if entry.name.startswith("used.") and entry.name[5:].isdigit()
        )
        now = "\n".join(sorted(self.used))
        if not self.used or (lists and self.place.read(lists[-1][0]) == now.encode()):
            return
        number = int(lists[-1][0].rpartition(".")[2]) + 1 if lists else 1
        self.place.write(f"used.{number:08}", now.encode())
        if lists:
            self._sweep(lists, {_file(name) for name in now.split("\n")})

    def _sweep(self, lists: list[tuple[str, int]], wanted: set[str]) -> None:
        since = lists[-1][1]
        kept = lists[1 - self._keep_builds :] if self._keep_builds > 1 else []
        gone = [name for name, written in lists if (name, written) not in kept]
        for name, _ in kept:
            wanted |= {_file(key) for key in self.place.read(name).decode("ascii", "replace").split("\n")}
        unwanted = self.place.entries(but=wanted)
        gone += [entry.name for entry in unwanted if "/" in entry.name and entry.written < since]
        if gone:
            self.place.delete(gone)


def _checksum(value: bytes) -> bytes:
    """Tells what was torn, which nobody did on purpose. It begins with one, since a torn file is often all zeros."""
    return zlib.crc32(value, 1).to_bytes(CHECK, "big")


def _file(name: str) -> str:
    return f"{name[:2]}/{name[2:]}"
