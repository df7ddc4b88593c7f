"""The portal's own words: ``content/pages/*.md`` → pages, and the page for an address that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from ..settings import Settings, convert
from ..toml import decoded
from .frame import HOME, Link, Page, page
from .rules import RULES, rules_page

if TYPE_CHECKING:  # imported where it is used, since a build that has nothing to do can do without
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\+\+\+\s*\n(.*?)\n\+\+\+\s*\n", re.DOTALL)


class Article(Struct, frozen=True):
    """One text of the portal, as written. ``name`` is its address below ``pages/``."""

    name: str
    title: str
    summary: str
    order: int
    body: str


class _Front(Struct, frozen=True):
    """What may stand between the two +++ at the beginning of a text."""

    title: str | int | float = ""  # a year needs no quotes
    summary: str = ""
    order: int = 100


def texts_of(content: Path) -> list[Path]:
    """The files of all texts of a content folder."""
    return sorted((content / "pages").glob("*.md"))


def read_articles(content: Path) -> list[Article]:
    """All texts of a content folder, in their own order. Raises BuildError for one that cannot be read."""
    articles = []
    for path in texts_of(content):
        where = f"{content.name}/pages/{path.name}"
        text = decoded(path.read_bytes(), where).replace("\r\n", "\n").replace("\r", "\n")
        front = _FRONT.match(text)
        told = convert(f"\n{front[1]}", _Front, where) if front else _Front()  # behind the line of the first +++
        body = text[front.end() :] if front else text
        articles.append(Article(path.stem, str(told.title) or path.stem, told.summary, told.order, body))
    return sorted(articles, key=lambda article: (article.order, article.name))


def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def html_of(article: Article) -> Markup:
    """Markdown → HTML. Headings carry their text as id, so that other pages can point at a term."""
    markdown = _markdown()
    tokens = markdown.parse(article.body)
    _number_headings(tokens)
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S704 - raw HTML is off


def _number_headings(tokens: list[Token]) -> None:
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", "-".join(tokens[at + 1].content.split()))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        for child in token.children or ():
            if child.type == "link_open":
                href = str(child.attrGet("href") or "")
                if href.startswith(("http:", "https:")):
                    child.attrSet("rel", "external")


def content_pages(content: Path, settings: Settings) -> Iterator[Page]:
    """Every text as a page, the rules, and 404."""
    articles = read_articles(content)
    others = (*(Link(article.title, f"pages/{article.name}/index.html") for article in articles), RULES)
    for article in articles:
        url = f"pages/{article.name}/index.html"
        yield page(url, "content.html", article.title, (HOME,), body=html_of(article), others=others)
    yield rules_page(others)
    lost = page("404.html", "404.html", "没有这个页面")
    # A server answers with it at any depth, where relative links lead nowhere: it names the site where that is known.
    yield Page(lost.url, lost.template, {**lost.names, "root": settings.base_url})


def plain_text(article: Article) -> Iterator[tuple[str, str]]:
    """The words of an article, paragraph by paragraph, each with the id of the heading that it stands under."""
    tokens = _markdown().parse(article.body)
    heading = ""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = "-".join(tokens[at + 1].content.split())
        if token.type == "inline":
            text = "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))
            if text.strip():
                yield text, heading
