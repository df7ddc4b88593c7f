"""Which files of a folder are submissions, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

from generator.find import Found, find

TEXT = "某局\n"


def portal(folder: Path, *names: str) -> Path:
    content = folder / "content"
    (content / "submissions").mkdir(parents=True)
    for name in names:
        path = content / "submissions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")
    return content


def test_files_are_found_in_sorted_order_with_their_sidecars(tmp_path: Path):
    found, problems = find(portal(tmp_path, "乙.txt", "甲.txt", "2024/丙.docx", "甲.toml", "2024/丙.toml"))
    assert problems == []
    assert found == [
        Found("content/submissions/2024/丙.docx", "content/submissions/2024/丙.toml"),
        Found("content/submissions/乙.txt", None),
        Found("content/submissions/甲.txt", "content/submissions/甲.toml"),
    ]


def test_what_is_nobody_s_submission_is_left_alone(tmp_path: Path):
    found, problems = find(
        portal(tmp_path, "README.md", "README", ".DS_Store", ".git/config", "~$甲.docx", "Thumbs.db", "甲.txt")
    )
    assert [one.path for one in found] == ["content/submissions/甲.txt"]
    assert problems == []


def test_a_sidecar_beside_nothing_is_a_message(tmp_path: Path):
    found, (problem,) = find(portal(tmp_path, "甲.txt", "乙.toml"))
    assert [one.path for one in found] == ["content/submissions/甲.txt"]
    assert str(problem).startswith("content/submissions/乙.toml:1:1: FIND-SIDECAR ")


def test_a_folder_named_like_a_file_is_a_message_and_its_files_are_read(tmp_path: Path):
    found, (problem,) = find(portal(tmp_path, "甲.docx/内容.txt"))
    assert [one.path for one in found] == ["content/submissions/甲.docx/内容.txt"]
    assert str(problem).startswith("content/submissions/甲.docx:1:1: FIND-FOLDER ")


def test_two_files_of_one_name_share_their_sidecar(tmp_path: Path):
    found, problems = find(portal(tmp_path, "甲.docx", "甲.pdf", "甲.toml"))
    assert [one.sidecar for one in found] == ["content/submissions/甲.toml"] * 2
    assert problems == []


def test_a_portal_without_submissions_is_empty(tmp_path: Path):
    (tmp_path / "content").mkdir()
    assert find(tmp_path / "content") == ([], [])
