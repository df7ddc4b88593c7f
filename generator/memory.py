"""How much memory the processes of a build take together, from here to there.

Counted is what would be free again without them: the proportional share (PSS) that each process and its children have
of resident memory, so that a page that forked processes still share is counted once, and a library's page in parts.
Not counted are the files that the system keeps in memory while nobody else wants it, and the one who counts.

It is sampled, and what comes and goes between two looks is missed, but for the most that any one process held, which
the kernel notes: the peak is never less than that. Looking takes its time with large processes, so it is done from a
process of its own, a twentieth of the time at most. Linux tells all this; elsewhere it is the most that this process
ever held, and nothing of its children.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

_PAUSE = 0.02  # seconds between two looks, at least
_SHARE = 20  # times as long as a look took


class Watch:
    """Looks from now on, until it is told to stop."""

    def __init__(self) -> None:
        self._watcher: subprocess.Popen[str] | None = None
        if sys.platform == "linux":
            command = [sys.executable, "-I", "-S", __file__, str(os.getpid())]
            self._watcher = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
            assert self._watcher.stdout  # noqa: S101 - a pipe, as asked for
            self._watcher.stdout.readline()  # it has begun

    def stop(self) -> int:
        """Bytes that all processes held at most, 0 where the system does not say."""
        if self._watcher:
            # A word: processes that have begun since then keep its input open when we close it.
            return int(self._watcher.communicate("stop")[0] or 0)
        if sys.platform == "win32":
            return 0
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


def give_back() -> None:
    """Let the system have what was freed: the C library keeps it for the next who asks, which is nobody for long."""
    if sys.platform == "win32":
        return
    import ctypes  # takes a hundredth of a second, which is for those who need it

    with contextlib.suppress(OSError, AttributeError):  # not all have it
        ctypes.CDLL(None).malloc_trim(0)


def watch(process: int) -> None:
    """The watcher's part: look until told to stop, and say what there was at most."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all; the build says what is to be done
    for one in _family(process):
        with contextlib.suppress(OSError), open(f"/proc/{one}/clear_refs", "w") as file:  # noqa: PTH123 - often
            file.write("5")  # forget the most it held until now
    print(flush=True)
    peak, pause = 0, 0.0
    while not select.select([sys.stdin], [], [], pause)[0]:
        began = time.process_time()
        peak = max(peak, sum(_said(one, "smaps_rollup", "Pss:") for one in _family(process)))
        pause = max(_PAUSE, _SHARE * (time.process_time() - began))
    peak = max(peak, *(_said(one, "status", "VmHWM:") for one in _family(process)), 0)
    with contextlib.suppress(OSError):  # nobody is there who asked, if it was killed
        os.write(sys.stdout.fileno(), str(peak).encode())


def _family(process: int) -> Iterator[int]:
    """A process and all that came of it, but for the one that looks."""
    if process == os.getpid():
        return
    yield process
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{process}/task"):  # noqa: PTH208 - often
            with contextlib.suppress(OSError), open(f"/proc/{process}/task/{task}/children") as file:  # noqa: PTH123
                children = file.read().split()
                for child in children:
                    yield from _family(int(child))


def _said(process: int, where: str, name: str) -> int:
    """Bytes that the system says of a process under a name; 0 where it is no more, or says nothing."""
    with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{process}/{where}") as file:  # noqa: PTH123
        return int(file.read().partition(name)[2].split(None, 1)[0]) * 1024
    return 0


if __name__ == "__main__":
    watch(int(sys.argv[1]))
