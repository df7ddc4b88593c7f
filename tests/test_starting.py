"""``mingzhang init``: a folder that can be built at once, complete, and never somebody else's."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from generator.__main__ import main
from generator.model import Sidecar
from generator.pages.content import read_articles
from generator.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]


@pytest.fixture
def portal(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "我的门户"]) == 0
    monkeypatch.chdir(tmp_path / "我的门户")
    return tmp_path / "我的门户"


def test_a_new_portal_can_be_checked_and_built_at_once(portal: Path, capsys):
    assert main(["check", "--fail-on", "never"]) == 0
    out = capsys.readouterr().out
    assert [line.split()[1] for line in out.splitlines() if not line.startswith(" ")] == [
        "project_code_missing",
        "funding_adds_up",  # on purpose, and the sidecar says so
        "plan_with_blanks",
    ]
    assert main(["build"]) == 0
    assert "1 份文件，1 个部门，1 个项目，6 项指标" in capsys.readouterr().out
    home = (portal / "site" / "index.html").read_text("utf-8")
    assert "我的明账" in home


def test_the_example_says_that_it_is_invented(portal: Path):
    (text,) = (portal / "content" / "submissions").glob("*.txt")
    assert text.name.startswith("示例")
    assert "本文件是示例，内容是编的" in text.read_text("utf-8")
    sidecar = msgspec.convert(tomllib.loads(text.with_suffix(".toml").read_text("utf-8")), Sidecar)
    assert sidecar.note
    assert sidecar.note.startswith("这份文件是示例")


def test_the_sidecar_of_the_example_shows_every_key(portal: Path):
    text = next((portal / "content" / "submissions").glob("*.toml")).read_text("utf-8")
    assert set(re.findall(r"^(?:# )?(\w+) = ", text, re.MULTILINE)) == {
        field.name for field in msgspec.structs.fields(Sidecar)
    }


def test_the_settings_show_every_key_with_a_comment(portal: Path):
    told = tomllib.loads((portal / "content" / "site.toml").read_text("utf-8"))
    assert set(told) == {field.name for field in msgspec.structs.fields(Settings)}
    assert load_settings(portal / "content").title == "我的明账"


def test_the_portals_own_words_come_with_it(portal: Path):
    ours = [article.name for article in read_articles(ROOT / "content")]
    assert [article.name for article in read_articles(portal / "content")] == ours


def test_what_is_made_is_not_for_git(portal: Path):
    assert "/site/\n.mingzhang/\n" in (portal / ".gitignore").read_text("utf-8")


def test_templates_and_vocabulary_are_extended_without_touching_the_package(portal: Path, capsys):
    """A foot of its own on every page, and 本年所需 as another spelling of 预算数."""
    (portal / "content" / "templates" / "parts").mkdir()
    (portal / "content" / "templates" / "parts" / "foot.html").write_text("<footer>示例县财政局</footer>", "utf-8")
    text = next((portal / "content" / "submissions").glob("*.txt"))
    text.write_text(text.read_text("utf-8").replace("\t预算数\n", "\t本年所需\n"), "utf-8")
    (portal / "content" / "vocabulary.toml").write_text('[labels]\nbudget = ["本年所需"]\n', "utf-8")
    assert main(["build"]) == 0
    assert "预算合计 96 万元" in capsys.readouterr().out
    assert "<footer>示例县财政局</footer>" in (portal / "site" / "index.html").read_text("utf-8")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, capsys):
    (tmp_path / "note.txt").write_text("mine")
    assert main(["init", str(tmp_path)]) == 2
    assert "SETUP 文件夹不是空的" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_file_is_not_taken_for_a_folder(tmp_path, capsys):
    (tmp_path / "portal").write_text("mine")
    assert main(["init", str(tmp_path / "portal")]) == 2
    assert "SETUP 这里有一个同名的文件" in capsys.readouterr().err


def test_an_empty_repository_may_become_a_portal(tmp_path):
    (tmp_path / ".git").mkdir()
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "content" / "site.toml").is_file()


def test_a_vocabulary_that_cannot_be_used_is_said_once_and_the_old_site_stays(portal: Path, capsys):
    assert main(["build"]) == 0
    pages = {path: path.read_bytes() for path in (portal / "site").rglob("*.html")}
    (portal / "content" / "vocabulary.toml").write_text("[labels\n", "utf-8")
    capsys.readouterr()
    assert main(["build"]) == 2
    assert capsys.readouterr().err.splitlines()[-2].startswith("content/vocabulary.toml:1:8: SETUP TOML 写法有误")
    assert {path: path.read_bytes() for path in (portal / "site").rglob("*.html")} == pages
