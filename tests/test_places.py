"""A folder and a URL are the same to whoever reads and writes there, and to a whole build."""

from __future__ import annotations

import pickle
import shutil
import time
from pathlib import Path

import fsspec
import pytest

from generator.build import build
from generator.model import BuildError
from generator.places import Place, near, place_of
from generator.portal import open_portal
from generator.store import Store, key
from tests.bench.corpus import write


@pytest.fixture(params=["folder", "url"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return place_of(tmp_path / "place" if request.param == "folder" else f"memory://{tmp_path.name}")


def names(place: Place, **how: object) -> list[str]:
    return sorted(entry.name for entry in place.entries(**how))  # type: ignore[arg-type]


def test_what_was_written_is_read_listed_and_deleted(place: Place) -> None:
    assert names(place) == []
    for name in ("甲.txt", "folder/乙[2024].txt", "folder/deep/丙*.txt"):
        place.write(name, name.encode())
    assert place.read("甲.txt") == "甲.txt".encode()
    assert place.size("甲.txt") == 7
    assert names(place) == ["folder/deep/丙*.txt", "folder/乙[2024].txt", "甲.txt"]
    assert names(place, deep=False) == ["甲.txt"]
    assert names(place, but={"甲.txt"}) == ["folder/deep/丙*.txt", "folder/乙[2024].txt"]
    assert names(place.below("folder")) == ["deep/丙*.txt", "乙[2024].txt"]
    assert all(abs(entry.written - next(iter(place.entries())).written) < 60e9 for entry in place.entries())
    place.write("甲.txt", b"again")
    assert place.read("甲.txt") == b"again"
    place.delete(["甲.txt"])
    assert names(place, deep=False) == []


def test_of_several_files_each_comes_in_its_turn_or_why_it_does_not(place: Place) -> None:
    for number in range(70):
        place.write(str(number), str(number).encode())
    found = list(place.read_each([*map(str, range(70)), "nowhere", "7"]))
    assert [*found[:70], found[71]] == [*(str(number).encode() for number in range(70)), b"7"]
    assert isinstance(found[70], FileNotFoundError)


def test_a_store_keeps_and_drops_alike(place: Place) -> None:
    values = [key(str(number)) for number in range(5)]
    for number in range(4):
        time.sleep(0.02)  # the clock of the disk ticks between two builds
        with Store(place, keep_builds=2) as opened:
            assert opened.get(values[number]) is None
            opened.put(values[number], b"value")
            opened.put(values[4], b"always")
    last = pickle.loads(pickle.dumps(Store(place)))  # noqa: S301 - our own
    assert [last.get(value) for value in values] == [None, None, b"value", b"value", b"always"]


def test_a_place_is_brought_near_with_all_but_what_is_not_wanted(place: Place) -> None:
    place.write("site.toml", b"title = 'here'")
    place.write("templates/page.html", b"page")
    place.write("submissions/a.txt", b"large")
    found = near(place.address, but="submissions/")
    assert (found / "site.toml").read_bytes() == b"title = 'here'"
    assert (found / "templates" / "page.html").read_bytes() == b"page"
    assert (found / "submissions").exists() is not place.far


def test_a_portal_at_a_url_gives_the_same_site(tmp_path: Path) -> None:
    content = tmp_path / "content"
    files = write(content, 40)
    files[0].with_suffix(".toml").write_text('note = "已更正"\n', "utf-8")
    (content / "submissions" / "empty.pdf").write_bytes(b"")
    (content / "templates").mkdir()
    (content / "templates" / "404.html").write_text("[[没有这个网页]]", "utf-8")
    files[1].write_text(files[1].read_text("utf-8").replace("项目名称", "事项名称"), "utf-8")
    (content / "vocabulary.toml").write_text('[labels]\nname = ["事项名称"]\n', "utf-8")
    (content / "site.toml").write_text('title = "我们的账"\n', "utf-8")
    store = fsspec.filesystem("memory")
    store.put(f"{content}/", f"/{tmp_path.name}/portal/content/", recursive=True)
    here = build(open_portal(content, tmp_path / "site"), 1, kept=tmp_path / "store")
    there = build(open_portal(f"memory://{tmp_path.name}/portal/content/", f"memory://{tmp_path.name}/site"), 1)
    assert there.counts == here.counts
    assert [str(one) for one in there.messages] == [str(one) for one in here.messages]
    (version,) = {path.split("/")[4] for path in store.find(f"/{tmp_path.name}/site/versions") if path.endswith("l")}
    prefix = f"/{tmp_path.name}/site/versions/{version}/"
    shutil.rmtree(tmp_path / "site" / ".mingzhang")
    local = {path.relative_to(tmp_path / "site").as_posix(): path for path in (tmp_path / "site").rglob("*.*")}
    assert {path.removeprefix(prefix): store.cat(path) for path in store.find(prefix)} == {
        name: path.read_bytes() for name, path in local.items() if path.is_file()
    }


def test_a_url_without_a_portal_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="没有这个文件夹"):
        open_portal("memory://nowhere/content", tmp_path / "site")
    with pytest.raises(BuildError, match="不能使用这个地址"):
        open_portal("nothing-like-this://bucket/content", tmp_path / "site")


def test_redirects_are_written_into_folders_alone(tmp_path: Path) -> None:
    fsspec.filesystem("memory").pipe("/of-others/content/submissions/a.txt", b"x")
    portal = open_portal("memory://of-others/content", tmp_path / "site")
    with pytest.raises(BuildError, match=r"redirects\.toml"):
        build(portal, 1, write_redirects=True)


def test_a_network_that_fails_is_told_in_words_and_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fsspec.filesystem("memory")
    (file,) = write(tmp_path / "content", 5)
    store.put(f"{tmp_path / 'content'}/", f"/{tmp_path.name}/content/", recursive=True)
    portal = open_portal(f"memory://{tmp_path.name}/content", tmp_path / "site")
    build(portal, 1)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*.html")}
    store.pipe(f"/{tmp_path.name}/content/submissions/{file.name}", file.read_bytes().replace("用于".encode(), b"for"))
    read = type(store).cat_file

    def fails_for_submissions(self: object, path: str, *more: object, **how: object) -> bytes:
        if "submissions" in path:
            raise ConnectionResetError("the cable")
        return bytes(read(self, path, *more, **how))

    monkeypatch.setattr(type(store), "cat_file", fails_for_submissions)
    with pytest.raises(BuildError, match="对象存储不能用：the cable") as told:
        build(portal, 1)
    assert "再运行一次" in told.value.what_to_do
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*.html")} == before
