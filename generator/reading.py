"""Files → digests in the store, in parallel. What was read before is not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from functools import cache
from pathlib import Path

from msgspec import Struct

from . import (
    catalogue,
    checks,
    digest,
    divisions,
    identity,
    likeness,
    messages,
    model,
    money,
    privacy,
    readers,
    recognise,
    rhythm,
    settings,
    sidecars,
)
from .executors import chunk_size, map_chunks
from .find import Found
from .messages import Message
from .model import BuildError, ReadError
from .pages import markup, sources
from .recognise.vocabulary import load
from .store import Store, code_version, key

_MOST = 32  # files a chunk: a few hundred projects, enough to pay for sending


class Read(Struct, frozen=True, gc=False):
    """One submission's file: its light facts as bytes, and the key of its digest in the store."""

    path: str
    key: str
    light: bytes


class Job(Struct, frozen=True):
    """Some files for one worker, with the keys of what will come of them."""

    root: str
    store: Store
    vocabulary_files: tuple[str, ...]
    files: tuple[tuple[Found, str], ...]


Result = Read | Message


def read_all(
    executor: Executor,
    root: Path,
    store: Store,
    vocabulary_files: Sequence[Path],
    found: Sequence[Found],
    advance: Callable[[int], None] = lambda items: None,
) -> tuple[list[Read], list[Message]]:
    """Digest every file, in the order given. One that cannot be read becomes a message."""
    version = reading_version() + "".join(key(path.read_bytes()) for path in vocabulary_files)
    results: dict[str, Result] = {}
    missing: list[tuple[Found, str]] = []
    for one in found:
        try:
            name = _key(root, one, version)
        except OSError as error:
            results[one.path] = unreadable(one.path, error)
            continue
        light = store.get(name + "h")
        if light is None:
            missing.append((one, name))
        else:
            results[one.path] = Read(one.path, name, light)
    advance(len(results))
    words = tuple(str(path) for path in vocabulary_files)
    jobs = _jobs(executor, root, store, words, missing)
    for some in map_chunks(executor, read_some, jobs, chunk=1):
        results.update((_subject(result), result) for result in some)
        advance(len(some))
    ordered = [results[one.path] for one in found]
    reads = [result for result in ordered if isinstance(result, Read)]
    for read in reads:
        store.used.update((read.key, read.key + "h"))
    return reads, [result for result in ordered if isinstance(result, Message)]


def _jobs(
    executor: Executor, root: Path, store: Store, words: tuple[str, ...], missing: list[tuple[Found, str]]
) -> Iterator[Job]:
    size = chunk_size(len(missing), executor, most=_MOST)
    for at in range(0, len(missing), size):
        yield Job(str(root), store, words, tuple(missing[at : at + size]))


# Everything that :mod:`generator.digest` imports, and the table of divisions; a test holds it to that.
WHAT_READS = (
    *(model, money, divisions, settings, sidecars, identity, catalogue, digest),
    *(readers, privacy, recognise, checks, likeness, rhythm),
    *(markup, sources),
    Path(divisions.__file__).with_suffix(".tsv"),
)


@cache
def reading_version() -> str:
    """A digest of all code that a digest depends on."""
    return code_version(*WHAT_READS)


def _key(root: Path, found: Found, version: str) -> str:
    sidecar = (root / found.sidecar).read_bytes() if found.sidecar else b""
    return key(version, found.path, (root / found.path).read_bytes(), sidecar)


def read_some(jobs: Sequence[Job]) -> list[Result]:
    """The worker's part: digests of some files in the store, their light facts or a message as results."""
    return [_read(job, one, name) for job in jobs for one, name in job.files]


def _read(job: Job, found: Found, name: str) -> Result:
    root = Path(job.root)
    try:
        data = (root / found.path).read_bytes()
        sidecar = (root / found.sidecar).read_bytes() if found.sidecar else None
        vocabulary = load(*(Path(path) for path in job.vocabulary_files))
        light, body = digest.make(data, found.path, sidecar, found.sidecar or "", vocabulary)
        job.store.put(name, body)
        job.store.put(name + "h", light)
    except ReadError as error:
        return messages.of_read_error(found.path, error)
    except BuildError as error:
        return messages.of_build_error(error, "SIDECAR", found.path)
    except OSError as error:
        return unreadable(found.path, error)
    return Read(found.path, name, light)


def _subject(result: Result) -> str:
    return result.about or result.path if isinstance(result, Message) else result.path


def unreadable(path: str, error: OSError) -> Message:
    """A file whose bytes could not be had at all."""
    if isinstance(error, PermissionError | IsADirectoryError):
        return messages.of_read_error(path, readers.from_os_error(error))
    hint = "看看文件还在不在，再运行一次"
    return Message(path, "1:1", "READ-FAILED", f"读不了这个文件：{error.strerror}", hint)
