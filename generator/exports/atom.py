"""A feed in Atom (RFC 4287): entries in, XML out.

Dates are those on which a department published a document, from its sidecar: never the clock, so that a feed that is
made again is the same feed. An entry without a date stands at the first day of its fiscal year, and one without a
year at 1970, so that it sinks to the end instead of coming up as news with every build. Ids are ``urn:uuid:`` made from
the submission's id, because a portal may move and its entries stay the same entries.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from html import escape

from msgspec import Struct

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "mingzhang")
_DAY = "T00:00:00+08:00"  # a day in China, where the documents are published
_NO_DATE = f"1970-01-01{_DAY}"


class Entry(Struct, frozen=True):
    """One published document. ``url`` is from the site's root; ``published`` a date of the sidecar or None."""

    id: str
    title: str
    url: str
    summary: str
    published: str | None = None
    year: int | None = None
    author: str = ""

    @property
    def updated(self) -> str:
        """The date as Atom writes it."""
        if self.published:
            return self.published if "T" in self.published else self.published + _DAY
        return f"{self.year}-01-01{_DAY}" if self.year else _NO_DATE


class Feed(Struct, frozen=True):
    """A feed. ``url`` is its own address from the site's root; ``page`` the page it stands for."""

    title: str
    url: str
    page: str
    author: str
    base_url: str = ""
    language: str = "zh-CN"


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The feed's bytes, the newest entry first."""
    root = feed.base_url or "../" * feed.url.count("/")
    ordered = sorted(sorted(entries, key=lambda entry: entry.id), key=lambda entry: entry.updated, reverse=True)
    updated = ordered[0].updated if ordered else _NO_DATE
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_text(feed.language)}">',
        f"<id>{_urn(f'{feed.title}/{feed.url}')}</id>",
        f"<title>{_text(feed.title)}</title>",
        f"<updated>{_text(updated)}</updated>",
        f"<author><name>{_text(feed.author)}</name></author>",
        f'<link rel="alternate" type="text/html" href="{_text(root + feed.page)}"/>',
    ]
    if feed.base_url:
        lines.append(f'<link rel="self" type="application/atom+xml" href="{_text(root + feed.url)}"/>')
    lines += [_entry(entry, root) for entry in ordered]
    lines.append("</feed>\n")
    return "\n".join(lines).encode()


def _entry(entry: Entry, root: str) -> str:
    author = f"<author><name>{_text(entry.author)}</name></author>\n" if entry.author else ""
    return (
        f"<entry>\n<id>{_urn(entry.id)}</id>\n<title>{_text(entry.title)}</title>\n"
        f"<updated>{_text(entry.updated)}</updated>\n{author}"
        f'<link rel="alternate" type="text/html" href="{_text(root + entry.url)}"/>\n'
        f"<summary>{_text(entry.summary)}</summary>\n</entry>"
    )


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, name)}"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))
