"""What search has to work on in the tests: the documents of the repository's own submissions, and a small portal made
of them."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import jinja2
import msgspec

from generator.model import SearchDocument
from generator.search import browser
from generator.search.build import Search, build

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
TITLES = {"no_code": "没有项目编码"}  # of the one check that the tests' documents know
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'self' file:"
)
LAYOUT = f"""<!DOCTYPE html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>搜索 · 明账</title><link rel="icon" href="data:,">
<meta name="application-name" content="明账">{{% block head %}}{{% endblock %}}
<script src="../landing.js" defer></script></head><body>
<form class="find" role="search" action="../search/index.html" method="get"><input id="q" name="q"
type="search"><button>搜索</button></form> <main id="main">{{% block main %}}{{% endblock %}}</main></body></html>"""


@cache
def documents() -> tuple[SearchDocument, ...]:
    """The repository's five submissions and the portal's own pages, as the build hands them to search."""
    lines = Path(__file__).with_name("documents.jsonl").read_bytes().splitlines()
    return tuple(msgspec.json.decode(line, type=SearchDocument) for line in lines)


def index(found: Iterable[SearchDocument], emit: Callable[[str, bytes], None]) -> Search:
    """Build the index of some documents."""
    with tempfile.TemporaryDirectory() as scratch:
        return build(found, emit, Path(scratch), TEMPLATES / "static", titles=TITLES)


def write_portal(found: Sequence[SearchDocument], site: Path) -> Search:
    """A portal of nothing but the search page and a plain page for each document."""

    def write(path: str, data: bytes) -> None:
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    search = index(found, write)
    write_search_page(search, site)
    write("index.html", _plain("首页", "", "").encode())
    for url in dict.fromkeys(document.url for document in found):
        body = "".join(
            f'<p id="{html.escape(passage.fragment)}">{html.escape(passage.text)}</p>'
            for document in found if document.url == url
            for passage in document.passages
        )  # fmt: skip
        write(url, _plain("结果", body, "../" * url.count("/")).encode())
    return search


def write_search_page(search: Search, site: Path) -> None:
    """The search page itself, in a layout of its own."""
    page = (TEMPLATES / "search.html").read_text(encoding="utf-8").replace("[[", "").replace("]]", "")
    loader = jinja2.DictLoader({"layout.html": LAYOUT, "search.html": page})
    template = jinja2.Environment(loader=loader, autoescape=True).get_template("search.html")
    (site / "search").mkdir(parents=True, exist_ok=True)
    (site / "search" / "index.html").write_text(template.render(search=search), encoding="utf-8")
    for name in ("landing.js", "suggest.js"):
        (site / name).write_bytes((TEMPLATES / "static" / "search" / name).read_bytes())


def renew_scripts(site: Path) -> None:
    """Put the scripts of today into a portal whose index was built before."""
    listing = next((site / "search").glob("manifest-*.js"))
    for old in (site / "search").glob("search-*"):
        old.unlink()
    script, style = browser.bundle(TEMPLATES / "static")
    for file in (script, style):
        (site / file.path).write_bytes(file.data)
    names = tuple(file.path.removeprefix("search/") for file in (script, style))
    write_search_page(Search((names[0], listing.name), names[1], 0, 0, 0, 0), site)


def _plain(title: str, body: str, root: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="zh-Hans"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{POLICY}"><title>{title}</title><link rel="icon" href="data:,">'
        f'<script src="{root}landing.js" defer></script><script src="{root}suggest.js" defer></script>'
        f'<form role="search" action="{root}search/index.html"><input name="q" type="search"></form>'
        f"<main>{body}</main></html>"
    )
