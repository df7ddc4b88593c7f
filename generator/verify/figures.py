"""The figures of a page, read back from its HTML, and whether a number is printed in a text.

In: the HTML that our templates write, or a text. Out: every ``<data value="…">`` with the link it stands in, its words
and its place. A parser of any HTML would cost ten times as much; what is read here is only ever our own.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from msgspec import Struct

_PARTS = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>|(</a>)|<data value="([^"]*)">(.*?)</data>', re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?)\s*(百万元|亿元|万元|千元|元|万|亿|%|％|百分比)?")
_SCALES = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
    "%": Decimal("0.01"),
    "百分比": Decimal("0.01"),
}
# The unit of a bare number stands elsewhere: in the table's header, or above the column.
_BARE = tuple(Decimal(scale) for scale in ("1", "0.01", "1000", "10000", "1000000", "100000000"))


class Figure(Struct, frozen=True):
    """One figure as the page has it. ``href`` is the link it stands in, "" where it stands in none."""

    href: str
    value: str
    text: str
    at: int  # characters before it


def figures(page: str) -> Iterator[Figure]:
    """The figures of a page in the order of its text."""
    href = ""
    for part in _PARTS.finditer(page):
        link, end, value, text = part.groups()
        if link is not None:
            href = html.unescape(link)
        elif end:
            href = ""
        else:
            yield Figure(href, html.unescape(value), html.unescape(_TAGS.sub("", text)).strip(), part.start())


def place(page: str, at: int) -> str:
    """``line:col`` of a character, both from 1."""
    line = page.count("\n", 0, at) + 1
    return f"{line}:{at - page.rfind(chr(10), 0, at)}"


def is_printed(value: str, text: str) -> bool:
    """Whether a number of the text says the value: ``0.36 万元`` and a bare ``0.36`` say 3600, ``100%`` says 1."""
    try:
        wanted = Decimal(value)
    except InvalidOperation:
        return False
    for number, unit in _NUMBER.findall(unicodedata.normalize("NFKC", text)):
        found = Decimal(number.replace(",", ""))
        if found == wanted:
            return True
        if any(found * scale == wanted for scale in ((_SCALES[unit],) if unit else _BARE)):
            return True
    return False
