"""One build at a time on one site: a lock of the operating system, so that it dies with its process."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.model import BuildError

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 1 << 30, os.SEEK_SET)  # past the text, which others must be able to read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_held: set[int] = set()


def _let_go() -> None:
    """A forked worker shares its parent's locks, and would hold them when its parent is long dead."""
    while _held:
        os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


class Lock:
    """A lock that is held. ``sign`` writes down by whom, for the message that the others get."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._signed = False
        _held.add(handle)

    def sign(self) -> None:
        """Leave the process's number. Not done at once: a build that changes nothing writes nothing."""
        if not self._signed:
            self._signed = True
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, str(os.getpid()).encode())

    def release(self) -> None:
        if self._signed:
            os.ftruncate(self._handle, 0)
        _held.discard(self._handle)
        os.close(self._handle)


@contextlib.contextmanager
def hold(file: Path, site: Path) -> Iterator[Lock]:
    """Hold the lock in ``file``; BuildError where another build holds it. A dead one's is free by itself."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(handle)
    except (BlockingIOError, PermissionError) as error:
        by = os.read(handle, 20).decode("ascii", "replace")
        os.close(handle)
        who = f"（进程 {by}）" if by.isdigit() and _alive(int(by)) else ""
        raise BuildError(f"另一个命令{who}正在写这个站点", str(site), "请等它结束，或先停止它") from error
    except OSError:
        # A few network drives know no locks at all. Better to build there without than not at all.
        pass
    lock = Lock(handle)
    try:
        yield lock
    finally:
        lock.release()


def _alive(process: int) -> bool:
    if sys.platform == "win32":  # there, signal 0 would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
