"""``sitemap.xml`` and ``robots.txt``: which pages there are, for search engines.

In: the addresses of all pages, sorted, and where the site stands. Out: paths with their bytes. The protocol wants whole
addresses, so without a base address there is no site map and ``robots.txt`` names none. Past 50,000 pages the
map is cut into numbered files, and ``sitemap.xml`` lists these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice

_PER_FILE = 50_000
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(urls: Iterable[str], base_url: str, per_file: int = _PER_FILE) -> Iterator[tuple[str, bytes]]:
    """The map of these pages: one file, or an index and its parts."""
    if not base_url:
        return
    rest = iter(urls)
    first = list(islice(rest, per_file))
    following = list(islice(rest, per_file))
    if not following:
        yield "sitemap.xml", _urlset(first, base_url)
        return
    number, part, parts = 0, first, []
    while part:
        number += 1
        parts.append(f"sitemap-{number}.xml")
        yield parts[-1], _urlset(part, base_url)
        part, following = following, list(islice(rest, per_file))
    listed = "".join(f"<sitemap><loc>{escape(base_url + name)}</loc></sitemap>\n" for name in parts)
    yield "sitemap.xml", f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{listed}</sitemapindex>\n'.encode()


def robots(base_url: str) -> bytes:
    """Everything may be read; the map is named where there is one."""
    named = f"Sitemap: {base_url}sitemap.xml\n" if base_url else ""
    return f"User-agent: *\nAllow: /\n{named}".encode()


def _urlset(urls: Iterable[str], base_url: str) -> bytes:
    # A page's address is its folder: the host shows index.html there.
    found = "".join(f"<url><loc>{escape(base_url + url.removesuffix('index.html'))}</loc></url>\n" for url in urls)
    return f'{_HEAD}<urlset xmlns="{_SPACE}">\n{found}</urlset>\n'.encode()
