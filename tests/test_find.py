"""Which files of a folder are submissions, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.find import Found, find
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
