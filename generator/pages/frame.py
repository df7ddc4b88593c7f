"""What every page has: its address, the way back to the root, its breadcrumbs, its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from .markup import escaped, joined


class Link(Struct, frozen=True, gc=False):
    """A link inside the site; ``url`` is from the site's root and ends in a file name."""

    text: str
    url: str
    note: str = ""


class Page(Struct, frozen=True):
    """One page to render: where it goes, by which template, with which names."""

    url: str
    template: str
    names: dict[str, Any]


def root_of(url: str) -> str:
    """The relative way from a page to the site's root: ``projects/x/index.html`` → ``../../``."""
    return "../" * url.count("/")


def page(url: str, template: str, title: str, crumbs: tuple[Link, ...] = (), **names: Any) -> Page:
    """A page with the names that the layout needs beside its own."""
    root = root_of(url)
    trail = _trail(crumbs, root)
    return Page(url, template, {"url": url, "root": root, "title": title, "crumbs": trail, **names})


@lru_cache(maxsize=256)
def _trail(crumbs: tuple[Link, ...], root: str) -> Markup:
    """Breadcrumbs as list items; the same for all pages of a department-year."""
    texts = escaped([text for crumb in crumbs for text in (crumb.url, crumb.text)])
    return joined([f'<li><a href="{root}{texts[at]}">{texts[at + 1]}</a></li>\n' for at in range(0, len(texts), 2)])


HOME = Link("首页", "index.html")


def paged(url: str, rows: Sequence[Any], size: int) -> Iterator[tuple[str, Sequence[Any], list[Link]]]:
    """A list cut into pages: address, its rows, links to all of its pages."""
    count = max(1, -(-len(rows) // size))
    folder = url.removesuffix("index.html")
    urls = [url] + [f"{folder}page-{number}/index.html" for number in range(2, count + 1)]
    links = [Link(str(number), address) for number, address in enumerate(urls, 1)] if count > 1 else []
    for at, address in enumerate(urls):
        yield address, rows[at * size : (at + 1) * size], links
