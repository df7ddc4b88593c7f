"""The wheel alone, in an empty environment with nothing but the core's own libraries: init, check, build.

Libraries are copied from the environment that runs the tests, so nothing has to be downloaded.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _needed(name: str, seen: set[str]) -> set[str]:
    """A library and what it needs without extras."""
    folded = re.sub(r"[-_.]+", "-", name).lower()
    if folded not in seen:
        seen.add(folded)
        for line in metadata.requires(name) or ():
            word = re.match(r"[A-Za-z0-9._-]+", line)
            if word and "extra ==" not in line:
                _needed(word[0], seen)
    return seen


def _copy(name: str, target: Path) -> None:
    for file in metadata.files(name) or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            place = target / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(Path(str(file.locate())).read_bytes())


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The Python of an environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("installed")
    build = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", symlinks=os.name != "nt")
    (library,) = (folder / "env").glob("Lib/site-packages" if os.name == "nt" else "lib/*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(library)
        about = archive.read(next(name for name in archive.namelist() if name.endswith("METADATA"))).decode()
    assert "mingzhang = generator.__main__:main" in next(library.glob("*.dist-info/entry_points.txt")).read_text()
    core = [line.split(": ")[1] for line in about.splitlines() if line.startswith("Requires-Dist") and ";" not in line]
    seen: set[str] = set()
    for line in core:
        name = re.match(r"[A-Za-z0-9._-]+", line)
        assert name
        _needed(name[0], seen)
    for name in sorted(seen):
        _copy(name, library)
    return folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(python), "-m", "generator", *arguments],
        cwd=folder,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_init_check_and_build_work_in_an_empty_folder(installed: Path, tmp_path: Path):
    made = _run(installed, tmp_path, "init", "portal")
    assert (made.returncode, made.stderr) == (0, "")
    portal = tmp_path / "portal"
    checked = _run(installed, portal, "check")
    assert checked.returncode == 1
    assert "funding_adds_up 错误：" in checked.stdout
    assert "1 份文件，1 个项目：错误 1" in checked.stderr
    built = _run(installed, portal, "build")
    assert built.returncode == 0, built.stderr
    assert (portal / "site" / "search" / "index.html").is_file()
    assert (portal / "site" / "pages" / "method" / "index.html").is_file()
    verified = _run(installed, portal, "verify")
    assert verified.returncode == 0, verified.stdout


def test_what_is_not_installed_is_named_with_the_command_that_installs_it(installed: Path, tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    found = _run(installed, tmp_path, "check", "a.docx")
    assert found.returncode == 2
    assert "a.docx:1:1: READ-NO-EXTRA " in found.stdout
    assert 'pip install "mingzhang[docx]"' in found.stdout
