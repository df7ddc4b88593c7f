"""How visitors come: at a desk in daylight, with a phone at night, without JavaScript; from disk or over http."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from search_portals import served
from visits import DESK, PHONE


@pytest.fixture(scope="session")
def desk(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=DESK)
    yield context
    context.close()


@pytest.fixture(scope="session")
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=PHONE, color_scheme="dark", has_touch=True)
    yield context
    context.close()


@pytest.fixture(scope="session")
def unscripted(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=DESK, java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture(scope="module")
def http(folder: Path) -> Iterator[str]:
    """The module's portal, served."""
    with served(folder) as url:
        yield url


@pytest.fixture(scope="module", params=["file", "http"])
def address(request: pytest.FixtureRequest, folder: Path) -> str:
    """The module's portal, once from disk and once served."""
    return folder.as_uri() if request.param == "file" else str(request.getfixturevalue("http"))
