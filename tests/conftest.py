"""What many tests share: one real Chromium, and the real portal, built once a session."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.build import build
from generator.portal import open_portal

ROOT = Path(__file__).parents[1]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running browser; it asks nobody but the pages it is shown."""
    finder = runpy.run_path(str(Path(__file__).with_name("install_browser.py")))
    path = finder["find"]()
    assert path, finder["HELP"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of the five submissions."""
    folder = tmp_path_factory.mktemp("portal")
    content = shutil.copytree(ROOT / "content", folder / "content")
    report = build(open_portal(content, folder / "site"))
    assert all(message.severity == "note" for message in report.messages)
    return folder / "site"
