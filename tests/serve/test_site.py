"""The real site in a real browser: somebody has a page open, edits a portal's folder, and looks up."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.model import BuildError
from generator.serve import Refresh, Serving
from generator.serve.site import LiveSite

pytestmark = pytest.mark.browser
CONTENT = Path(__file__).parents[2] / "content"
ZONE = "丰润区经济开发区管理委员会-2022.txt"
TRAVEL = "projects/2022-13020822P00874710001B/index.html"
SOON = 15_000  # milliseconds; a hundred times what it takes on a machine that does nothing else


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The portal of the repository with one of its documents, and a template of its own."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT / "pages", folder / "pages")
    shutil.copy(CONTENT / "site.toml", folder)
    (folder / "submissions").mkdir()
    (folder / "templates").mkdir()
    shutil.copy(CONTENT / "submissions" / ZONE, folder / "submissions")
    return folder


@pytest.fixture
def site(content: Path) -> Iterator[LiveSite]:
    with LiveSite(content) as site:
        yield site


@pytest.fixture
def address(site: LiveSite) -> Iterator[str]:
    with Serving(site, site.watched) as serving:
        yield serving.addresses[0]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def drained(refresh: Refresh) -> set[str]:
    """What a refresh tells, with all that follows."""
    told = set(refresh.paths)
    while refresh.later:
        time.sleep(refresh.pause)
        refresh = refresh.later()
        told |= refresh.paths
    return told


def test_a_saved_submission_is_on_its_open_page(tab: Page, content: Path, address: str) -> None:
    """预算数 0.36 万元 → 0.48 万元, as printed at line 73"""
    tab.goto(address + TRAVEL)
    expect(tab.locator(".answers .amount")).to_have_text("0.36 万元", timeout=SOON)
    lines = (content / "submissions" / ZONE).read_text("utf-8").split("\n")
    assert lines[72].strip() == "0.36"
    lines[72] = lines[72].replace("0.36", "0.48")
    (content / "submissions" / ZONE).write_text("\n".join(lines), "utf-8")
    expect(tab.locator(".answers .amount")).to_have_text("0.48 万元", timeout=SOON)


def test_a_broken_sidecar_lies_over_the_page_with_file_and_line_until_it_is_mended(
    tab: Page, content: Path, address: str
) -> None:
    tab.goto(address + TRAVEL)
    sidecar = content / "submissions" / ZONE.replace(".txt", ".toml")
    sidecar.write_text('note = "已核对"\nyaer = 2022\n', "utf-8")
    overlay = tab.get_by_role("alert")
    expect(overlay).to_contain_text(f"content/submissions/{sidecar.name}:2", timeout=SOON)
    expect(overlay).to_contain_text("yaer")
    expect(tab.locator("h1")).to_have_text("2021年差旅费（21年借款）")
    sidecar.write_text('note = "已核对"\nyear = 2022\n', "utf-8")
    expect(overlay).to_have_count(0, timeout=SOON)
    sidecar.unlink()
    expect(tab.locator("h1")).to_have_text("2021年差旅费（21年借款）")


def test_a_new_file_brings_its_pages_and_a_deleted_one_takes_them(tab: Page, content: Path, address: str) -> None:
    other = CONTENT / "submissions" / "曹妃甸区装备制造园区管理委员会-2025.txt"
    tab.goto(address)
    expect(tab.locator("main")).not_to_contain_text("装备制造园区")
    shutil.copy(other, content / "submissions")
    expect(tab.locator("main")).to_contain_text("曹妃甸区装备制造园区管理委员会", timeout=SOON)
    tab.goto(address + TRAVEL)
    (content / "submissions" / ZONE).unlink()
    expect(tab.locator("h1")).not_to_have_text("2021年差旅费（21年借款）", timeout=SOON)
    assert tab.evaluate("fetch(location.href).then(answer => answer.status)") == 404


def test_an_edited_template_is_seen_and_a_mistake_in_it_is_told(tab: Page, content: Path, address: str) -> None:
    own = content / "templates" / "project.html"
    tab.goto(address + TRAVEL)
    packaged = (Path(__file__).parents[2] / "templates" / "project.html").read_text("utf-8")
    own.write_text(packaged.replace("[[这笔钱干什么]]", "钱去哪儿"), "utf-8")
    expect(tab.locator(".answers h2").first).to_have_text("钱去哪儿", timeout=SOON)
    own.write_text("{% extends 'layout.html' %}\n{% block main %}{{ heading", "utf-8")
    overlay = tab.get_by_role("alert")
    expect(overlay).to_contain_text("templates/project.html:2", timeout=SOON)
    expect(tab.locator(".answers h2").first).to_have_text("钱去哪儿")
    own.write_text("{% extends 'layout.html' %}\n{% block main %}<h1>新样子</h1>{% endblock %}", "utf-8")
    expect(tab.locator("h1")).to_have_text("新样子", timeout=SOON)
    expect(overlay).to_have_count(0, timeout=SOON)
    own.unlink()
    expect(tab.locator(".answers h2").first).to_have_text("这笔钱干什么", timeout=SOON)


def test_settings_texts_and_styles_are_seen_too(tab: Page, content: Path, address: str) -> None:
    tab.goto(f"{address}pages/about/index.html")
    edit(content / "site.toml", 'title = "明账"', 'title = "我县明账"')
    expect(tab.locator("header").first).to_contain_text("我县明账", timeout=SOON)
    about = content / "pages" / "about.md"
    about.write_text(about.read_text("utf-8") + "\n最后加的一句。\n", "utf-8")
    expect(tab.locator("main")).to_contain_text("最后加的一句。", timeout=SOON)
    (content / "templates" / "static" / "css").mkdir(parents=True)
    (content / "templates" / "static" / "css" / "site.css").write_text("main { padding-top: 123px }", "utf-8")
    expect(tab.locator("main")).to_have_css("padding-top", "123px", timeout=SOON)
    edit(content / "site.toml", "[search]", "[serch]")
    expect(tab.get_by_role("alert")).to_contain_text("site.toml", timeout=SOON)
    edit(content / "site.toml", "[serch]", "[search]")
    expect(tab.get_by_role("alert")).to_have_count(0, timeout=SOON)


def test_the_search_follows_an_edit(tab: Page, content: Path, address: str) -> None:
    tab.goto(f"{address}search/index.html?q=凤凰山隧道")
    expect(tab.locator("main")).not_to_contain_text("偿还凤凰山隧道")
    edit(content / "submissions" / ZONE, "偿还21年差旅费借款", "偿还凤凰山隧道借款")
    expect(tab.locator("main")).to_contain_text("凤凰山隧道借款", timeout=2 * SOON)


def test_only_pages_that_differ_are_told(site: LiveSite, content: Path) -> None:
    """A target of the first project, at line 110, is changed: the home page is not, and of another project's page only
    the digest of the document, by which it can be cited."""
    drained(site.refresh(set()))
    sibling, source = "projects/2022-13020822P008745100010/index.html", "sources/130208-439001-2022/index.html"
    pages = {
        path: site.get(path) for path in (TRAVEL, sibling, source, "index.html", "pages/about/index.html", "404.html")
    }
    assert all(pages.values())
    path = content / "submissions" / ZONE
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    lines = path.read_text("utf-8").split("\n")
    assert lines[109].strip() == "≥4次"
    lines[109] = lines[109].replace("≥4次", "≥5次")
    path.write_text("\n".join(lines), "utf-8")
    assert drained(site.refresh({site.watched[0] / "submissions" / ZONE})) == {TRAVEL, sibling, source}
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (site.get(sibling) or b"") == (pages[sibling] or b"").replace(before.encode(), after.encode())


def test_downloads_are_there_when_they_are_asked_for(site: LiveSite) -> None:
    drained(site.refresh(set()))
    lines = (site.get("data/projects.jsonl") or b"").splitlines()
    page = (site.get("data/index.html") or b"").decode()
    assert len(lines) == page.count("13020822P") or "projects.jsonl" in page
    assert (site.get("data/catalogue.sqlite") or b"").startswith(b"SQLite format 3")
    assert b"feed" in (site.get("feed.xml") or b"")
    assert site.get("projects/2022-13020822P00874710001B/project.json") in {line + b"\n" for line in lines}


def test_a_save_while_the_search_is_being_made_is_not_kept_waiting(site: LiveSite, content: Path) -> None:
    path = site.watched[0] / "submissions" / ZONE
    refresh = site.refresh(set())
    for _ in range(7):  # until the other process has the work
        assert refresh.later
        refresh = refresh.later()
    edit(content / "submissions" / ZONE, "偿还21年差旅费借款", "偿还借款")
    start = time.process_time()
    drained(site.refresh({path}))
    assert time.process_time() - start < 1
    assert "偿还借款" in ((site.get("search/index.html") and (site.get(TRAVEL) or b"").decode()) or "")


def test_a_page_whose_digest_the_store_has_lost_is_there(content: Path) -> None:
    with LiveSite(content) as site:
        page = site.get(TRAVEL)
    assert page
    for file in (content.parent / ".mingzhang" / "store").glob("??/*"):
        if not file.name.endswith("h"):
            file.write_bytes(b"damaged")
    with LiveSite(content) as site:
        assert site.get(TRAVEL) == page


def test_a_vocabulary_that_cannot_be_used_is_told_until_it_is_mended_and_the_pages_stay(
    site: LiveSite, content: Path
) -> None:
    before = site.get(TRAVEL)
    words, text = content / "vocabulary.toml", content / "pages" / "help.md"
    words.write_text("[labels\n", "utf-8")
    (error,) = site.refresh({words}).errors
    assert error.startswith("content/vocabulary.toml:1:8: TOML 写法有误")
    text.write_text("+++\ntitle = '帮助'\n+++\n另一句。\n", "utf-8")
    assert site.refresh({text}).errors == [error]
    edit(content / "submissions" / ZONE, "0.36", "0.48")
    assert site.refresh({content / "submissions" / ZONE}).errors == [error]
    assert site.get(TRAVEL) == before
    words.write_text("", "utf-8")
    assert site.refresh({words}).errors == []
    assert b"0.48" in (site.get(TRAVEL) or b"")


def test_a_disk_that_was_full_for_a_moment_is_told_until_it_is_not(site: LiveSite, content: Path) -> None:
    store = content.parent / ".mingzhang"
    aside = store.rename(content.parent / "aside")
    store.write_text("no folder")
    edit(content / "submissions" / ZONE, "0.36", "0.48")
    assert site.refresh({content / "submissions" / ZONE}).errors
    store.unlink()
    aside.rename(store)
    text = content / "pages" / "help.md"
    text.write_text("帮助。\n", "utf-8")
    assert site.refresh({text}).errors == []
    assert b"0.48" in (site.get(TRAVEL) or b"")


def test_a_site_that_cannot_begin_leaves_nothing_behind(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(content.parent))
    (content / "vocabulary.toml").write_text("[labels\n", "utf-8")
    with pytest.raises(BuildError):
        LiveSite(content)
    assert not list(content.parent.glob("mingzhang-*"))
