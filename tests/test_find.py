"""Which files of a folder are submissions, and what is said of the others."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.find import Found, find, work_in
from generator.model import BuildError
from generator.places import Place, place_of

TEXT = "某局\n"


@pytest.fixture(params=["folder", "url"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return place_of(tmp_path if request.param == "folder" else f"memory://{tmp_path.name}")


def portal(root: Place, *names: str) -> Place:
    for name in names:
        root.write(f"content/submissions/{name}", TEXT.encode())
    return root.below("content")


def test_files_are_found_in_sorted_order_with_their_sidecars(root: Place):
    found, problems = find(portal(root, "乙.txt", "甲.txt", "2024/丙.docx", "甲.toml", "2024/丙.toml"))
    assert problems == []
    assert found == [
        Found("content/submissions/2024/丙.docx", "content/submissions/2024/丙.toml"),
        Found("content/submissions/乙.txt", None),
        Found("content/submissions/甲.txt", "content/submissions/甲.toml"),
    ]


def test_what_is_nobody_s_submission_is_left_alone(root: Place):
    found, problems = find(
        portal(root, "README.md", "README", ".DS_Store", ".git/config", "~$甲.docx", "Thumbs.db", "甲.txt")
    )
    assert [one.path for one in found] == ["content/submissions/甲.txt"]
    assert problems == []


def test_a_sidecar_beside_nothing_is_a_message(root: Place):
    found, (problem,) = find(portal(root, "甲.txt", "乙.toml"))
    assert [one.path for one in found] == ["content/submissions/甲.txt"]
    assert str(problem).startswith("content/submissions/乙.toml:1:1: FIND-SIDECAR ")


def test_a_folder_named_like_a_file_is_a_message_and_its_files_are_read(root: Place):
    found, (problem,) = find(portal(root, "甲.docx/内容.txt"))
    assert [one.path for one in found] == ["content/submissions/甲.docx/内容.txt"]
    assert str(problem).startswith("content/submissions/甲.docx:1:1: FIND-FOLDER ")


def test_two_files_of_one_name_share_their_sidecar(root: Place):
    found, problems = find(portal(root, "甲.docx", "甲.pdf", "甲.toml"))
    assert [one.sidecar for one in found] == ["content/submissions/甲.toml"] * 2
    assert problems == []


def test_a_portal_without_submissions_is_empty(root: Place):
    assert find(portal(root)) == ([], [])


def linked(tmp_path: Path) -> Path:
    submissions = Path(portal(place_of(tmp_path), "甲.txt", "二/乙.txt").below("submissions").address)
    (submissions / "gone.txt").symlink_to(tmp_path / "nowhere")
    (submissions / "itself.txt").symlink_to(submissions / "itself.txt")
    (submissions / "loop").symlink_to(submissions)
    (submissions / "二" / "up").symlink_to(tmp_path)
    os.mkfifo(submissions / "pipe.txt")
    return tmp_path


def test_what_is_no_file_is_a_message_and_the_rest_is_read(tmp_path: Path):
    found, problems = find(place_of(linked(tmp_path) / "content"))
    assert [one.path for one in found] == ["content/submissions/二/乙.txt", "content/submissions/甲.txt"]
    told = sorted(str(problem).split("\n")[0].removeprefix("content/submissions/") for problem in problems)
    assert told == [
        "gone.txt:1:1: READ-FAILED 这个链接指向的文件不存在",
        "itself.txt:1:1: READ-FAILED 这个链接指向的文件不存在",
        "loop:1:1: READ-FAILED 这个链接绕回了它自己所在的文件夹",
        "pipe.txt:1:1: READ-FAILED 这不是普通的文件，而是管道、设备之类",
        "二/up:1:1: READ-FAILED 这个链接绕回了它自己所在的文件夹",
    ]


def test_folders_that_link_to_each_other_are_read_once_each_way(tmp_path: Path):
    submissions = Path(portal(place_of(tmp_path), "一/甲.txt", "二/乙.txt").below("submissions").address)
    (submissions / "一" / "二").symlink_to(submissions / "二")
    (submissions / "二" / "一").symlink_to(submissions / "一")
    found, problems = find(place_of(tmp_path / "content"))
    names = {one.path.removeprefix("content/submissions/") for one in found}
    assert {"一/甲.txt", "二/乙.txt", "一/二/乙.txt", "二/一/甲.txt"} <= names
    assert {problem.code for problem in problems} == {"READ-FAILED"}
    assert len(found) < 10


@pytest.mark.parametrize("other", ["pipe", "gone"])
def test_a_sidecar_that_is_no_file_keeps_its_submission_back(tmp_path: Path, other: str):
    """It may say that the submission is withdrawn."""
    content = Path(portal(place_of(tmp_path), "甲.txt", "乙.txt").address)
    sidecar = content / "submissions" / "甲.toml"
    os.mkfifo(sidecar) if other == "pipe" else sidecar.symlink_to(tmp_path / "nowhere")
    found, (problem,) = find(place_of(content))
    assert [one.path for one in found] == ["content/submissions/乙.txt"]
    assert problem.path == "content/submissions/甲.toml"


def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What is in it is not known, so nothing may be taken for gone."""

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    content = Path(portal(place_of(tmp_path), "甲.txt").address)
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(BuildError, match="打不开这个文件夹"):
        find(place_of(content))


def test_a_file_that_has_gone_since_is_no_work(tmp_path: Path):
    portal(place_of(tmp_path), "甲.txt")
    there = tmp_path / "content" / "submissions" / "甲.txt"
    there.write_bytes(b"x" * 1_800)
    gone = Found("content/submissions/乙.txt", None)
    assert work_in(place_of(tmp_path), [Found("content/submissions/甲.txt", None), gone]) == 1
