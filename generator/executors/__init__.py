"""Who does the work: this process, several, or a cluster's. All are ``concurrent.futures`` executors.

Nothing else knows which. ``choose`` decides and says why in a few words; ``map_chunks`` feeds an executor
and hands results back in order, so that a build gives the same bytes on all of them. What is submitted must
be a function of a module, and what goes in and out must pickle: no executor shares memory by intention.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar

from generator.model import BuildError

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")

# A project costs about half a millisecond from text to page. Forked processes answer after 10 ms, others
# must import everything first; below these numbers of projects one process is done before two have begun.
PAYS_WHEN_FORKED, PAYS_WHEN_STARTED = 300, 2000
_CHUNKS = 32  # a process, at least: sending one takes a thousandth of what a process does meanwhile
OTHERWISE = "forkserver" if sys.platform.startswith("linux") else "spawn"


class Serial(Executor):
    """Runs everything at once, here. The futures it returns are done."""

    width = 1

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Processes(ProcessPoolExecutor):
    """Processes of this machine. They end with the one that started them, even if it is killed."""

    def __init__(self, width: int) -> None:
        self.width = width
        method = start_method()
        self.forked = method == "fork"  # so that it costs little to begin
        super().__init__(width, mp_context=multiprocessing.get_context(method), initializer=end_with_parent)

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        return super().submit(_at_work, fn, *args, **kwargs)

    def begin(self) -> None:
        """Let the processes come to life now, if they have not. What this one holds then, they hold as long as they
        live: whatever it writes there afterwards is memory anew."""
        self.submit(_nothing)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Where something has failed nobody waits for what has not begun.
        self.shutdown(cancel_futures=kind is not None)


def end_with_parent() -> None:
    """Run by each worker. Else it would wait for work for ever: it holds the pipe's other end itself."""
    signal.signal(signal.SIGINT, _interrupted)
    parent = multiprocessing.parent_process()
    if parent:
        watch = threading.Thread(target=_wait_and_end, args=(parent.sentinel,), daemon=True)
        watch.start()


class _State:
    """Of a worker."""

    at_work = interrupted = False


def _interrupted(*_: object) -> None:
    """Ctrl+C reaches all processes of a terminal. A worker drops its work without a word, since the first process has
    words for it; it does not die, since who feeds it might wait for it for ever."""
    _State.interrupted = True
    if _State.at_work:
        raise KeyboardInterrupt


def _at_work(fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    try:
        _State.at_work = True
        if _State.interrupted:
            raise KeyboardInterrupt
        return fn(*args, **kwargs)
    finally:
        _State.at_work = False


def _nothing() -> None:
    pass


def _wait_and_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def choose(jobs: int | None, scheduler: str | None, work: int) -> tuple[Executor, str]:
    """An executor for about ``work`` projects, and what to tell the operator. Use it in a ``with``.

    ``jobs`` is what was asked for, None to decide by the work there is. Raises BuildError where a cluster is
    asked for that does not answer.
    """
    if scheduler:
        from generator.executors.cluster import Cluster

        cluster = Cluster(scheduler)
        return cluster, f"Dask 集群 {scheduler}，{cluster.width} 个工作线程"
    if jobs is not None and jobs < 1:
        raise BuildError(f"进程数不能是 {jobs}", "--jobs", "请给一个正整数，或不写，由程序决定")
    width = jobs or _worthwhile(work)
    if width == 1:
        return Serial(), "1 个进程" if jobs else "1 个进程（文件不多，一个就够）"
    return Processes(width), f"{width} 个进程"


@contextlib.contextmanager
def of_this_machine(executor: Executor, jobs: int | None, work: int) -> Iterator[Executor]:
    """Who does what needs this machine's own folders: the same executor, unless it works elsewhere."""
    if isinstance(executor, Serial | Processes):
        yield executor
    else:
        with choose(jobs, None, work)[0] as local:
            yield local


def sharing(executor: Executor, folders: Sequence[Path], files: Sequence[Path]) -> AbstractContextManager[None]:
    """While this lasts, whoever works elsewhere does nothing (BuildError) unless it sees these as this machine does."""
    if isinstance(executor, Serial | Processes):
        return contextlib.nullcontext()
    from generator.executors.cluster import Cluster

    return executor.sharing(folders, files) if isinstance(executor, Cluster) else contextlib.nullcontext()


def _worthwhile(work: int) -> int:
    pays = PAYS_WHEN_FORKED if start_method() == "fork" else PAYS_WHEN_STARTED
    return max(1, min(cores(), work * 2 // pays))


def start_method() -> str:
    """How processes come to life: ``fork`` is ten times as quick, but only safe before there are threads."""
    # Of a library's own threads (OpenBLAS starts some when numpy is imported) none is copied and none is missed:
    # they lie idle, and the library begins anew in the child. Threads of ours may hold any lock.
    return "fork" if sys.platform.startswith("linux") and threading.active_count() == 1 else OTHERWISE


def cores() -> int:
    """Cores that this process may use: a container is often given fewer than the machine has."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        return max(1, min(count, -(-int(quota) // int(period))))
    except (OSError, ValueError):  # no such limit, or "max"
        return count


def chunk_size(items: int, executor: Executor, *, most: int) -> int:
    """Items to send at once: so few that no process waits for long for the last of another."""
    return max(1, min(most, -(-items // (_CHUNKS * width(executor)))))


def width(executor: Executor) -> int:
    """How many chunks an executor works on at once."""
    found: int = getattr(executor, "width", 1)
    return found


def map_chunks(
    executor: Executor, function: Callable[[Sequence[T]], R], items: Iterable[T], *, chunk: int, whole: bool = False
) -> Iterator[R]:
    """``function`` of every ``chunk`` items; results in the items' order, as soon as they can be had.

    The first chunks are under way when this returns. No more than a few are at any time, and ``items`` is not read
    further ahead, so memory stays flat. With ``whole``, all items are read when this returns, and processes of this
    machine work on them while nobody asks for results. Raises what ``function`` raised, or BuildError where those who
    should run it are gone.
    """
    alone = width(executor) == 1
    ahead: int | None = 1 if alone else 3 * width(executor) - 1
    pieces = _pieces(items, chunk)
    if whole and isinstance(executor, Processes):
        ahead = None
    elif whole:  # what is sent to a scheduler waits in its memory, and comes back into ours
        pieces = _let_go(deque(pieces))
    with _in_words():
        waiting = deque([executor.submit(function, piece) for piece in islice(pieces, ahead)])
    return _results(executor, function, pieces, waiting)


def _results(
    executor: Executor, function: Callable[[Sequence[T]], R], pieces: Iterator[list[T]], waiting: deque[Future[R]]
) -> Iterator[R]:
    try:
        while waiting:
            with _in_words():
                result = waiting.popleft().result()
            yield result
            with _in_words():
                waiting += [executor.submit(function, piece) for piece in islice(pieces, 1)]
    finally:
        for future in waiting:
            future.cancel()


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (BrokenExecutor, CancelledError) as error:
        raise _lost(error) from error
    except Exception as error:
        if type(error).__module__.startswith("distributed."):
            raise _lost(error) from error
        raise


def _let_go(pieces: deque[list[T]]) -> Iterator[list[T]]:
    while pieces:
        yield pieces.popleft()


def _pieces(items: Iterable[T], size: int) -> Iterator[list[T]]:
    piece: list[T] = []
    for item in items:
        piece.append(item)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece


def unseen(path: str) -> BuildError:
    """Where another machine does not see what this one does."""
    how = "请让每台机器都在同一路径上看到这个文件夹，并有权读写（见 docs/cluster.md），再运行一次；原来的站点没有变动"
    return BuildError("有工作节点看不到这里，或者它看到的与这台机器上的不同", path, how)


def _lost(error: BaseException) -> BuildError:
    if isinstance(error, BrokenExecutor):
        return BuildError("一个工作进程突然结束了（多半是内存不够）", "", "请用 --jobs 1 再运行一次")
    return BuildError(
        f"与 Dask 集群失去联系（{type(error).__name__}）", "", "请检查调度器和工作节点后再运行一次；原来的站点没有变动"
    )
