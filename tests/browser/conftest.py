"""How visitors come: at a desk in daylight, with a phone at night, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext
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
