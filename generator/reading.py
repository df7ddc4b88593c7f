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
    installed,
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
    toml,
)
from .executors import Processes, Serial, chunk_size, map_chunks, unseen
from .find import Found
from .messages import Message
from .model import BuildError, ReadError
from .pages import markup, sources
from .places import Place
from .recognise.vocabulary import load_from
from .store import Store, code_version, key

_UNREADABLE = ("READ-FAILED", "READ-DENIED", "READ-FOLDER")  # whose bytes could not be had
_MOST = 32  # files a chunk: a few hundred projects, enough to pay for sending


class Read(Struct, frozen=True, gc=False):
    """One submission's file: its light facts as bytes, and the key of its digest in the store."""

    path: str
    key: str
    light: bytes


class Job(Struct, frozen=True):
    """Some files for one worker, with the keys of what will come of them."""

    root: Place
    store: Store
    vocabulary: tuple[tuple[str, bytes], ...]  # the portal's own
    version: str  # of code and vocabulary
    files: tuple[tuple[Found, str], ...]  # with "" where the worker is to look whether it has been read before


Result = Read | Message


def read_all(
    executor: Executor,
    root: Place,
    store: Store,
    vocabulary_files: Sequence[Path],
    found: Sequence[Found],
    advance: Callable[[int], None] = lambda items: None,
) -> tuple[list[Read], list[Message]]:
    """Digest every file, in the order given. One that cannot be read becomes a message.

    BuildError where the vocabulary cannot be used: without it there would be no file that can be read.
    """
    vocabulary = tuple((f"{path.parent.name}/{path.name}", path.read_bytes()) for path in vocabulary_files)
    version = reading_version() + "".join(key(data) for _, data in vocabulary)
    results: dict[str, Result] = {}
    missing: list[tuple[Found, str]] = []
    if root.far:
        missing = [(one, "") for one in found]
    else:
        for one, (data, sidecar) in zip(found, _contents(root, found), strict=True):
            known = _look(store, one, data, sidecar, version)
            if isinstance(known, str):
                missing.append((one, known))
            else:
                results[one.path] = known
    advance(len(results))
    if missing:
        load_from(vocabulary)  # what is wrong with it is no fault of the files'; once, and those forked have it
    if len(missing) == 1 and isinstance(executor, Processes):
        executor = Serial()  # what is imported to read it is needed here and in the processes, too
    size = chunk_size(len(missing), executor, most=_MOST)
    runs = (tuple(missing[at : at + size]) for at in range(0, len(missing), size))
    jobs = (Job(root, store, vocabulary, version, run) for run in runs)
    asked = {one.path: (one, name) for one, name in missing if name} if not _here(executor) else {}
    for some in map_chunks(executor, read_some, jobs, chunk=1):
        results.update((_subject(result), result) for result in some)
        for result in some:
            if subject := asked.get(_subject(result)):
                _hold_against(root, *subject, result, version)
        advance(len(some))
    ordered = [results[one.path] for one in found]
    reads = [result for result in ordered if isinstance(result, Read)]
    for read in reads:
        store.used.update((read.key, read.key + "h"))
    return reads, [result for result in ordered if isinstance(result, Message)]


# Everything that :mod:`generator.digest` imports, and the table of divisions; a test holds it to that.
WHAT_READS = (
    *(model, money, divisions, toml, settings, sidecars, identity, catalogue, digest),
    *(readers, privacy, recognise, checks, likeness, rhythm),
    *(markup, sources),
    Path(divisions.__file__).with_suffix(".tsv"),
)


@cache
def reading_version() -> str:
    """A digest of all code that a digest depends on, other people's included."""
    return key(code_version(*WHAT_READS), installed.versions(installed.READING))


def _contents(root: Place, files: Sequence[Found]) -> Iterator[tuple[bytes | OSError, bytes | OSError | None]]:
    """The bytes of each file and of its sidecar."""
    bytes_of = root.read_each(path for one in files for path in (one.path, one.sidecar) if path)
    for one in files:
        yield next(bytes_of), next(bytes_of) if one.sidecar else None


def _here(executor: Executor) -> bool:
    """Whether what this machine sees is what all who read see."""
    return isinstance(executor, Processes | Serial)


def _hold_against(root: Place, found: Found, name: str, result: Result, version: str) -> None:
    """BuildError where another machine read something else of a file, or nothing, and it is still as it was here."""
    if result.code not in _UNREADABLE if isinstance(result, Message) else result.key == name:
        return
    ((data, sidecar),) = _contents(root, (found,))
    if isinstance(data, bytes) and not isinstance(sidecar, OSError) and name == _key(version, found, data, sidecar):
        raise unseen(root.below(found.path).address)


def _key(version: str, found: Found, data: bytes, sidecar: bytes | None) -> str:
    return key(version, found.path, data, sidecar or b"")


def _look(
    store: Store, found: Found, data: bytes | OSError, sidecar: bytes | OSError | None, version: str
) -> Result | str:
    """What was read of these bytes before; or else the key of what will be."""
    if isinstance(data, OSError):
        return unreadable(found.path, data)
    if isinstance(sidecar, OSError):
        return unreadable(found.path, sidecar)
    name = _key(version, found, data, sidecar)
    light = store.get(name + "h")
    return name if light is None or not store.believes(name) else Read(found.path, name, light)


def read_some(jobs: Sequence[Job]) -> list[Result]:
    """The worker's part: digests of some files in the store, their light facts or a message as results."""
    return [result for job in jobs for result in _read(job)]


def _read(job: Job) -> Iterator[Result]:
    files = [found for found, _ in job.files]
    for (found, name), (data, sidecar) in zip(job.files, _contents(job.root, files), strict=True):
        if isinstance(data, OSError):
            yield unreadable(found.path, data)
        elif isinstance(sidecar, OSError):
            yield unreadable(found.path, sidecar)
        else:
            # By what is here now: who asked for it may have seen it before it was saved again.
            now = _key(job.version, found, data, sidecar)
            known = now if now == name else _look(job.store, found, data, sidecar, job.version)
            yield _digested(job, found, known, data, sidecar) if isinstance(known, str) else known


def _digested(job: Job, found: Found, name: str, data: bytes, sidecar: bytes | None) -> Result:
    try:
        vocabulary = load_from(job.vocabulary)
        light, body = digest.make(data, found.path, sidecar, found.sidecar or "", vocabulary)
    except ReadError as error:
        return messages.of_read_error(found.path, error)
    except BuildError as error:
        return messages.of_build_error(error, "SIDECAR", found.path)
    except OSError as error:
        return unreadable(found.path, error)
    job.store.put(name, body)
    job.store.put(name + "h", light)
    return Read(found.path, name, light)


def _subject(result: Result) -> str:
    return result.about or result.path if isinstance(result, Message) else result.path


def unreadable(path: str, error: OSError) -> Message:
    """A file whose bytes could not be had at all."""
    if isinstance(error, PermissionError | IsADirectoryError):
        return messages.of_read_error(path, readers.from_os_error(error))
    hint = "看看文件还在不在，再运行一次"
    return Message(path, "1:1", "READ-FAILED", f"读不了这个文件：{error.strerror}", hint)
