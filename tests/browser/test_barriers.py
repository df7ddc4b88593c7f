"""No page keeps anybody out: axe-core in a real browser, in daylight and at night, and HTML that is valid."""

from __future__ import annotations

import json
import runpy
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from published import KINDS
from visits import Visit

TOOLS = runpy.run_path(str(Path(__file__).parents[1] / "install_page_checks.py"))
MODULES = TOOLS["MODULES"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def axe() -> str:
    path = MODULES / "axe-core" / "axe.min.js"
    assert path.is_file(), TOOLS["HELP"]
    return path.read_text("utf-8")


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("look", ["a desk in daylight", "a phone at night"])
def test_axe_finds_no_barrier(look: str, name: str, site: Path, desk: BrowserContext, phone: BrowserContext, axe: str):
    page = Visit(phone if "phone" in look else desk).open((site / name).as_uri())
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"{one['id']}: {one['help']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]
    assert told == []
    assert found["passes"], "axe has looked at something"
    page.close()


def test_every_kind_of_page_is_valid_html(site: Path):
    script = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    assert script.is_file(), TOOLS["HELP"]
    command = [TOOLS["node"](), str(script), "--preset", "standard", "--formatter", "json"]
    done = subprocess.run(
        [*command, *(str(site / name) for name in KINDS)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip(), done.stderr
    found = [
        f"{Path(one['filePath']).relative_to(site)}:{said['line']}: {said['ruleId']}: {said['message']}"
        for one in json.loads(done.stdout)
        for said in one["messages"]
    ]
    assert found == []


def test_html_validate_does_find_what_is_wrong(tmp_path: Path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!DOCTYPE html><html><body><p id=a><p id=a><img src=x></body></html>", "utf-8")
    command = [TOOLS["node"](), str(MODULES / "html-validate" / "bin" / "html-validate.mjs"), "--preset", "standard"]
    done = subprocess.run([*command, str(wrong)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no-dup-id" in done.stdout
