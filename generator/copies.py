"""Compressed copies beside text files, for servers of one's own: ``index.html.gz``, ``index.html.br``.

Hosts compress by themselves; nginx (``gzip_static``, ``brotli_static``) and Caddy (``precompressed``) send such copies
instead. A copy belongs to the publication like any other file. It is made anew only where its file has changed, and it
holds no time and no name, so the same file gives the same copy.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from .executors import chunk_size, map_chunks
from .installed import compressors
from .model import BuildError
from .publish import Record, Stage, Writer
from .publish.folder import FolderStage

_TEXTS = (".html", ".css", ".js", ".json", ".jsonl", ".csv", ".xml", ".svg", ".txt", ".webmanifest", ".md", ".toml")
_MOST = 200  # files a chunk
# The highest levels take a hundred times as long for a tenth less.
_GZIP_LEVEL, _BROTLI_QUALITY = 9, 5


class _Job(Struct, frozen=True):
    """Files to compress, each with the place of its bytes, and how."""

    writer: Writer
    kinds: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


def kinds_at_hand() -> tuple[str, ...]:
    """Endings of the copies that can be made here; brotli is an extra."""
    return (".gz", ".br") if find_spec("brotli") else (".gz",)


def made_with() -> str:
    """What makes the copies here, and in which version: what it makes may differ with the next one."""
    return "".join(kinds_at_hand()) + compressors()


def add_copies(executor: Executor, stage: Stage, before: str) -> int:
    """A copy of each kind beside each text file of the publication; returns how many were made anew.

    ``before`` is what made those of the publication before (:func:`made_with`).
    """
    if not isinstance(stage, FolderStage):
        how = "去掉 --compress：对象存储和内容分发网络自己会压缩"
        raise BuildError("压缩副本只能写进文件夹", "--compress", how)
    kinds, fresh = kinds_at_hand(), before != made_with()
    todo = [
        (path, place)
        for path, place, same in stage.contents()
        if path.endswith(_TEXTS) and not (same and not fresh and all(stage.keep(path + kind) for kind in kinds))
    ]
    size = chunk_size(len(todo), executor, most=_MOST)
    jobs = (_Job(stage.writer(), kinds, tuple(todo[at : at + size])) for at in range(0, len(todo), size))
    for records in map_chunks(executor, _compress, jobs, chunk=1):
        stage.merge(records)
    return len(todo) * len(kinds)


def _compress(jobs: Sequence[_Job]) -> list[Record]:
    return [record for job in jobs for record in _copies(job)]


def _copies(job: _Job) -> Iterator[Record]:
    ways = {".gz": _gzip, ".br": _brotli}
    for path, place in job.files:
        data = Path(place).read_bytes()
        for kind in job.kinds:
            way: Callable[[bytes], bytes] = ways[kind]
            yield job.writer.write(path + kind, way(data))


def _gzip(data: bytes) -> bytes:
    """The tenth byte names the system that compressed: always "unknown", so that it is the same on all."""
    packed = gzip.compress(data, _GZIP_LEVEL, mtime=0)
    return packed[:9] + b"\xff" + packed[10:]


def _brotli(data: bytes) -> bytes:
    return bytes(import_module("brotli").compress(data, quality=_BROTLI_QUALITY))


def holds(copy: Path, plain: Path) -> bool:
    """Whether a copy holds the file beside it. One that cannot be opened here, for want of brotli, is believed."""
    try:
        if copy.suffix == ".gz":
            return gzip.decompress(copy.read_bytes()) == plain.read_bytes()
        if not find_spec("brotli"):
            return True
        brotli = import_module("brotli")
        try:
            return bool(brotli.decompress(copy.read_bytes()) == plain.read_bytes())
        except brotli.error:
            return False
    except (OSError, EOFError, zlib.error):
        return False
