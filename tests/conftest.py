"""The real portal, built once a session, for all tests that read it as a visitor does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import build, open_portal

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of the five submissions."""
    folder = tmp_path_factory.mktemp("portal")
    content = shutil.copytree(ROOT / "content", folder / "content")
    report = build(open_portal(content, folder / "site"))
    assert report.messages == ()
    return folder / "site"
