"""A real scheduler and real workers, on this machine: the same results, whoever comes and goes."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from distributed import Client

from generator.executors import choose, map_chunks
from generator.executors.cluster import Cluster
from generator.model import BuildError

ROOT = Path(__file__).parents[2]
TOOLS = "import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; main()"


def squares(numbers: Sequence[int]) -> tuple[int, list[int]]:
    time.sleep(0.1)
    return os.getpid(), [number * number for number in numbers]


class Farm:
    """A scheduler and its workers, all of them processes of ours."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(port))
        self.workers: list[subprocess.Popen[bytes]] = []

    def _start(self, *words: str, before: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        # The tests' folder is on the path so that workers find the functions above, as they find ours.
        path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
        command = [*before, sys.executable, "-c", TOOLS, *words, "--no-dashboard"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path}, **quiet)  # type: ignore[call-overload]

    def work(self, count: int) -> None:
        self.workers += [self._start("worker", self.address, "--nthreads", "1", "--no-nanny") for _ in range(count)]

    def work_blind(self, place: Path) -> None:
        """Start a worker for which another, empty disk is mounted at ``place``."""
        hide = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs none "$0" && exec "$@"', str(place)]
        self.workers.append(self._start("worker", self.address, "--nthreads", "1", "--no-nanny", before=hide))

    def dismiss(self) -> None:
        """Let the last worker go, in such a way that the scheduler knows."""
        worker = self.workers.pop()
        worker.terminate()
        worker.wait()

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def farm() -> Iterator[Farm]:
    farm = Farm()
    yield farm
    farm.close()


def test_a_cluster_gives_the_same_results_though_a_worker_is_killed_and_another_comes(farm: Farm) -> None:
    farm.work(2)
    executor, words = choose(None, farm.address, 10)
    assert words.startswith(f"Dask 集群 {farm.address}")
    found: list[int] = []
    by: set[int] = set()
    sent: list[int] = []

    def until_the_newcomer_has_worked() -> Iterator[int]:
        for number in range(5_000):
            if len(farm.workers) == 3 and farm.workers[2].pid in by:
                return
            sent.append(number)
            yield number

    with executor:
        for number, (process, piece) in enumerate(
            map_chunks(executor, squares, until_the_newcomer_has_worked(), chunk=3)
        ):
            found += piece
            by.add(process)
            if number == 3:
                farm.workers[0].send_signal(signal.SIGKILL)
                farm.work(1)
    assert found == [number * number for number in sent]
    assert {worker.pid for worker in farm.workers[1:]} <= by


def test_a_scheduler_that_goes_away_is_told_at_once_and_in_words(farm: Farm) -> None:
    farm.work(1)
    with Cluster(farm.address) as executor:
        results = map_chunks(executor, squares, range(100), chunk=1)
        next(results)
        farm.scheduler.kill()
        start = time.monotonic()
        with pytest.raises(BuildError, match="失去联系"):
            list(results)
        assert time.monotonic() - start < 10


def test_a_scheduler_that_is_not_there_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.executors.cluster.PATIENCE", 0.5)
    with pytest.raises(BuildError, match="调度器没有应答"):
        Cluster("tcp://127.0.0.1:1")


@pytest.mark.parametrize("address", ["what is this", "foo", "http://127.0.0.1:8786", "tcp://127.0.0.1:port", ""])
def test_what_is_no_address_is_told_at_once_and_leaves_nothing_behind(address: str) -> None:
    start = time.monotonic()
    with pytest.raises(BuildError, match="调度器的地址不对") as told:
        Cluster(address)
    assert "tcp://127.0.0.1:8786" in told.value.what_to_do
    gc.collect()  # half a client would wait here
    assert time.monotonic() - start < 10


def test_a_scheduler_that_goes_away_before_there_are_workers_is_told_in_words(farm: Farm) -> None:
    Client(farm.address, timeout=60, set_as_default=False).close()  # it is there
    threading.Timer(1.5, farm.scheduler.kill).start()
    with pytest.raises(BuildError, match="失去联系") as told:
        Cluster(farm.address)
    assert told.value.where == farm.address


def test_a_scheduler_that_goes_away_at_work_leaves_our_words_alone_on_the_screen(farm: Farm) -> None:
    farm.work(1)
    code = (
        "import sys, test_cluster as t\n"
        "with t.Cluster(sys.argv[1]) as executor:\n"
        "    results = t.map_chunks(executor, t.squares, range(100), chunk=1)\n"
        "    next(results)\n"
        "    print('at work', flush=True)\n"
        "    try:\n"
        "        list(results)\n"
        "    except t.BuildError as error:\n"
        "        print(error.what)\n"
    )
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    command = [sys.executable, "-X", "utf8", "-c", code, farm.address]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path}, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == "at work\n"
        farm.scheduler.kill()
        said, noise = process.communicate(timeout=60)
    assert said.startswith("与 Dask 集群失去联系")
    assert noise == ""


def test_a_cluster_without_workers_is_told_in_words(farm: Farm, monkeypatch: pytest.MonkeyPatch) -> None:
    Client(farm.address, timeout=60, set_as_default=False).close()  # it is there
    monkeypatch.setattr("generator.executors.cluster.PATIENCE", 2)
    with pytest.raises(BuildError, match="没有工作节点") as told:
        Cluster(farm.address)
    assert f"dask worker {farm.address}" in told.value.what_to_do


def test_workers_with_another_version_of_the_program_are_refused(farm: Farm, monkeypatch: pytest.MonkeyPatch) -> None:
    farm.work(1)
    with Cluster(farm.address):
        pass
    monkeypatch.setattr("generator.executors.cluster.code_version", lambda *_: "another")
    with pytest.raises(BuildError, match="与这里的不同"):
        Cluster(farm.address)


def test_a_worker_must_see_what_the_command_sees_before_it_does_anything(farm: Farm, tmp_path: Path) -> None:
    farm.work(1)
    (tmp_path / "there").touch()
    with Cluster(farm.address) as cluster:
        with cluster.sharing([tmp_path / "store"], [tmp_path / "there"]):
            assert cluster.submit(abs, -1).result() == 1
            assert len(list((tmp_path / "store").glob("sign.*"))) == 1
        assert list((tmp_path / "store").iterdir()) == []
        with cluster.sharing([], [tmp_path / "not there"]), pytest.raises(BuildError) as told:
            cluster.submit(abs, -1).result()
        assert told.value.where == str(tmp_path / "not there")
        with cluster.sharing([tmp_path / "store"], []):
            next((tmp_path / "store").glob("sign.*")).unlink()  # as if the worker had another folder there
            with pytest.raises(BuildError) as told:
                cluster.submit(abs, -1).result()
        assert told.value.where == str(tmp_path / "store")
