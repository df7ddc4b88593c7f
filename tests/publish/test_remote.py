"""On an object store: a version of its own for each publication, and a pointer that is written last."""

from __future__ import annotations

import json
import pickle
import time
from collections.abc import Iterator
from typing import Any

import fsspec
import pytest
from moto.server import ThreadedMotoServer
from sites import NEW, OLD, Pages

from generator import publish
from generator.model import BuildError


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """moto's S3 server."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["memory", "s3"])
def url(request: pytest.FixtureRequest, server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    name = "".join(character for character in request.node.name if character.isalnum()).lower()[:60]
    if request.param == "memory":
        return f"memory://{name}/portal"
    for key, value in (("ENDPOINT_URL", server), ("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "x")):
        monkeypatch.setenv(f"AWS_{key}", value)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    fsspec.filesystem("s3").mkdir(name)
    return f"s3://{name}/portal"


def put(url: str, pages: Pages, state: bytes = b"") -> publish.Summary:
    with publish.stage(url) as stage:
        for path, data in pages.items():
            stage.write(path, data)
        stage.remove_missing()
        return stage.commit(state)


def store_of(url: str) -> tuple[Any, str]:
    store, root = fsspec.url_to_fs(url)
    store.invalidate_cache()
    return store, root


def current(url: str) -> str:
    store, root = store_of(url)
    version: str = json.loads(store.cat_file(f"{root}/current.json"))["version"]
    return version


def shown(url: str) -> Pages:
    """What a visitor can reach who follows the pointer."""
    store, root = store_of(url)
    prefix = f"{root}/versions/{current(url)}/"
    return {path.removeprefix(prefix): store.cat_file(path) for path in store.find(prefix)}


def versions(url: str) -> set[str]:
    store, root = store_of(url)
    return {path.removeprefix(f"{root}/versions/").partition("/")[0].partition(".")[0] for path in store.find(root)} - {
        root
    }


def test_a_publication_becomes_the_current_version_and_counts(url: str) -> None:
    size = sum(len(data) for data in OLD.values())
    assert put(url, OLD) == publish.Summary(files=10, size=size, new=10, changed=0, removed=0, unchanged=0)
    assert shown(url) == OLD
    first = current(url)
    size = sum(len(data) for data in NEW.values())
    assert put(url, NEW) == publish.Summary(files=11, size=size, new=8, changed=1, removed=7, unchanged=2)
    assert shown(url) == NEW
    assert first.startswith("000001-")
    assert current(url).startswith("000002-")


def test_nothing_is_written_when_nothing_changed(url: str) -> None:
    put(url, OLD, b"state")
    first = current(url)
    assert put(url, OLD, b"state").unchanged == 10
    with publish.stage(url) as stage:
        assert stage.state == b"state"
        assert stage.keep_all() == []
        stage.remove_missing()
        stage.commit(b"state")
    assert current(url) == first


def test_kept_pages_are_copied_into_the_new_version(url: str) -> None:
    put(url, OLD)
    with publish.stage(url) as stage:
        stage.write("index.html", b"newer home")
        assert all(stage.keep(path) for path in OLD if path != "index.html")
        stage.remove_missing()
        assert stage.commit().changed == 1
    assert shown(url) == OLD | {"index.html": b"newer home"}


def test_a_publication_that_is_not_committed_leaves_the_site_and_no_rubbish(url: str) -> None:
    put(url, OLD)
    with publish.stage(url) as stage:
        stage.write("index.html", b"never seen")
    assert shown(url) == OLD
    store, root = store_of(url)
    assert len(store.ls(f"{root}/versions", detail=False)) == 4  # the version, its manifest, seen and state


def test_a_publication_that_was_killed_leaves_the_site_and_its_rubbish_goes_with_the_next(url: str) -> None:
    put(url, OLD)
    with publish.stage(url) as stage:
        killed = stage.writer()
    killed.write("index.html", b"never seen")
    assert shown(url) == OLD
    put(url, NEW)
    assert shown(url) == NEW
    put(url, OLD)
    assert {version.partition("-")[0] for version in versions(url)} >= {"000002", "000003"}
    assert "000001" not in {version.partition("-")[0] for version in versions(url)}


def arrived(store: Any, root: str, path: str, *, but: str) -> str:
    """Where an object stands that is being sent, outside a version, once it does."""
    for _ in range(1000):
        store.invalidate_cache()
        if found := [each for each in store.find(root) if each.endswith(path) and but not in each]:
            return str(found[0])
        time.sleep(0.01)
    raise AssertionError(f"{path} did not arrive")


def test_a_version_that_another_command_harmed_never_becomes_current(url: str) -> None:
    put(url, OLD)
    store, root = store_of(url)

    def harm_and_commit() -> None:
        with publish.stage(url) as stage:
            for path, data in NEW.items():
                stage.write(path, data)
            store.rm_file(arrived(store, f"{root}/versions", "projects/2022-C/index.html", but=current(url)))
            stage.remove_missing()
            stage.commit()

    with pytest.raises(BuildError, match="缺少刚写入的文件"):
        harm_and_commit()
    assert shown(url) == OLD


def test_an_object_changed_by_hand_is_noticed_and_written_again(url: str) -> None:
    put(url, OLD)
    store, root = store_of(url)
    store.pipe_file(f"{root}/versions/{current(url)}/about.html", b"abuot")
    with publish.stage(url) as stage:
        assert stage.keep_all() == ["about.html"]
    put(url, OLD)
    assert shown(url) == OLD


def test_a_prefix_with_files_of_others_is_refused_and_left_alone(url: str) -> None:
    store, root = store_of(url)
    store.pipe_file(f"{root}/mine.txt", b"mine")
    with pytest.raises(BuildError, match=r"mine\.txt"):
        put(url, OLD)
    assert store.cat_file(f"{root}/mine.txt") == b"mine"
    assert len(store.find(root)) == 1


def test_addresses_that_only_some_systems_tell_apart_are_refused(url: str) -> None:
    with pytest.raises(BuildError, match="只差大小写"):
        put(url, OLD | {"About.html": b"page"})
    store, root = store_of(url)
    assert not store.exists(f"{root}/current.json")


def test_a_writer_can_be_sent_and_large_files_are_taken(url: str) -> None:
    for unchanged in (0, 2):
        with publish.stage(url) as stage:
            writer = pickle.loads(pickle.dumps(stage.writer()))  # noqa: S301 - our own
            stage.merge([writer.write("index.html", b"from afar")])
            with stage.file("data/catalogue.sqlite") as place:
                place.write_bytes(b"a database")
            assert stage.commit().unchanged == unchanged
        assert shown(url) == {"data/catalogue.sqlite": b"a database", "index.html": b"from afar"}


def test_the_root_leads_to_the_current_version(url: str) -> None:
    put(url, OLD)
    store, root = store_of(url)
    assert f'url=versions/{current(url)}/index.html"' in store.cat_file(f"{root}/index.html").decode()


def test_browsers_are_told_what_kind_of_file_it_is(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in (("ENDPOINT_URL", server), ("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "x")):
        monkeypatch.setenv(f"AWS_{key}", value)
    fsspec.filesystem("s3").mkdir("kinds")
    put("s3://kinds/portal", {"index.html": b"<p>", "data/projects.csv": b"id"})
    store, root = store_of("s3://kinds/portal")
    kinds = {
        path: store.info(f"{root}/versions/{current('s3://kinds/portal')}/{path}")["ContentType"]
        for path in ("index.html", "data/projects.csv")
    }
    assert kinds == {"index.html": "text/html; charset=utf-8", "data/projects.csv": "text/csv; charset=utf-8"}


def test_a_store_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(BuildError, match="不能使用这个地址"):
        put("nothing-like-this://bucket/portal", OLD)
