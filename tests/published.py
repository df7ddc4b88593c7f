"""A published page as a visitor's browser reads it: elements, addresses, ids, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# One page of every kind that there is, the odd ones among them.
KINDS = (
    "index.html",
    "404.html",
    "regions/130208/index.html",
    "departments/130208-439/index.html",
    "departments/130208-439/2022/index.html",  # with loose rows
    "departments/130200-99a1f11e/2021/index.html",  # without units and codes
    "departments/130535-804/undated/index.html",
    "projects/2022-13020822P00874710001B/index.html",
    "projects/2022-13020822P00874610001M/index.html",  # broken off
    "projects/2022-13020822P008841100011/index.html",  # without a heading
    "projects/2024-13020923P00042110011E/index.html",  # carried over
    "years/2022/index.html",
    "years/undated/index.html",
    "documents/index.html",
    "documents/2012-154-2960453e/index.html",
    "sources/130208-439001-2022/index.html",
    "search/index.html",
    "findings/index.html",
    "pages/rules/index.html",
    "findings/source_is_damaged/index.html",
    "findings/satisfaction_is_round/index.html",
    "indicators/index.html",
    "indicators/satisfaction/index.html",
    "plan/index.html",
    "data/index.html",
    "pages/about/index.html",
    "pages/glossary/index.html",
)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Where an element names another address.
ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "cite", "xlink:href", "manifest", "background"}


@dataclass
class Element:
    """One element: its tag, attributes, the element around it, and all text inside."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    line: int
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def around(self, tag: str) -> Element | None:
        """The nearest element around this one with a tag."""
        found = self.parent
        while found is not None and found.tag != tag:
            found = found.parent
        return found


class _Reader(HTMLParser):
    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        assert len(found) == len(attrs), f"an attribute twice in <{tag}>, line {self.getpos()[0]}"
        element = Element(tag, found, self.open[-1] if self.open else None, self.getpos()[0])
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.pieces.append(data)


@dataclass
class Page:
    """One HTML file of a site; ``name`` is its path from the site's root."""

    name: str
    path: Path

    @cached_property
    def elements(self) -> list[Element]:
        return _Reader(self.path.read_text("utf-8")).elements

    @cached_property
    def by_id(self) -> dict[str, Element]:
        return {element.attributes["id"]: element for element in self.elements if "id" in element.attributes}

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def addresses(self) -> Iterator[tuple[Element, str]]:
        """Every address on the page, as written, with its element."""
        for element in self.elements:
            for name, value in element.attributes.items():
                if name in ADDRESSES and not (element.tag == "data" or element.tag == "meta"):
                    yield element, value

    def resolve(self, address: str) -> tuple[str, str]:
        """An address on this page → the file it means, from the site's root, and its fragment."""
        parts = urlsplit(address)
        if not parts.path:
            return self.name, unquote(parts.fragment)
        steps = self.name.split("/")[:-1]
        for step in unquote(parts.path).split("/"):
            if step == "..":
                assert steps, f"{self.name}: {address} leads out of the site"
                steps.pop()
            elif step != ".":
                steps.append(step)
        return "/".join(steps), unquote(parts.fragment)


def pages_of(site: Path) -> dict[str, Page]:
    """All HTML files of a site, by name."""
    names = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    return {name: Page(name, site / name) for name in names}


def files_of(site: Path) -> set[str]:
    """All published files, without the publisher's own notes."""
    names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {name for name in names if not name.startswith(".mingzhang/")}


def is_elsewhere(address: str) -> bool:
    """Whether an address leaves the site: it has a scheme or a host."""
    return bool(re.match(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)", address))
