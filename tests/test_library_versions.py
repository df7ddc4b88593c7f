"""A newer library makes what it shapes anew, and nothing else: old digests, pages and copies are not left in place."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from generator import copies, digest, installed, reading, rendering
from generator.__main__ import main

PACKAGE = Path(__file__).parents[1] / "generator"
TEXT = "某局2024年部门预算绩效目标文本\n第一部分\n一、总体绩效目标\n2024年，某局将新增绿地500亩。\n"
NAMED = {"markdown_it": "markdown-it-py", "pdfminer": "pdfminer.six", "python_calamine": "python-calamine"}
OTHERS = {  # what has no hand in a site's bytes
    *("watchdog", "distributed", "fsspec"),
    *("duckdb", "brotli"),  # the one is not used where pages are made, the other is named beside the copies
}


def imports(folder: Path) -> set[str]:
    """The top-level modules that a folder's files import, wherever in them."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add((node.module or "").split(".")[0])
            elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
                first = node.args[0]
                names |= {first.value.split(".")[0]} if isinstance(first, ast.Constant) else set()
    return {name for name in names if name and name not in sys.stdlib_module_names} - {"generator"}


def libraries(folder: Path) -> set[str]:
    """Those modules by the names under which they are installed."""
    return {NAMED.get(name, name) for name in imports(folder)} - OTHERS


def test_every_library_that_reads_is_in_the_key_of_what_was_read():
    assert libraries(PACKAGE / "readers") == set(installed.READING)


def test_every_other_library_is_in_the_key_of_pages():
    assert libraries(PACKAGE) - set(installed.READING) == set(installed.PAGES) - set(installed.READING)


def test_versions_are_those_that_are_installed():
    for name in (*installed.READING, *installed.PAGES, "brotli"):
        assert installed.versions((name,)) == f"{name} {importlib.metadata.version(name)}"
    assert installed.versions(("no-such-library",)) == "no-such-library "


def test_looking_costs_no_import():
    code = "import generator.installed as i, sys; i.versions(i.READING); print('importlib.metadata' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "submissions").mkdir(parents=True)
    (tmp_path / "content" / "submissions" / "甲.txt").write_text(TEXT, "utf-8")
    assert main(["build", "--compress"]) == 0
    yield tmp_path
    reading.reading_version.cache_clear()


@pytest.mark.parametrize(
    ("library", "anew"),
    [
        ("pdfplumber", {"read", "rendered"}),  # whose names hold those of what was read
        ("jinja2", {"rendered"}),
        ("markdown-it-py", {"read", "rendered"}),
        ("brotli", {"copied"}),
        ("watchdog", set()),
    ],
)
def test_with_a_newer_library_is_made_anew_what_it_shapes(
    portal: Path, monkeypatch: pytest.MonkeyPatch, library: str, anew: set[str]
):
    done: set[str] = set()

    def noted(module: ModuleType, name: str, what: str) -> None:
        function = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *given: [done.add(what), function(*given)][1])

    noted(digest, "make", "read")
    noted(rendering, "_render", "rendered")
    compress = copies._compress

    def compressed(jobs):
        done.update("copied" for job in jobs for path, _ in job.files if path == "404.html")
        return compress(jobs)

    monkeypatch.setattr(copies, "_compress", compressed)
    monkeypatch.setitem(installed._installed(), library.replace("-", "_"), "99")
    reading.reading_version.cache_clear()
    assert main(["build", "--compress"]) == 0
    assert done == anew
