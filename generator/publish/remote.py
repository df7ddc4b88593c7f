"""The same publication on an object store: any fsspec URL, such as ``s3://bucket/portal`` (extra ``[cluster]``).

There is no moving in by a journal where nothing can be renamed. Each publication is a prefix of its own,
``versions/000007-1f2e3d4c/``, and ``current.json`` names the one that counts. It is written last, after the
store itself has listed every file of the new version; so the site is wholly old or wholly new whoever is
killed when. The version before stays for visitors who are just reading it; older ones are deleted.

    current.json                   {"version": …, "previous": …}: set the host's origin path to this
    index.html                     leads there from the root, where the host has no such setting
    versions/VERSION/…             the site
    versions/VERSION.manifest      and .seen, .state: what the next publication compares with
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from generator.model import BuildError
from generator.places import in_words, store_of
from generator.publish import manifest, paths
from generator.publish.change import KEPT, Change
from generator.publish.manifest import Stamp
from generator.publish.publication import Doing
from generator.publish.records import Gathered, Record
from generator.publish.remote_writer import RemoteWriter, typed
from generator.publish.summary import Summary

COPIES_AT_ONCE = 16  # within the store; nothing travels but the request
KEPT_FOR_THE_NEXT = ("manifest", "seen", "state")
_LEADS_THERE = """<!DOCTYPE html>
<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=versions/{0}/index.html">
<title>明账</title><a href="versions/{0}/index.html">打开网站</a>
"""


class Pointer(Struct, frozen=True):
    """``current.json``."""

    version: str | None = None
    previous: str | None = None


@contextlib.contextmanager
def stage(url: str) -> Iterator[RemoteStage]:
    """Open a publication on an object store; see ``publish.stage``."""
    with in_words(url), tempfile.TemporaryDirectory() as folder:
        publication = RemoteStage(url.rstrip("/"), Path(folder))
        try:
            yield publication
        finally:
            publication.discard()


class RemoteStage:
    """A publication in the making; the same methods as ``publish.Stage``."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._control = url, folder
        self._store, self._root = store_of(url)
        self._pointer = self._read_pointer()
        self.published, self.state = self._fetch_published()
        number = int(self._pointer.version.partition("-")[0]) + 1 if self._pointer.version else 1
        self._version = f"{number:06}-{secrets.token_hex(4)}"
        self._listed = self._list(self._pointer.version) if self._pointer.version else {}
        # Where somebody changed an object, nothing published is taken for what it should be.
        self._intact = self._listed_as_published()
        self._writer = self.writer()
        self._records = Gathered(folder)
        self._kept = bytearray(len(self.published.paths))
        self._remove_missing = False

    def refuse_strangers(self) -> None:
        """Nothing: that was done when this began."""

    def writer(self) -> RemoteWriter:
        """A writer for a worker process; hand its records to ``merge``."""
        return RemoteWriter(self._url, self._version, self._pointer.version if self._intact else None)

    def write(self, path: str, data: bytes) -> Record:
        record = self._writer.write(path, data)
        self.merge([record])
        return record

    @contextlib.contextmanager
    def file(self, path: str, digest: bytes | None = None) -> Iterator[Path]:
        scratch = self.writer().scratch(path)
        yield scratch
        self.merge([self.writer().adopt(path, scratch, digest)])

    def merge(self, records: Iterable[Record]) -> None:
        for record in records:
            self._records.add(record)

    def merge_bunch(self, data: bytes) -> None:
        self._records.add_bunch(data)

    def keep(self, path: str, digest: bytes | None = None) -> bool:
        """Keep a page as published. False where the store lists it otherwise than we left it."""
        number = self.published.index.get(path)
        if number is None or (digest is not None and self.published.digest(number) != digest):
            return False
        if self._listed.get(path) != self.published.stamp(number):
            return False
        self._kept[number] = KEPT
        return True

    def keep_together(self, paths: Sequence[str], digests: bytes) -> bool:
        return all(self.keep(path, digests[32 * at : 32 * at + 32]) for at, path in enumerate(paths))

    def keep_all(self) -> list[str]:
        return [path for path in self.published.paths if not self.keep(path)]

    def ahead(self, state: bytes) -> bool:
        """Nothing: each version is a copy of everything, and one takes long enough."""
        return False

    def remove_missing(self) -> None:
        self._remove_missing = True

    def commit(self, state: bytes = b"", doing: Doing | None = None) -> Summary:
        """Complete the new version and point to it; does nothing where it would be the same."""
        self._writer.flush()
        lines, _ = self._records.in_order()
        what = Change("", self.published, lines, [], self._kept, self._remove_missing)
        what.check()
        if any(entry.state == "new" for entry in what.entries()):
            paths.check_together([entry.path for entry in what.new_site()])
        counts = dict.fromkeys(("new", "changed", "same", "gone"), 0)
        files = size = 0
        for entry in what.entries():
            counts[entry.state] += 1
            files += entry.state != "gone"
            size += entry.size
        same_site = counts["same"] == len(self.published.paths) == files
        if not same_site or state != self.state or not self.published.existed:
            if doing:
                doing.expect(counts["same"])  # each of them is copied
            self._complete(what, state, doing.advance if doing else lambda files: None)
        return Summary(files, size, counts["new"], counts["changed"], counts["gone"], counts["same"])

    def discard(self) -> None:
        """Delete what no pointer leads to: of this publication, and of any that was cut off."""
        self._records.close()
        with contextlib.suppress(BuildError):  # what could not be sent was not committed
            self._writer.flush()
        pointer = self._read_pointer()
        wanted = {pointer.version, pointer.previous} - {None}
        versions = f"{self._root}/versions"
        if not self._store.exists(versions):
            return
        for entry in self._store.ls(versions, detail=False):
            name = entry.rstrip("/").rpartition("/")[2]
            # Another build may be at work; it gives its version a higher number, or checks it before it counts.
            if name.partition(".")[0] not in wanted:
                with contextlib.suppress(FileNotFoundError):
                    self._store.rm(entry, recursive=True)

    def _complete(self, what: Change, state: bytes, advance: Callable[[int], None]) -> None:
        with ThreadPoolExecutor(COPIES_AT_ONCE) as copying:
            for _ in copying.map(self._copy, (entry.path for entry in what.new_site() if entry.state == "same")):
                advance(1)
        manifest.save(self._control / "manifest", what.lines())
        self._store.invalidate_cache()
        listed = self._list(self._version)
        for entry in what.new_site():
            if listed.get(entry.path, (-1, 0, 0))[0] != entry.size:
                raise BuildError("对象存储里缺少刚写入的文件", entry.path, "可能有另一个命令在同时发布；请再运行一次")
        manifest.save_seen(self._control, array("q", chain.from_iterable(map(listed.__getitem__, what.paths()))))
        (self._control / "state").write_bytes(state)
        for name in KEPT_FOR_THE_NEXT:
            self._store.put_file(str(self._control / name), f"{self._root}/versions/{self._version}.{name}")
        pointer = Pointer(self._version, self._pointer.version)
        self._store.pipe_file(f"{self._root}/current.json", msgspec.json.encode(pointer))
        page = _LEADS_THERE.format(self._version).encode()
        self._store.pipe_file(f"{self._root}/index.html", page, **typed(self._store, "index.html"))

    def _copy(self, path: str) -> None:
        versions = f"{self._root}/versions"
        self._store.cp_file(f"{versions}/{self._pointer.version}/{path}", f"{versions}/{self._version}/{path}")

    def _read_pointer(self) -> Pointer:
        self._store.invalidate_cache()
        try:
            return msgspec.json.decode(self._store.cat_file(f"{self._root}/current.json"), type=Pointer)
        except FileNotFoundError:
            names = self._store.ls(self._root, detail=False) if self._store.exists(self._root) else []
        if strangers := sorted({name.rstrip("/").rpartition("/")[2] for name in names} - {"versions", ""}):
            what = f"这里有不是本程序生成的文件：{'、'.join(strangers[:3])}"
            raise BuildError(what, self._url, "请换一个前缀；本程序只覆盖和删除自己生成的文件")
        return Pointer()

    def _fetch_published(self) -> tuple[manifest.Manifest, bytes]:
        if self._pointer.version is None:
            return manifest.Manifest(), b""
        for name in KEPT_FOR_THE_NEXT:
            self._store.get_file(f"{self._root}/versions/{self._pointer.version}.{name}", str(self._control / name))
        return manifest.load(self._control), (self._control / "state").read_bytes()

    def _list(self, version: str) -> dict[str, Stamp]:
        """Every file of a version as the store lists it: its size, and whatever changes when it is changed."""
        prefix = f"{self._root}/versions/{version}"
        found = self._store.find(prefix, detail=True)
        return {path.removeprefix(prefix).lstrip("/"): _stamp(info) for path, info in found.items()}

    def _listed_as_published(self) -> bool:
        stamps = (self.published.stamp(number) for number in range(len(self.published.paths)))
        return all(self._listed.get(path) == stamp for path, stamp in zip(self.published.paths, stamps, strict=True))


def _stamp(info: dict[str, Any]) -> Stamp:
    marks = [str(info[name]) for name in ("ETag", "etag", "md5Hash", "mtime", "created") if info.get(name)][:1]
    return int(info["size"]), int.from_bytes(hashlib.sha256("".join(marks).encode()).digest()[:7], "big"), 0
