"""What an operator gets wrong in a portal's own files is told with file, line and what to do; nothing is published."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOOD = "曹妃甸区装备制造园区管理委员会-2025.txt"
OTHER = "丰润区经济开发区管理委员会-2022.txt"
PROJECT = "content/templates/project.html"
ABOUT = "content/pages/about.md"
GBK = "绩效".encode("gbk")


def portal(folder: Path, name: str, data: bytes | str) -> Path:
    """A portal of two submissions, in which one file is as told."""
    (folder / "content" / "submissions").mkdir(parents=True)
    shutil.copytree(ROOT / "content" / "pages", folder / "content" / "pages")
    for one in (GOOD, OTHER):
        shutil.copy(ROOT / "content" / "submissions" / one, folder / "content" / "submissions")
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", *arguments]
    told = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", **environment}
    return subprocess.run(command, cwd=folder, env=told, capture_output=True, text=True, check=False, timeout=60)


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It ends with 2 and these words in Chinese, and says what to do."""
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 2, done.stderr
    assert [word for word in words if word not in done.stderr] == [], done.stderr
    assert re.search(r"(?m)^    = .*[\u4e00-\u9fff]", done.stderr), done.stderr


MAIN = "{% extends 'layout.html' %}{% block main %}\n"
TEMPLATES = [
    (f"{MAIN}{{% if %}}", ":2: SETUP 模板写法有误："),
    (f"{MAIN}\n{{{{ nosuch.x }}}}{{% endblock %}}", ":3: SETUP 模板用了没有的名字："),
    (f"{MAIN}{{% include 'nosuch.html' %}}{{% endblock %}}", ":2: SETUP 没有模板“nosuch.html”"),
    (f"{MAIN}{{{{ 1 // 0 }}}}{{% endblock %}}", ":2: SETUP 模板出错：ZeroDivisionError"),
    ("\n第二行{% 甲".encode() + GBK, ":2:8: SETUP 不是 UTF-8 编码的文字"),
]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("text", "said"), TEMPLATES, ids=[said.partition("SETUP ")[2] for _, said in TEMPLATES])
def test_a_mistake_in_a_template_is_told_with_its_line(text: bytes | str, said: str, jobs: str, tmp_path: Path) -> None:
    done = run(portal(tmp_path, PROJECT, text), "build", "--jobs", jobs)
    refused(done, PROJECT + said)
    assert not (tmp_path / "site" / "index.html").exists()


SETTINGS = [
    ("[lists]\nrows = 0", "site.toml:2: SETUP “rows”不能小于 1"),
    ("[lists]\n\nrows = -1", "site.toml:3: SETUP “rows”不能小于 1"),
    ("[lists]\nrows = 100000000000000000000", "site.toml:2: SETUP “rows”不能大于 100000"),
    ("[lists]\nbars = 0", "site.toml:2: SETUP “bars”不能小于 1"),
    ("[search]\nlunr_json_limit = -5", "site.toml:2: SETUP “lunr_json_limit”不能小于 0"),
    ('[lists]\nrows = "x"', "site.toml:2: SETUP “rows”应当是整数，写的是文字"),
    ("title = 2024", "site.toml:1: SETUP “title”应当是文字，写的是整数"),
    ('examples = ["路灯", 3]', "site.toml:1: SETUP “examples”应当是文字，写的是整数"),
    ('lists = "many"', "site.toml:1: SETUP “lists”应当是表，写的是文字"),
    ('title = "明账"\nregion = "zz"', "site.toml:2: SETUP region = “zz”不是行政区划代码"),
    ('base_url = "javascript:x"', "site.toml:1: SETUP base_url = “javascript:x”不是网站的网址"),
    ('base_url = "https://example.org"', "site.toml:1: SETUP base_url = “https://example.org”不是网站的网址"),
    ('[licence]\nurl = "javascript:x"', "site.toml:2: SETUP url = “javascript:x”不是网址"),
]


@pytest.mark.parametrize(("text", "said"), SETTINGS, ids=[text for text, _ in SETTINGS])
def test_a_setting_that_cannot_be_is_told_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    refused(run(portal(tmp_path, "content/site.toml", text), "build"), said)


FILES = [
    (ABOUT, b"\n+++\n" + GBK, f"{ABOUT}:3:1: SETUP 不是 UTF-8 编码的文字"),
    (ABOUT, '+++\ntitle = "x"\norder = "first"\n+++\n', f"{ABOUT}:3: SETUP “order”应当是整数，写的是文字"),
    (ABOUT, '+++\ntitle = "x"\norder = = 1\n+++\n', f"{ABOUT}:3:9: SETUP TOML 写法有误"),
    ("content/redirects.toml", b"# " + GBK, "redirects.toml:1:3: SETUP 不是 UTF-8 编码的文字"),
    (
        "content/redirects.toml",
        '[[redirect]]\nfrom = "a/"\nto = "x.csv"\n',
        "redirects.toml: SETUP “x.csv”不是网页的地址",
    ),
    (
        "content/redirects.toml",
        '[[redirect]]\nfrom = "data/projects.jsonl/"\nto = "index.html"\n',
        "redirects.toml: SETUP “data/projects.jsonl/”不是网页的地址",
    ),
    (
        "content/redirects.toml",
        '[[redirect]]\nfrom = "a/"\nto = "b/"\n[[redirect]]\nfrom = 3\nto = "b/"\n',
        "redirects.toml:5: SETUP “from”应当是文字，写的是整数",
    ),
    (
        "content/redirects.toml",
        '[[redirect]]\nfrom = "a/"\nto = "b/"\n[[redirect]]\nto = "b/"\n',
        "redirects.toml:4: SETUP 缺少“from”这个键",
    ),
]


@pytest.mark.parametrize(("name", "data", "said"), FILES, ids=[said for *_, said in FILES])
def test_a_text_that_cannot_be_read_is_told_before_anything_is_made(
    name: str, data: bytes | str, said: str, tmp_path: Path
) -> None:
    done = run(portal(tmp_path, name, data), "build")
    refused(done, said)
    assert "读取文件" not in done.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("date", ["abc", "1e9", "99999999999999999999"])
def test_a_source_date_that_is_none_is_told(date: str, tmp_path: Path) -> None:
    made = portal(tmp_path, "content/site.toml", "")
    refused(run(made, "build", SOURCE_DATE_EPOCH=date), f"SOURCE_DATE_EPOCH: SETUP “{date}”不是日期")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "content", "content/submissions/site"], "SETUP 网站不能放在内容里面"),
        (["build", "content", "content"], "SETUP 网站不能放在内容里面"),
        (["build", "content", "."], "SETUP 内容不能放在网站里面"),
        (["build", "linked", "content/submissions/site"], "SETUP 网站不能放在内容里面"),
        (["build", "memory://a/content", "memory://a/content/site"], "SETUP 没有这个文件夹"),
        (["build", "s3://bucket"], "s3://bucket: SETUP 网址没有写到 content 文件夹"),
        (["verify", "nowhere"], "nowhere: SETUP 这里没有网站"),
    ],
)
def test_a_place_that_cannot_be_is_refused(arguments: list[str], said: str, tmp_path: Path) -> None:
    made = portal(tmp_path, "content/site.toml", "")
    (made / "linked").mkdir()
    (made / "linked" / "submissions").symlink_to(made / "content" / "submissions")
    refused(run(made, *arguments), said)
    assert sorted(path.name for path in made.iterdir()) == ["content", "linked"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "s3://"], "网址没有写完：s3://，例如 s3://bucket/portal/content"),
        (["serve", "s3://bucket/portal/content"], "这里要写这台机器上的文件夹，不能是网址：s3://bucket/portal/content"),
        (["verify", "s3://bucket/portal"], "这里要写这台机器上的文件夹，不能是网址：s3://bucket/portal"),
        (["serve", "--port", "99999"], "端口是 0 到 65535 的整数，不能是 99999"),
        (["serve", "--port", "-1"], "端口是 0 到 65535 的整数，不能是 -1"),
    ],
)
def test_an_argument_that_cannot_be_is_refused(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
