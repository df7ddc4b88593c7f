"""Bytes of one page in, an object beside the site out, and a record of it. Travels to worker processes."""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from generator.places import AT_ONCE, in_words, store_of
from generator.publish import manifest, paths
from generator.publish.kinds import content_type
from generator.publish.records import Record, bunch


class RemoteWriter:
    """Writes pages into the new version, many at a time: each takes its way, but none waits for the one before."""

    def __init__(self, url: str, version: str, published: str | None) -> None:
        self._url, self._version, self._published = url, version, published
        self._senders: ThreadPoolExecutor | None = None
        self._under_way: deque[Future[None]] = deque()

    def __reduce__(self) -> tuple[type[RemoteWriter], tuple[str, str, str | None]]:
        return RemoteWriter, (self._url, self._version, self._published)

    def write(self, path: str, data: bytes) -> Record:
        """Begin to send one page, unless the version before has the same."""
        paths.check(path)
        record = Record(path, manifest.digest(data), (len(data), 0, 0), changed=True)
        if _published(self._url, self._published).get(path) == record.digest:
            return msgspec.structs.replace(record, changed=False)
        self._senders = self._senders or ThreadPoolExecutor(AT_ONCE)
        self._under_way.append(self._senders.submit(self._send, path, data))
        if len(self._under_way) > 2 * AT_ONCE:
            self._under_way.popleft().result()
        return record

    def _send(self, path: str, data: bytes) -> None:
        with in_words(self._url):
            store, root = store_of(self._url)
            store.pipe_file(f"{root}/versions/{self._version}/{path}", data, **typed(store, path))

    def flush(self) -> None:
        """Wait until all pages have arrived."""
        while self._under_way:
            self._under_way.popleft().result()
        if self._senders:
            self._senders.shutdown()
            self._senders = None

    def bunch(self, written: Sequence[Record]) -> bytes:
        """Records for ``Stage.merge_bunch``, once all has arrived."""
        self.flush()
        return bunch(written)

    def scratch(self, path: str) -> Path:
        """A place on this machine for a file that does not fit in memory."""
        paths.check(path)
        return Path(tempfile.mkdtemp(), path.rpartition("/")[2])

    def adopt(self, path: str, file: Path, digest: bytes | None = None) -> Record:
        """Send the finished file."""
        record = Record(path, digest or manifest.file_digest(str(file)), (file.stat().st_size, 0, 0), changed=True)
        if _published(self._url, self._published).get(path) == record.digest:
            record = msgspec.structs.replace(record, changed=False)
        else:
            store, root = store_of(self._url)
            store.put_file(str(file), f"{root}/versions/{self._version}/{path}", **typed(store, path))
        shutil.rmtree(file.parent, ignore_errors=True)
        return record


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
