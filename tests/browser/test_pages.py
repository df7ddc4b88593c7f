"""Every kind of page in a real browser: from disk and over http, without JavaScript, in both colours, on a phone."""

from __future__ import annotations

import json
import runpy
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from published import KINDS, pages_of
from search_portals import served

TOOLS = runpy.run_path(str(Path(__file__).parents[1] / "install_page_checks.py"))
MODULES = Path(__file__).parent / "node_modules"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

pytestmark = pytest.mark.browser


class Visit:
    """A page with all that it asked for and complained about."""

    def __init__(self, context: BrowserContext):
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )

    def open(self, address: str) -> Page:
        self.page.goto(address, wait_until="load")
        self.page.wait_for_timeout(50)
        return self.page


@pytest.fixture(scope="module")
def desk(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=DESK)
    yield context
    context.close()


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=PHONE, color_scheme="dark", has_touch=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def unscripted(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=DESK, java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture(scope="module")
def axe() -> str:
    path = MODULES / "axe-core" / "axe.min.js"
    assert path.is_file(), TOOLS["HELP"]
    return path.read_text("utf-8")


def test_pages_on_a_host_ask_nobody_else_and_complain_of_nothing(site: Path, desk: BrowserContext):
    with served(site) as host:
        for name in KINDS:
            visit = Visit(desk)
            visit.open(f"{host}/{name}")
            assert visit.complaints == [], name
            others = [url for url in visit.requests if urlsplit(url).netloc not in ("", urlsplit(host).netloc)]
            assert others == [], name
            visit.page.close()


@pytest.mark.parametrize("name", KINDS)
def test_a_page_from_disk_asks_nobody_else_complains_of_nothing_and_says_the_same_without_javascript(
    name: str, site: Path, desk: BrowserContext, unscripted: BrowserContext
):
    visit = Visit(desk)
    full, plain = visit.open((site / name).as_uri()), Visit(unscripted).open((site / name).as_uri())
    assert visit.complaints == []
    assert len(visit.requests) >= 2
    assert [url for url in visit.requests if not url.startswith((site.as_uri(), "data:", "blob:"))] == []
    said = plain.locator("main").inner_text()
    if name == "search/index.html":
        assert "JavaScript" in said, "the one page that needs it says so"
    else:
        assert said == full.locator("main").inner_text()
    assert plain.locator("h1").is_visible()
    assert plain.locator(".standing b").inner_text() == "这是目标，不是执行结果。"
    plain.close()
    full.close()


@pytest.mark.parametrize("name", KINDS)
def test_nothing_runs_out_of_a_phone_s_screen(name: str, site: Path, phone: BrowserContext):
    page = Visit(phone).open((site / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.close()


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


def test_every_kind_of_page_was_looked_at(site: Path):
    """A new kind of page belongs into the list that these tests walk through."""
    first = {name.split("/")[0] for name in pages_of(site)}
    assert first - {name.split("/")[0] for name in KINDS} == set()
