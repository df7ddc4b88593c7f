"""Texts into HTML where a page has very many of them: escaped in one pass, put together as plain strings.

Escaping one string at a time is most of what a page costs; a separator that no text holds lets one call do them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from markupsafe import Markup

_APART = "\x1f"  # a control character: neither HTML nor any document may hold it


def escaped(texts: Sequence[str], escape: Callable[[str], str] = escape) -> list[str]:
    """Every text escaped, quotes included, in order; by another ``escape`` where what stands beside it is, too."""
    whole = _APART.join(texts)
    if whole.count(_APART) != len(texts) - 1:  # a text holds the separator itself
        return [escape(text.replace(_APART, " ")) for text in texts]
    safe = escaped_whole(whole, escape)
    return list(texts) if safe is whole else safe.split(_APART)


def escaped_whole(text: str, escape: Callable[[str], str] = escape) -> str:
    """A long text escaped, where there is anything in it to escape."""
    special = "&" in text or "<" in text or ">" in text or '"' in text or "'" in text
    return str(escape(text)) if special else text


def joined(parts: Iterable[str]) -> Markup:
    """Pieces of HTML as one, every text in them escaped by the caller."""
    return str.__new__(Markup, "".join(parts))  # what Markup(…) does, without its questions
