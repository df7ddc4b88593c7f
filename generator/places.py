"""Where a portal's files and its store are: a folder, or any fsspec URL such as ``s3://bucket/portal``.

A place is one line of text, so it can be sent to worker processes; each makes its own connection. Names are relative
and have forward slashes. Writing is whole or not at all. fsspec is imported when the first URL is used.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import secrets
import tempfile
import time
from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from msgspec import Struct

from .model import BuildError

AT_ONCE = 32  # objects that are asked for together, so that waiting for one is waiting for all


class Entry(Struct, frozen=True, gc=False):
    """A file of a place. ``written`` is nanoseconds since 1970."""

    name: str
    size: int
    written: int


class Folder(Struct, frozen=True):
    """A folder: of this machine, or one that all machines of a cluster see under the same path."""

    address: str
    far: ClassVar[bool] = False

    @property
    def name(self) -> str:
        return self.address.rpartition("/")[2]

    def below(self, name: str) -> Folder:
        return Folder(f"{self.address}/{name}")

    def size(self, name: str) -> int:
        return Path(f"{self.address}/{name}").stat().st_size

    def read(self, name: str) -> bytes:
        """The bytes; OSError where they cannot be had."""
        with open(f"{self.address}/{name}", "rb", buffering=0) as file:
            return file.read()

    def read_each(self, names: Iterable[str]) -> Iterator[bytes | OSError]:
        """The bytes of each, or why they cannot be had."""
        for name in names:
            try:
                yield self.read(name)
            except OSError as error:
                yield error

    def write(self, name: str, data: bytes) -> None:
        place = f"{self.address}/{name}"
        beside = f"{place}.{secrets.token_hex(4)}"
        try:
            self._write(beside, data)
        except FileNotFoundError:
            Path(beside).parent.mkdir(parents=True, exist_ok=True)
            self._write(beside, data)
        os.replace(beside, place)

    def entries(self, below: str = "", *, deep: bool = True, but: Container[str] = ()) -> Iterator[Entry]:
        """The files, those in folders too where ``deep``, ``but`` some. A folder that is not there has none."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{self.address}/{below}") as found:
            for one in found:
                if one.is_dir():
                    if deep:
                        yield from self.entries(f"{below}{one.name}/", but=but)
                elif below + one.name not in but:
                    status = one.stat()
                    yield Entry(below + one.name, status.st_size, status.st_mtime_ns)

    def delete(self, names: Sequence[str]) -> None:
        for name in names:
            Path(f"{self.address}/{name}").unlink()

    @staticmethod
    def _write(place: str, data: bytes) -> None:
        """All of it: a disk that fills up takes the first part, and refuses the rest."""
        try:
            with open(place, "wb", buffering=0) as file:
                rest = memoryview(data)
                while rest:
                    rest = rest[file.write(rest) :]
        except OSError:
            with contextlib.suppress(OSError):
                Path(place).unlink()
            raise


class Remote(Struct, frozen=True):
    """Any URL that fsspec knows. Where it does not answer, BuildError: the network is no fault of a file's."""

    address: str
    far: ClassVar[bool] = True

    @property
    def name(self) -> str:
        return self.address.rpartition("/")[2]

    def below(self, name: str) -> Remote:
        return Remote(f"{self.address}/{name}")

    def size(self, name: str) -> int:
        with in_words(self.address):
            store, root = store_of(self.address)
            return int(store.size(f"{root}/{name}"))

    def read(self, name: str) -> bytes:
        """The bytes; OSError where there are none."""
        with in_words(self.address, but=(FileNotFoundError, IsADirectoryError)):
            store, root = store_of(self.address)
            return bytes(store.cat_file(f"{root}/{name}"))

    def read_each(self, names: Iterable[str]) -> Iterator[bytes | OSError]:
        """The bytes of each, or why they cannot be had; some are asked for ahead."""
        rest = iter(names)
        with ThreadPoolExecutor(AT_ONCE) as asking:
            while some := list(islice(rest, AT_ONCE)):
                yield from asking.map(self._read_or_why_not, some)

    def _read_or_why_not(self, name: str) -> bytes | OSError:
        try:
            return self.read(name)
        except OSError as error:
            return error

    def write(self, name: str, data: bytes) -> None:
        with in_words(self.address):
            store, root = store_of(self.address)
            store.pipe_file(f"{root}/{name}", data)

    def entries(self, below: str = "", *, deep: bool = True, but: Container[str] = ()) -> Iterator[Entry]:
        """The files, those in folders too where ``deep``, ``but`` some. A place that is not there has none."""
        with in_words(self.address):
            store, root = store_of(self.address)
            store.invalidate_cache()
            found = store.find(f"{root}/{below}", maxdepth=None if deep else 1, detail=True)
        for path, info in found.items():
            if (name := path.removeprefix(f"{root}/")) not in but:
                yield Entry(name, int(info["size"]), _written(info))

    def delete(self, names: Sequence[str]) -> None:
        with in_words(self.address):
            store, root = store_of(self.address)
            store.rm([f"{root}/{name}" for name in names])


Place = Folder | Remote


def place_of(path: Path | str) -> Place:
    """A place by its path or URL."""
    return Remote(str(path).rstrip("/")) if is_url(path) else Folder(Path(path).as_posix())


def is_url(path: Path | str) -> bool:
    return "://" in str(path)


def store_of(url: str) -> tuple[Any, str]:
    """The store of a URL and the path in it. Made once a process, by the library itself."""
    try:
        fsspec: Any = importlib.import_module("fsspec")
        store, root = fsspec.url_to_fs(url)
    except (ImportError, ValueError) as error:
        how = "请运行 pip install 'mingzhang[cluster]'；s3:// 还需要 s3fs"
        raise BuildError(f"不能使用这个地址：{error}", url, how) from error
    return store, str(root).rstrip("/")


@contextlib.contextmanager
def in_words(url: str, but: tuple[type[OSError], ...] = ()) -> Iterator[None]:
    """What a store, its network or its library says, as a BuildError."""
    try:
        yield
    except but:
        raise
    except Exception as error:
        if isinstance(error, OSError) or type(error).__module__.startswith("botocore"):
            how = "请检查地址、网络和访问密钥后再运行一次"
            raise BuildError(f"对象存储不能用：{error}", url, how) from error
        raise


_near: list[tempfile.TemporaryDirectory[str]] = []  # they go when the process ends


def near(address: str, but: str = "\0") -> Path:
    """A folder as it is; of what is at a URL a copy on this machine, without names that begin with ``but``."""
    if not is_url(address):
        return Path(address)
    place = Remote(address)
    _near.append(tempfile.TemporaryDirectory(prefix="mingzhang-"))
    folder = Path(_near[-1].name) / address.rpartition("/")[2]
    there = [entry.name for entry in place.entries()]
    if there:  # else there is no such place, and no such copy
        folder.mkdir()
    names = [name for name in there if not name.startswith(but)]
    for name, data in zip(names, place.read_each(names), strict=True):
        if isinstance(data, OSError):
            raise BuildError(f"对象存储不能用：{data}", f"{address}/{name}", "再运行一次") from data
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _written(info: dict[str, Any]) -> int:
    """When a store says that an object was written; now, where it says nothing."""
    told = next((info[name] for name in ("LastModified", "mtime", "updated", "created") if info.get(name)), time.time())
    if isinstance(told, str):
        told = datetime.fromisoformat(told)
    return int((told.timestamp() if isinstance(told, datetime) else float(told)) * 1e9)
