"""A Dask cluster as a ``concurrent.futures`` executor (extra ``[cluster]``).

Dask was chosen over a queue of our own because it moves a dead worker's tasks to another, takes workers in
while it runs, and because data teams already run one.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import generator
from generator.executors import unseen
from generator.model import BuildError
from generator.store import code_version

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE = 15  # seconds until a scheduler must answer and a first worker be there
RETRIES = 3  # a chunk whose worker died is given to this many others


class Cluster(Executor):
    """Workers of the Dask scheduler at ``address``. All must run this very version of the program."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._signs: tuple[str, ...] = ()
        try:
            distributed: Any = importlib.import_module("distributed")
        except ImportError as error:
            how = "请运行 pip install 'mingzhang[cluster]'"
            raise BuildError("没有安装 Dask，不能使用集群", "--scheduler", how) from error
        _silence()
        _check(address)
        try:
            self._client = distributed.Client(address, timeout=PATIENCE, set_as_default=False, name="mingzhang")
        except (OSError, ValueError, TimeoutError) as error:
            raise BuildError(f"调度器没有应答：{error}", address, "请检查地址和端口，以及调度器是否在运行") from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            self._compare_versions()
            self.width = max(1, sum(self._client.nthreads().values()))  # those there were may be gone again
        except TimeoutError as error:
            self.shutdown()
            how = f"请启动：dask worker {address} --nthreads 1"
            raise BuildError("集群里没有工作节点", address, how) from error
        except OSError as error:  # it went away meanwhile
            self.shutdown()
            raise BuildError(f"与 Dask 集群失去联系：{error}", address, "请检查调度器后再运行一次") from error
        except BaseException:
            self.shutdown()
            raise
        self._executor: Executor = self._client.get_executor(pure=False, retries=RETRIES)

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        if self._client.status != "running":  # the library would wait for ever
            raise BuildError("与 Dask 集群失去联系", self._address, "请检查调度器后再运行一次；原来的站点没有变动")
        return self._executor.submit(_in_sight, self._signs, fn, *args, **kwargs)

    @contextlib.contextmanager
    def sharing(self, folders: Sequence[Path], files: Sequence[Path]) -> Iterator[None]:
        """While this lasts no worker does anything unless it sees these folders and files as this machine does.

        Each folder gets a sign of a name that nobody else's folder at the same path can hold. Whoever joins later is
        held to it, too: it looks before its first piece of work.
        """
        signs = []
        for folder in folders:
            with contextlib.suppress(OSError):  # a store that cannot be written is no store for the workers either
                folder.mkdir(parents=True, exist_ok=True)
                _clear(folder)
                sign = folder / f"sign.{secrets.token_hex(8)}"
                sign.touch()
                signs.append(sign)
        self._signs = (*map(str, signs), *map(str, files))
        try:
            yield
        finally:
            self._signs = ()
            for sign in signs:
                with contextlib.suppress(OSError):
                    sign.unlink()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._client.close(timeout=2)

    def _compare_versions(self) -> None:
        """Ask every worker. One that dies just now does not answer; another may be there in a moment."""
        ours, until = own_version(), time.monotonic() + PATIENCE
        while True:
            answers: dict[str, str | Exception] = self._client.run(own_version, on_error="return")
            theirs = {worker: answer for worker, answer in answers.items() if not isinstance(answer, OSError)}
            if theirs or (lost := next(iter(answers.values()), None)) is None:
                break
            if time.monotonic() > until:
                raise BuildError(f"工作节点没有应答：{lost}", self._address, "请重启工作节点后再运行一次")
            time.sleep(0.1)
        if failed := [answer for answer in theirs.values() if isinstance(answer, Exception)]:
            how = "请在每个工作节点上安装同一版本"  # whatever keeps a worker from running one line of ours
            raise BuildError(f"工作节点不能运行本程序：{failed[0]}", self._address, how) from failed[0]
        if other := sorted(worker for worker, version in theirs.items() if version != ours):
            how = "请在每个工作节点上安装同一版本"
            raise BuildError(f"工作节点上的程序与这里的不同：{'、'.join(other)}", self._address, how)


def _clear(folder: Path) -> None:
    """Remove signs that a build left which was killed; one of today may be another build's."""
    for sign in folder.glob("sign.*"):
        if time.time() - sign.stat().st_mtime > 86_400:
            sign.unlink()


_seen: set[tuple[str, ...]] = set()


def _in_sight(signs: tuple[str, ...], fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The worker's part: do a piece of work, if the folders are there that it is about."""
    if signs not in _seen:
        for sign in signs:
            if not os.path.exists(sign):  # noqa: PTH110 - where it may not look, either
                raise unseen(sign.rpartition("/sign.")[0] or sign)
        _seen.add(signs)
    return fn(*args, **kwargs)


def _check(address: str) -> None:
    """BuildError where this is no address: the library sees it with a client half made, which it fails to close."""
    try:
        importlib.import_module("distributed.comm").get_address_host_port(address)
    except ValueError as error:
        how = "请写成 tcp://主机:端口，例如 tcp://127.0.0.1:8786"
        raise BuildError(f"调度器的地址不对：{error}", address, how) from error


def _silence() -> None:
    """What becomes of a lost connection is told by us, once, and not by the library's stack traces.

    Some of its loggers have a level of their own, which their parent's does not change.
    """
    known = [name for name in logging.root.manager.loggerDict if name.startswith(("distributed.", "tornado."))]
    for name in ("distributed", "tornado", *known):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def own_version() -> str:
    """What identifies the program's code, here and on a worker."""
    return code_version(Path(generator.__file__).parent)
