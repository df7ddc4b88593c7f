"""A file that cannot be read is a message with its place and what to do; all others are built."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOOD = "曹妃甸区装备制造园区管理委员会-2025.txt"
MESSAGE = re.compile(
    r"(?m)^(?P<path>content/[^:\n]+):(?P<line>\d+):(?P<column>\d+): (?P<code>[A-Z]+(?:-[A-Z]+)*) (?P<text>\S.*)$"
)


class Built:
    """A portal of one good submission and some bad ones, built by the command."""

    def __init__(self, folder: Path, bad: dict[str, bytes | None]):
        submissions = folder / "content" / "submissions"
        submissions.mkdir(parents=True)
        shutil.copyfile(ROOT / "content" / "submissions" / GOOD, submissions / GOOD)
        for name, data in bad.items():
            if data is None:
                (submissions / name).mkdir(parents=True)
            else:
                (submissions / name).write_bytes(data)
        command = [sys.executable, "-m", "generator", "build", str(folder / "content"), str(folder / "site")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        self.status, self.out, self.said = done.returncode, done.stdout, done.stderr
        self.site = folder / "site"
        self.messages = [
            (found["path"].rpartition("/")[2], f"{found['line']}:{found['column']}", found["code"])
            for found in MESSAGE.finditer(done.stderr)
        ]

    def published(self) -> set[str]:
        return {path.parent.name for path in self.site.glob("projects/*/index.html")}


CUT_DOCX = b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml"


@pytest.mark.parametrize(
    ("name", "data", "place", "code"),
    [
        ("图片.txt", b"\x00\x01\x02\x03\xff\xfe\x89PNG", "1:1", "READ-NOT-TEXT"),
        ("空.txt", b"", "1:1", "READ-EMPTY"),
        ("只有空白.txt", b" \n\n\t \n", "1:1", "READ-EMPTY"),
        ("半个.docx", CUT_DOCX, "1:1", "READ-DAMAGED"),
        ("乱码.txt", ("部门预算绩效目标文本\n" * 5 + "绩效").encode() + b"\xff\n", "6:3", "READ-ENCODING"),
        ("文件夹.txt", None, "1:1", "FIND-FOLDER"),
        ("没有主人.toml", b'region = "130209"\n', "1:1", "FIND-SIDECAR"),
    ],
)
def test_a_bad_file_is_a_message_and_the_others_are_built(
    name: str, data: bytes | None, place: str, code: str, tmp_path: Path
):
    built = Built(tmp_path, {name: data})
    assert built.messages == [(name, place, code)]
    assert built.status == 2
    assert "    = " in built.said, "it says what to do"
    assert "Traceback" not in built.said
    assert len(built.published()) == 3


@pytest.mark.parametrize(
    ("sidecar", "place", "words"),
    [
        (b'year = 2025\nregoin = "130209"\n', "2:1", "region"),
        (b'region = "130209"\nyear = \n', "2:8", "TOML"),
        (b'year = "next"\n', "1:1", "year"),
        (b'region = "000000"\n', "1:1", "000000"),
        (b'published = "last week"\n', "1:1", "published"),
        ('note = "回复"\n'.encode("gb18030"), "1:9", "UTF-8"),
    ],
)
def test_a_broken_sidecar_is_a_message_and_the_others_are_built(sidecar: bytes, place: str, words: str, tmp_path: Path):
    other = "丰润区经济开发区管理委员会-2022.txt"
    text = (ROOT / "content" / "submissions" / other).read_bytes()
    built = Built(tmp_path, {other: text, other.replace(".txt", ".toml"): sidecar})
    assert built.messages == [(other.replace(".txt", ".toml"), place, "SIDECAR")]
    assert words in built.said
    assert built.status == 2
    assert len(built.published()) == 3


def test_many_bad_files_are_all_named_in_one_run(tmp_path: Path):
    built = Built(tmp_path, {"甲.txt": b"", "乙.txt": b"\x00\x01\x02\x89PNG", "丙.toml": b"", "丁.pdf": b"%PDF-1.4\n"})
    assert {name for name, _, _ in built.messages} == {"甲.txt", "乙.txt", "丙.toml", "丁.pdf"}
    assert len(built.published()) == 3


def test_a_table_cut_in_half_is_built_as_far_as_it_goes_and_says_so(tmp_path: Path):
    """Text can break off anywhere and is still text: the project is there, and its page says 原文此处缺失."""
    lines = (ROOT / "content" / "submissions" / "曹妃甸区发展和改革局-2024.txt").read_text("utf-8").split("\n")
    half = "\n".join(lines[:177])  # the second table breaks off behind 指标值 of its first indicator's row
    half = half.rpartition("\t")[0]
    built = Built(tmp_path, {"半张表.txt": half.encode()})
    assert built.status == 0, built.said
    page = (built.site / "projects" / "2024-13020924P000713100020" / "index.html").read_text("utf-8")
    assert "原文有缺损" in page
    assert "2024-13020924P00071310005T" in built.published()


def test_a_portal_that_is_not_there_is_refused_with_what_to_do(tmp_path: Path):
    command = [sys.executable, "-m", "generator", "build", str(tmp_path / "没有"), str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "没有这个文件夹" in done.stderr
    assert "    = " in done.stderr
    assert not (tmp_path / "site").exists()
