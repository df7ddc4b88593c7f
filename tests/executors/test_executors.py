"""One result on every executor, in order, with flat memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from generator import executors
from generator.executors import Processes, Serial, choose, chunk_size, map_chunks, of_this_machine
from generator.model import BuildError


def squares(numbers: Sequence[int]) -> list[int]:
    time.sleep(0.002 * (numbers[0] % 3))  # later pieces are done before earlier ones
    return [number * number for number in numbers]


def complain(numbers: Sequence[int]) -> int:
    raise BuildError(f"cannot take {numbers[0]}")


def who(numbers: Sequence[int]) -> int:
    return os.getpid()


def alive(process: int) -> bool:
    """Whether it runs; what only waits to be buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def leave_a_file(places: Sequence[Path]) -> None:
    for place in places:
        place.touch()


def sleep(seconds: Sequence[float]) -> None:
    time.sleep(seconds[0])


def die(numbers: Sequence[int]) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.mark.parametrize("executor", [Serial(), Processes(2), ThreadPoolExecutor(2)])
def test_results_come_in_the_order_of_the_items(executor: Executor) -> None:
    with executor:
        found = [square for piece in map_chunks(executor, squares, range(100), chunk=7) for square in piece]
    assert found == [number * number for number in range(100)]


@pytest.mark.parametrize(("executor", "most"), [(Serial(), 10), (Processes(2), 60)])
def test_items_are_not_read_far_ahead(executor: Executor, most: int) -> None:
    read = 0

    def items() -> Iterator[int]:
        nonlocal read
        for number in range(10_000):
            read = number + 1
            yield number

    with executor:
        results = map_chunks(executor, squares, items(), chunk=10)
        next(results)
        assert read <= most
        results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("executor", [Serial(), Processes(2), ThreadPoolExecutor(2)])
def test_all_items_can_be_read_before_any_result_is_asked_for(executor: Executor) -> None:
    items = iter(range(100))
    with executor:
        results = map_chunks(executor, squares, items, chunk=1, whole=True)
        assert next(items, None) is None
        assert list(results) == [[number * number] for number in range(100)]


def test_processes_work_on_while_nobody_asks_for_results(tmp_path: Path) -> None:
    with Processes(2) as executor:
        results = map_chunks(
            executor, leave_a_file, [tmp_path / f"{number}" for number in range(50)], chunk=1, whole=True
        )
        end = time.monotonic() + 30
        while len(list(tmp_path.iterdir())) < 50 and time.monotonic() < end:
            time.sleep(0.01)
        assert len(list(tmp_path.iterdir())) == 50
        assert len(list(results)) == 50


def test_who_fails_does_not_wait_for_what_has_not_begun(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(BuildError, match="something else"), Processes(2) as executor:  # noqa: PT012 - as builds do it
        map_chunks(executor, sleep, [1.0] * 100, chunk=1, whole=True)
        raise BuildError("something else")
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("executor", [Serial(), Processes(2)])
def test_an_error_of_the_work_arrives_as_it_is(executor: Executor) -> None:
    with executor, pytest.raises(BuildError, match="cannot take 0"):
        list(map_chunks(executor, complain, range(100), chunk=10))


def test_no_items_give_no_results() -> None:
    assert list(map_chunks(Serial(), squares, [], chunk=10)) == []


def test_a_process_that_is_killed_is_told_in_words() -> None:
    with Processes(2) as executor, pytest.raises(BuildError, match="突然结束") as told:
        list(map_chunks(executor, die, range(100), chunk=10))
    assert "--jobs 1" in told.value.what_to_do


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_processes_end_with_the_one_that_started_them_even_if_it_is_killed(method: str) -> None:
    code = (
        "import os, signal, sys\n"
        "from generator import executors\n"
        "from test_executors import who\n"
        f"executors.start_method = lambda: {method!r}\n"
        "if __name__ == '__main__':\n"
        "    with executors.Processes(2) as two:\n"
        "        for them in executors.map_chunks(two, who, range(8), chunk=1):\n"
        "            print(them, flush=True)\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    path = os.pathsep.join([str(Path(executors.__file__).parents[2]), str(Path(__file__).parent)])
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": path})
    assert ended.returncode == -signal.SIGKILL
    workers = {int(line) for line in ended.stdout.split()}
    assert workers
    until = time.monotonic() + 5
    while any(alive(worker) for worker in workers):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_small_portal_is_built_by_one_process_and_a_large_one_by_as_many_as_pay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(executors, "cores", lambda: 8)
    monkeypatch.setattr(executors, "start_method", lambda: "fork")
    chosen = {work: executors.width(choose(None, None, work)[0]) for work in (0, 45, 299, 300, 1000, 100_000)}
    assert chosen == {0: 1, 45: 1, 299: 1, 300: 2, 1000: 6, 100_000: 8}
    monkeypatch.setattr(executors, "start_method", lambda: "spawn")
    assert executors.width(choose(None, None, 1000)[0]) == 1


def test_what_was_asked_for_is_done_and_said() -> None:
    executor, words = choose(1, None, 100_000)
    assert (type(executor), words) == (Serial, "1 个进程")
    executor, words = choose(3, None, 1)
    assert (executors.width(executor), words) == (3, "3 个进程")
    executor, words = choose(None, None, 45)
    assert words == "1 个进程（文件不多，一个就够）"
    with pytest.raises(BuildError, match="进程数不能是 0"):
        choose(0, None, 1)


def test_processes_are_forked_only_while_there_is_one_thread() -> None:
    assert executors.start_method() in {"fork", "forkserver", "spawn"}
    blocked = threading.Event()
    thread = threading.Thread(target=blocked.wait)
    thread.start()
    try:
        assert executors.start_method() != "fork"
        with Processes(2) as executor:
            assert list(map_chunks(executor, squares, [1, 2, 3], chunk=1)) == [[1], [4], [9]]
    finally:
        blocked.set()
        thread.join()


def test_processes_that_have_begun_do_not_hold_what_comes_later() -> None:
    with Processes(2) as executor:
        executor.begin()
        late.append(1)
        assert list(map_chunks(executor, count_late, range(4), chunk=1)) == [0, 0, 0, 0]
        late.clear()


late: list[int] = []


def count_late(_: Sequence[int]) -> int:
    return len(late)


def test_what_needs_this_machine_is_done_on_it_by_as_many_as_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "cores", lambda: 2)
    for mine in (Serial(), Processes(2)):
        with mine, of_this_machine(mine, None, 100_000) as local:
            assert local is mine
    with ThreadPoolExecutor(4) as elsewhere:
        with of_this_machine(elsewhere, None, 100_000) as local:
            assert isinstance(local, Processes)
            assert local.width == 2
            assert local.submit(who, [1]).result() != os.getpid()
        for jobs, work in ((None, 10), (1, 100_000)):
            with of_this_machine(elsewhere, jobs, work) as local:
                assert isinstance(local, Serial)


def test_chunks_are_small_enough_to_share_and_no_larger_than_told() -> None:
    two = Processes(2)
    assert chunk_size(45, two, most=100) == 1
    assert chunk_size(450, two, most=100) == 8
    assert chunk_size(100_000, two, most=100) == 100
    assert chunk_size(0, two, most=100) == 1
    assert chunk_size(80, Serial(), most=100) == 3


def test_the_core_works_without_dask_and_says_what_is_missing() -> None:
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        "from generator.executors import choose\n"
        "from generator.model import BuildError\n"
        "try: choose(None, 'tcp://127.0.0.1:1', 1)\n"
        "except BuildError as error: print(error.what_to_do)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "mingzhang[cluster]" in told
