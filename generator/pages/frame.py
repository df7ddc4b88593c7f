"""What every page has: its address, the way back to the root, its breadcrumbs, its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol

from markupsafe import Markup
from msgspec import Struct

from .markup import escaped, joined


class Link(Struct, frozen=True, gc=False):
    """A link inside the site; ``url`` is from the site's root and ends in a file name."""

    text: str
    url: str
    note: str = ""


class Page(Struct, frozen=True):
    """One page to render: where it goes, by which template, with which names.

    What is large and bytes already is ``ready``, and goes where the template has :data:`READY`.
    """

    url: str
    template: str
    names: dict[str, Any]
    ready: bytes = b""


READY = Markup("\ud800")  # a lone surrogate stands in no text that can be saved


def root_of(url: str) -> str:
    """The relative way from a page to the site's root: ``projects/x/index.html`` → ``../../``."""
    return "../" * url.count("/")


def page(
    url: str, template: str, title: str, crumbs: tuple[Link, ...] = (), *, ready: bytes = b"", **names: Any
) -> Page:
    """A page with the names that the layout needs beside its own."""
    names["url"], names["title"] = url, title
    names["root"] = root = root_of(url)
    names["crumbs"] = _trail(crumbs, root)
    return Page(url, template, names, ready)


@lru_cache(maxsize=256)
def _trail(crumbs: tuple[Link, ...], root: str) -> Markup:
    """Breadcrumbs as list items; the same for all pages of a department-year."""
    texts = escaped([text for crumb in crumbs for text in (crumb.url, crumb.text)])
    return joined([f'<li><a href="{root}{texts[at]}">{texts[at + 1]}</a></li>\n' for at in range(0, len(texts), 2)])


HOME = Link("首页", "index.html")


class Rows(Protocol):
    """A list of which there is only read what is shown."""

    def __len__(self) -> int: ...

    def __getitem__(self, span: slice, /) -> Sequence[Any]: ...


_FEW = 20  # pages that a list links each with each
_NEAR = 3


def paged(url: str, rows: Rows, size: int) -> Iterator[tuple[str, Sequence[Any], list[Link]]]:
    """A list cut into pages: address, its rows, links to its pages, to all of them where they are few.

    Of many, a page links the first and the last, those around it, and the tens, hundreds … around it; ``url`` is ""
    where some are left out. So none is many steps away, and a list of a million rows does not become one of links.
    """
    count = max(1, -(-len(rows) // size))
    folder = url.removesuffix("index.html")
    urls = ["", url] + [f"{folder}page-{number}/index.html" for number in range(2, count + 1)]
    for number in range(1, count + 1):
        links: list[Link] = []
        for shown in _linked(number, count) if count > 1 else ():
            if links and int(links[-1].text) < shown - 1:
                links.append(Link("…", ""))
            links.append(Link(str(shown), urls[shown]))
        yield urls[number], rows[(number - 1) * size : number * size], links


def _linked(number: int, count: int) -> Iterable[int]:
    """The pages that one of ``count`` pages links."""
    if count <= _FEW:
        return range(1, count + 1)
    found, step = {1, count}, 1
    while step < count:
        middle = number // step
        found.update(step * at for at in range(middle - _NEAR, middle + _NEAR + 1))
        step *= 10
    return sorted(one for one in found if 1 <= one <= count)
