"""Which browser the tests drive."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

FINDER = runpy.run_path(str(Path(__file__).with_name("install_browser.py")))


def executable(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_browser_that_is_there_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chromium = executable(tmp_path, "chromium")
    executable(tmp_path, "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("MINGZHANG_CHROMIUM", raising=False)
    assert FINDER["find"]() == str(chromium)


def test_a_browser_that_is_named_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(tmp_path, "chromium")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("MINGZHANG_CHROMIUM", "/opt/browser")
    assert FINDER["find"]() == "/opt/browser"


def test_without_one_playwright_is_asked_first_and_then_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(tmp_path, "apt-get")
    monkeypatch.setenv("PATH", str(tmp_path))
    first, second = FINDER["_ways"]()
    assert first[1:] == ["-m", "playwright", "install", "chromium"]
    assert second[-2:] == ["chromium", "fonts-noto-cjk"]
