"""The same site, byte for byte, from a cluster as from here; and a cluster that breaks leaves the old site whole.

A thousand projects, in a folder that all workers see, and on an object store that is all they share.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from distributed import Client, get_task_stream
from moto.server import ThreadedMotoServer
from test_cluster import Farm

from generator.build import build
from generator.model import BuildError
from generator.portal import open_portal
from generator.progress import Progress
from tests.bench.corpus import write

PROJECTS = 1_000


@pytest.fixture
def farm() -> Iterator[Farm]:
    farm = Farm()
    yield farm
    farm.close()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers see, with words and a template of its own."""
    folder = tmp_path_factory.mktemp("shared") / "content"
    files = write(folder, PROJECTS)
    files[0].with_suffix(".toml").write_text('note = "已更正"\n', "utf-8")
    (folder / "templates" / "static" / "css").mkdir(parents=True)
    (folder / "templates" / "static" / "css" / "site.css").write_text("body { color: black }\n", "utf-8")
    (folder / "pages").mkdir()
    (folder / "pages" / "about.md").write_text("# 关于\n\n本站。\n", "utf-8")
    (folder / "site.toml").write_text('title = "我们的账"\n', "utf-8")
    return folder


@pytest.fixture(scope="module")
def local(content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("local")
    build(open_portal(content, folder / "site"), 2, kept=folder / "store")
    return published(folder / "site")


def published(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and ".mingzhang" not in path.parts
    }


class When(Progress):
    """Does something beside a stage, from when it begins."""

    def __init__(self, stage: str, do: Callable[[], object]) -> None:
        super().__init__()
        self._at, self._beside = stage, threading.Thread(target=do, daemon=True)

    def stage(self, name: str, total: int | None = None) -> Any:
        if name == self._at:
            self._beside.start()
        return super().stage(name, total)


def with_work_in_hand(client: Client) -> tuple[str, set[str]]:
    """The first worker that is seen to have work, and what work."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for address, work in client.processing().items():
            if work:
                return address, set(map(str, work))
    raise TimeoutError


def on_cluster(farm: Farm, content: Path, folder: Path, progress: Progress | None = None) -> dict[str, bytes]:
    build(open_portal(content, folder / "site"), None, farm.address, progress, folder / "store")
    return published(folder / "site")


def test_a_cluster_makes_the_same_site(farm: Farm, content: Path, local: dict[str, bytes], tmp_path: Path) -> None:
    farm.work(2)
    assert on_cluster(farm, content, tmp_path) == local


@pytest.mark.parametrize("stage", ["读取文件", "生成网页"])
def test_a_worker_killed_with_work_in_hand_and_one_added_change_nothing(
    farm: Farm, content: Path, local: dict[str, bytes], tmp_path: Path, stage: str
) -> None:
    farm.work(2)
    killed: list[tuple[str, set[str]]] = []  # its address, and what it had in hand
    with Client(farm.address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2)
        processes: dict[str, int] = client.run(os.getpid)

        def kill_one_and_add_one() -> None:
            killed.append(with_work_in_hand(client))
            os.kill(processes[killed[0][0]], signal.SIGKILL)
            farm.work(1)

        with get_task_stream(client) as done:
            assert on_cluster(farm, content, tmp_path, When(stage, kill_one_and_add_one)) == local
    victim, in_hand = killed[0]
    assert in_hand & {str(task["key"]) for task in done.data if task["worker"] != victim}


def test_a_scheduler_that_goes_away_leaves_the_old_site_whole(farm: Farm, content: Path, tmp_path: Path) -> None:
    farm.work(1)
    old = on_cluster(farm, content, tmp_path)
    added = content / "submissions" / "new.txt"
    added.write_text(next((content / "submissions").glob("0*.txt")).read_text("utf-8").replace("维修", "翻修"), "utf-8")
    with Client(farm.address, timeout=60, set_as_default=False) as client:

        def kill_it_at_work() -> None:
            with_work_in_hand(client)
            farm.scheduler.kill()

        try:
            with pytest.raises(BuildError, match="失去联系") as told:
                on_cluster(farm, content, tmp_path, When("生成网页", kill_it_at_work))
            assert "原来的站点没有变动" in told.value.what_to_do
            assert published(tmp_path / "site") == old
        finally:
            added.unlink()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of moto's S3 server. What is started from now on finds it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (("ENDPOINT_URL", f"http://{host}:{port}"), ("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "x")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    kind = fsspec.get_filesystem_class("s3")
    kind.clear_instance_cache()
    kind().mkdir("country")
    yield "s3://country"
    kind.clear_instance_cache()
    server.stop()


def test_with_everything_on_an_object_store_the_site_is_the_same(
    bucket: str, farm: Farm, content: Path, local: dict[str, bytes]
) -> None:
    farm.work(2)
    store = fsspec.filesystem("s3")
    store.put(f"{content}/", f"{bucket}/portal/content/", recursive=True)
    portal = open_portal(f"{bucket}/portal/content", f"{bucket}/site")
    report = build(portal, scheduler=farm.address)
    assert report.messages == ()
    version = fsspec.open(f"{bucket}/site/current.json").open().read().decode().split('"')[3]
    prefix = f"country/site/versions/{version}/"
    shown = store.cat(store.find(prefix))
    assert {path.removeprefix(prefix): data for path, data in shown.items()} == local
    again = build(portal, scheduler=farm.address).files
    assert (again.new, again.changed, again.removed, again.unchanged) == (0, 0, 0, len(local))


def can_hide() -> bool:
    unshare = shutil.which("unshare")
    hide = [unshare or "", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return bool(unshare) and subprocess.run(hide, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_hide(), reason="needs mounts of its own")
@pytest.mark.parametrize("hidden", ["", "content/submissions", "store", "site"])
def test_a_worker_that_sees_another_disk_ends_the_build_and_the_old_site_stays(
    farm: Farm, tmp_path: Path, hidden: str
) -> None:
    portal = tmp_path / "portal"
    one, *others = write(portal / "content", 60)
    kept = one.read_bytes()
    one.unlink()
    farm.work(1)
    old = on_cluster(farm, portal / "content", portal)
    farm.dismiss()
    one.write_bytes(kept)
    farm.work_blind(portal / hidden)
    if hidden == "site":  # what was read must be read anew, or there is nothing for it to do
        shutil.rmtree(portal / "store")
    with pytest.raises(BuildError, match="工作节点看不到") as told:
        on_cluster(farm, portal / "content", portal)
    assert others
    assert "原来的站点没有变动" in told.value.what_to_do
    assert published(portal / "site") == old
    assert not list(portal.rglob("sign.*"))
