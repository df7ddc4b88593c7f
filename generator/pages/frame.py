"""What every page has: its address, the way back to the root, its breadcrumbs, its title."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


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
    return Page(url, template, {"url": url, "root": root_of(url), "title": title, "crumbs": crumbs, **names})


HOME = Link("首页", "index.html")
