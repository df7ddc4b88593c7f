"""Files → digests in the store, in parallel. What was read before is not read again."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from . import checks, digest, divisions, messages, model, money, readers, recognise
from .catalogue import Head
from .executors import chunk_size, map_chunks
from .find import Found
from .messages import Message
from .model import BuildError, ReadError
from .recognise.vocabulary import load
from .store import Store, code_version, key

_MOST = 32  # files a chunk: a few hundred projects, enough to pay for sending


class Read(Struct, frozen=True, gc=False):
    """One submission's file: its light facts, and the key of its digest in the store."""

    path: str
    head: Head
    key: str
    number: int
    gathered: msgspec.Raw


class Job(Struct, frozen=True):
    """Some files for one worker, and where everything is."""

    root: str
    store: Store
    vocabulary_files: tuple[str, ...]
    version: str
    files: tuple[Found, ...]


def read_all(
    executor: Executor, root: Path, store: Store, vocabulary_files: Sequence[Path], found: Sequence[Found]
) -> tuple[list[Read], list[Message]]:
    """Digest every file. One that cannot be read becomes a message."""
    words = tuple(str(path) for path in vocabulary_files)
    version = reading_version() + "".join(key(path.read_bytes()) for path in vocabulary_files)
    done: list[Read] = []
    problems: list[Message] = []

    def jobs() -> list[Job]:
        size = chunk_size(len(found), executor, most=_MOST)
        return [
            Job(str(root), store, words, version, tuple(found[at : at + size])) for at in range(0, len(found), size)
        ]

    for results in map_chunks(executor, read_some, jobs(), chunk=1):
        for result in results:
            if isinstance(result, Message):
                problems.append(result)
            else:
                path, name, head = result
                store.used.add(name)
                store.used.add(name + "h")
                light = digest.decode_light(head)
                done.append(Read(path, light.head, name, light.number, light.gathered))
    return done, problems


@cache
def reading_version() -> str:
    """A digest of all code that a digest depends on."""
    return code_version(model, money, divisions, readers, recognise, checks, digest)


Result = tuple[str, str, bytes] | Message


def read_some(jobs: Sequence[Job]) -> list[Result]:
    """The worker's part: path, key and head of each file, or a message."""
    return [_read(job, one) for job in jobs for one in job.files]


def _read(job: Job, found: Found) -> Result:
    root = Path(job.root)
    try:
        data = (root / found.path).read_bytes()
        sidecar = (root / found.sidecar).read_bytes() if found.sidecar else None
        name = key(job.version, found.path, data, sidecar or b"")
        head = job.store.get(name + "h")
        if head is None:
            vocabulary = load(*(Path(path) for path in job.vocabulary_files))
            head, body = digest.make(data, found.path, sidecar, found.sidecar or "", vocabulary)
            job.store.put(name, body)
            job.store.put(name + "h", head)
    except ReadError as error:
        return messages.of_read_error(found.path, error)
    except BuildError as error:
        return messages.of_build_error(error, "SIDECAR")
    except OSError as error:
        hint = "看看文件还在不在、有没有读取权限"
        return Message(found.path, "1:1", "READ-FAILED", f"读不了这个文件：{error.strerror}", hint)
    return found.path, name, head
