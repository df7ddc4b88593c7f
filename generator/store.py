"""The digest store: what was once read and recognised, by what it was read from. Bytes in, bytes out.

A key is the digest of everything that the value depends on: the file's bytes, its sidecar's, and the code
that reads them (``code_version``). So nothing in here can be out of date, only unused; it may be deleted at
any time, and whatever cannot be read counts as not there.

One file a key: putting costs 3 % of the reading it saves, any number of processes may do it at once, and a
torn file harms one key. A packed file was measured quicker by less than that and needs an index, a lock
and a way to shrink.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path
from types import ModuleType, TracebackType

CHECK = 16  # bytes of digest before the value


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


class Store:
    """A folder of values. Can be sent to worker processes; the one that opened it in a ``with`` cleans it up.

    Keys that none of the last ``keep_builds`` differing builds used are dropped at the end of a good build,
    never those written since the build before: another build may be about to use them.
    """

    def __init__(self, folder: Path, *, keep_builds: int = 3) -> None:
        self._folder = str(folder)
        self._keep_builds = keep_builds
        #: Keys this build needs. A parent adds those its workers got and put.
        self.used: set[str] = set()

    def get(self, name: str) -> bytes | None:
        """The value, None where there is none that can be read."""
        self.used.add(name)
        try:
            data = Path(self._place(name)).read_bytes()
        except OSError:
            return None
        value = data[CHECK:]
        return value if hashlib.sha256(value).digest()[:CHECK] == data[:CHECK] else None

    def put(self, name: str, value: bytes) -> None:
        """Keep a value. A full or read-only disk is no error: it will be read from its source again."""
        self.used.add(name)
        place = self._place(name)
        beside = f"{place}.{secrets.token_hex(4)}"
        with contextlib.suppress(OSError):
            try:
                self._write(beside, value)
            except FileNotFoundError:
                Path(beside).parent.mkdir(parents=True, exist_ok=True)
                self._write(beside, value)
            Path(beside).replace(place)

    def drop(self, name: str) -> None:
        """Forget a value that is of no use any more."""
        with contextlib.suppress(OSError):
            Path(self._place(name)).unlink()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            with contextlib.suppress(OSError):
                self._drop_unused()

    def _place(self, name: str) -> str:
        return f"{self._folder}/{name[:2]}/{name[2:]}"

    @staticmethod
    def _write(place: str, value: bytes) -> None:
        with Path(place).open("wb", buffering=0) as file:
            file.write(hashlib.sha256(value).digest()[:CHECK] + value)

    def _drop_unused(self) -> None:
        folder = Path(self._folder)
        lists = sorted(folder.glob("used.*"))
        now = "\n".join(sorted(self.used))
        if not self.used or (lists and lists[-1].read_text() == now):
            return
        number = int(lists[-1].suffix[1:]) + 1 if lists else 1
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f"beside.{secrets.token_hex(4)}"
        beside.write_text(now)
        beside.replace(folder / f"used.{number:08}")
        if lists:
            self._sweep(lists, set(now.split("\n")))

    def _sweep(self, lists: list[Path], wanted: set[str]) -> None:
        since = lists[-1].stat().st_mtime_ns
        kept = lists[1 - self._keep_builds :] if self._keep_builds > 1 else []
        for each in lists:
            if each in kept:
                wanted |= set(each.read_text().split("\n"))
            else:
                each.unlink()
        for shelf in Path(self._folder).glob("[0-9a-f][0-9a-f]"):
            with os.scandir(shelf) as entries:
                for entry in entries:
                    if shelf.name + entry.name not in wanted and entry.stat().st_mtime_ns < since:
                        Path(entry.path).unlink()
