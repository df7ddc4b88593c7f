"""An address that has moved, opened from disk in a real browser under the strict policy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.build import build
from generator.portal import open_portal

pytestmark = pytest.mark.browser

CONTENT = Path(__file__).parents[2] / "content"
TARGET = "sources/130208-439001-2022/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moved")
    shutil.copytree(CONTENT, folder / "content")
    entry = f'[[redirect]]\nfrom = "sources/old/"\nto = "{TARGET}"\n'
    (folder / "content" / "redirects.toml").write_text(entry, "utf-8")
    build(open_portal(folder / "content", folder / "site"))
    return folder / "site"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_browser_is_led_on_and_with_scripts_keeps_the_line(chromium: Browser, site: Path, scripts: bool) -> None:
    context = chromium.new_context(java_script_enabled=scripts)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.goto((site / "sources" / "old" / "index.html").as_uri() + "#L73")
    opened.wait_for_url(f"**/{TARGET}index.html" + ("#L73" if scripts else ""))
    assert opened.locator("#L73").inner_text() == "0.36"
    assert complaints == []
    context.close()
