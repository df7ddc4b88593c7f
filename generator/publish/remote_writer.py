"""Bytes of one page in, an object beside the site out, and a record of it. Travels to worker processes."""

from __future__ import annotations

import importlib
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from generator.model import BuildError
from generator.publish import manifest, paths
from generator.publish.kinds import content_type
from generator.publish.writer import Record


class RemoteWriter:
    """Writes pages into the new version. Holds only strings, so that it can be sent to other processes."""

    def __init__(self, url: str, version: str, published: str | None) -> None:
        self._url, self._version, self._published = url, version, published

    def write(self, path: str, data: bytes) -> Record:
        """Send one page, unless the version before has the same."""
        paths.check(path)
        record = Record(path, len(data), manifest.digest(data), None)
        if _published(self._url, self._published).get(path) == record.digest:
            return msgspec.structs.replace(record, stamp=(record.size, 0, 0))
        store, root = store_of(self._url)
        store.pipe_file(f"{root}/versions/{self._version}/{path}", data, **typed(store, path))
        return record

    def flush(self) -> None:
        """A page has arrived when it is written."""

    def scratch(self, path: str) -> Path:
        """A place on this machine for a file that does not fit in memory."""
        paths.check(path)
        return Path(tempfile.mkdtemp(), path.rpartition("/")[2])

    def adopt(self, path: str, file: Path) -> Record:
        """Send the finished file."""
        record = Record(path, file.stat().st_size, manifest.file_digest(str(file)), None)
        if _published(self._url, self._published).get(path) == record.digest:
            record = msgspec.structs.replace(record, stamp=(record.size, 0, 0))
        else:
            store, root = store_of(self._url)
            store.put_file(str(file), f"{root}/versions/{self._version}/{path}", **typed(store, path))
        shutil.rmtree(file.parent, ignore_errors=True)
        return record


def store_of(url: str) -> tuple[Any, str]:
    """The store of a URL and the path in it. Made once a process, by the library itself."""
    try:
        fsspec: Any = importlib.import_module("fsspec")
        store, root = fsspec.url_to_fs(url)
    except (ImportError, ValueError) as error:
        how = "请运行 pip install 'mingzhang[cluster]'；s3:// 还需要 s3fs"
        raise BuildError(f"不能使用这个地址：{error}", url, how) from error
    return store, str(root).rstrip("/")


def typed(store: Any, path: str) -> dict[str, str]:
    """How a store is told what a browser will be told."""
    protocols = {store.protocol} if isinstance(store.protocol, str) else set(store.protocol)
    if "s3" in protocols:
        return {"ContentType": content_type(path)}
    return {"content_type": content_type(path)} if "gs" in protocols else {}


@lru_cache(maxsize=1)
def _published(url: str, version: str | None) -> dict[str, bytes]:
    """What a version holds; read once by each process that writes."""
    if version is None:
        return {}
    store, root = store_of(url)
    text = store.cat_file(f"{root}/versions/{version}.manifest").decode()
    return {line[66:]: bytes.fromhex(line[:64]) for line in text.splitlines()}
