"""Compressed copies: what a server sends instead of a file is that file, and is made anew only with it."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from generator import copies
from generator.__main__ import main

TEXT = "某局2024年部门预算绩效目标文本\n第一部分\n一、总体绩效目标\n2024年，某局将新增绿地500亩。\n"


@pytest.fixture
def portal(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "submissions").mkdir(parents=True)
    (tmp_path / "content" / "submissions" / "甲.txt").write_text(TEXT, "utf-8")
    return tmp_path


def _contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and ".mingzhang" not in path.parts
    }


def test_every_text_file_gets_both_copies_and_nothing_else_does(portal: Path):
    assert main(["build", "--compress"]) == 0
    files = _contents(portal / "site")
    plain = {name: data for name, data in files.items() if not name.endswith((".gz", ".br"))}
    texts = {
        name for name in plain if name.endswith((".html", ".css", ".js", ".json", ".jsonl", ".csv", ".txt", ".svg"))
    }
    assert "index.html" in texts
    for name in texts:
        assert gzip.decompress(files[name + ".gz"]) == plain[name], name
        assert brotli.decompress(files[name + ".br"]) == plain[name], name
    assert "data/catalogue.sqlite" in plain
    assert "data/catalogue.sqlite.gz" not in files


def test_a_copy_holds_no_time_and_no_name(portal: Path):
    assert main(["build", "--compress"]) == 0
    first = _contents(portal / "site")
    assert first["index.html.gz"][3:10] == b"\0\0\0\0\0\x02\xff"  # no name, no time
    assert main(["build", "content", "other", "--compress"]) == 0
    assert _contents(portal / "other") == first


def test_only_the_copies_of_changed_files_are_made_anew(portal: Path, monkeypatch):
    assert main(["build", "--compress"]) == 0
    before = _contents(portal / "site")
    asked = []
    compress = copies._compress

    def watched(jobs):
        asked.extend(path for job in jobs for path, _ in job.files)
        return compress(jobs)

    monkeypatch.setattr(copies, "_compress", watched)
    (portal / "content" / "submissions" / "甲.txt").write_text(TEXT.replace("500亩", "600亩"), "utf-8")
    assert main(["build", "--compress"]) == 0
    after = _contents(portal / "site")
    changed = {name for name in after if before.get(name) != after[name] and not name.endswith((".gz", ".br"))}
    assert {name for name in asked if name in before} == {name for name in changed if name in before} - {
        "data/catalogue.sqlite"
    }
    for name in asked:
        assert gzip.decompress(after[name + ".gz"]) == after[name], name


def test_a_second_build_writes_nothing(portal: Path, capsys):
    assert main(["build", "--compress"]) == 0
    capsys.readouterr()
    assert main(["build", "--compress"]) == 0
    assert "新增 0，更新 0，删除 0" in capsys.readouterr().out


def test_without_the_option_the_copies_go(portal: Path):
    assert main(["build", "--compress"]) == 0
    assert main(["build"]) == 0
    assert not [name for name in _contents(portal / "site") if name.endswith((".gz", ".br"))]


def test_a_site_with_copies_is_proven_like_any_other(portal: Path, capsys):
    assert main(["build", "--compress"]) == 0
    assert main(["verify"]) == 0
    (portal / "site" / "index.html.gz").write_bytes(gzip.compress(b"something else", mtime=0))
    (portal / "site" / "404.html.br").write_bytes(brotli.compress(b"something else"))
    (portal / "site" / "robots.txt.br").write_bytes(b"no brotli at all")
    capsys.readouterr()
    assert main(["verify"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[0] + line.split(" ")[1] for line in said] == [
        "404.html.br:1:1:VERIFY-COPY",
        "index.html.gz:1:1:VERIFY-COPY",
        "robots.txt.br:1:1:VERIFY-COPY",
    ]


def test_without_brotli_there_are_gzip_copies_and_a_word_of_it(portal: Path, monkeypatch, capsys):
    monkeypatch.setattr(copies, "find_spec", lambda name: None)
    assert main(["build", "--compress"]) == 0
    assert 'pip install "mingzhang[compress]"' in capsys.readouterr().err
    names = _contents(portal / "site")
    assert "index.html.gz" in names
    assert "index.html.br" not in names
