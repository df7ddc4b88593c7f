"""A web page → blocks, also one that Word or Excel saved, and the ``.mht`` kind with its pictures inside.

The standard library's parser is enough: it never fails, and a saved page is mostly tables. Merged
cells are resolved as everywhere (:mod:`generator.readers.grid`). Scripts, styles and hidden elements
are not content. Blanks collapse as in a browser; line breaks and blocks inside a cell become line breaks.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from generator.readers.encoding import decode
from generator.readers.grid import MOST_COLUMNS, MOST_ROWS
from generator.readers.refusals import refuse
from generator.readers.tree import TreeCell, TreeTable, blocks

if TYPE_CHECKING:
    from generator.model import Block

FORMAT = "html"
EXTENSIONS = (".html", ".htm", ".xhtml", ".mht", ".mhtml")

_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PIECE = re.compile(rb"\s*<(?:head|meta|body|table|div|p|style|font|center|h[1-6])\b", re.IGNORECASE)
_MULTIPART = re.compile(rb"\s*(?:From|MIME-Version|Subject|Date|Snapshot-Content-Location):", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")

_NO_CONTENT = frozenset(("script", "style", "head", "noscript", "template", "iframe", "select", "textarea", "svg"))
_VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr"))
_BLOCK = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"}
    | {"main", "nav", "ol", "p", "pre", "section", "summary", "ul"}
)
# Their end tags may be left out: were one of these hidden, all that follows might go with it.
_UNCLOSED = frozenset({"p", "li", "dd", "dt", "tr", "td", "th", "body", "html"})


def recognises(data: bytes, name: str) -> bool:
    """A page, or a piece of one; in a Markdown file a piece of HTML is Markdown."""
    start = _without_bom(data[:8192])
    if _PAGE.match(start) or (_MULTIPART.match(start) and b"multipart/related" in start.lower()):
        return True
    return bool(_PIECE.match(start)) and not name.endswith((".md", ".markdown"))


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of a page. Raises ``READ-DAMAGED`` for a ``.mht`` without its page."""
    if _MULTIPART.match(data[:8192]):
        return page(_inner_page(data))
    return page(decode(data))


def page(text: str) -> tuple[Block, ...]:
    """The blocks of a page's text, or of a piece of one."""
    parser = _Page()
    parser.feed(text)
    parser.close()
    return blocks(parser.content)


def _without_bom(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[2:].replace(b"\0", b"")
    return data.removeprefix(b"\xef\xbb\xbf")


def _inner_page(data: bytes) -> str:
    from email import message_from_bytes, policy  # a tenth of the start-up time, for a rare kind of file

    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return decode(payload)
    raise refuse("READ-DAMAGED", reason="网页归档里没有网页")


class _Page(HTMLParser):
    """Builds the content tree while the parser walks through the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.content: list[str | TreeTable] = []
        self._tables: list[TreeTable] = []  # the tables we are inside of
        self._cells: list[TreeCell | None] = []  # for each of them, the cell that is open
        self._skipping: list[str] = []  # elements without content that are open
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":  # ends a head that nobody closed
            self._skipping.clear()
        named = dict(attrs)
        if self._skipping or tag in _NO_CONTENT or (tag not in _UNCLOSED and _is_hidden(named)):
            if tag not in _VOID:
                self._skipping.append(tag)
        elif tag == "table":
            table = TreeTable()
            self._into().append(table)
            self._tables.append(table)
            self._cells.append(None)
        elif tag in {"tr", "td", "th"} and self._tables:
            self._open_cell(tag, named)
        elif tag == "br":
            self._into().append("\n")
        elif tag in _BLOCK:
            self._verbatim += tag == "pre"
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID or not self._skipping:
            self.handle_starttag(tag, attrs)
            if tag not in _VOID:
                self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag in self._skipping:
                del self._skipping[len(self._skipping) - 1 - self._skipping[::-1].index(tag) :]
        elif tag == "table" and self._tables:
            self._tables.pop()
            self._cells.pop()
        elif tag in {"td", "th", "tr"} and self._cells:
            self._cells[-1] = None
        elif tag in _BLOCK:
            self._verbatim = max(0, self._verbatim - (tag == "pre"))
            self._break()

    def handle_data(self, data: str) -> None:
        if self._skipping or (self._tables and self._cells[-1] is None and not data.strip()):
            return
        into = self._into()
        if not self._verbatim:
            data = _BLANKS.sub(" ", data)
            last = into[-1] if into and isinstance(into[-1], str) else "\n"
            if last.endswith(("\n", " ")):
                data = data.removeprefix(" ")
        if data:
            into.append(data)

    def _open_cell(self, tag: str, named: dict[str, str | None]) -> None:
        table = self._tables[-1]
        if tag == "tr" or not table.rows:
            table.rows.append([])
        self._cells[-1] = None
        if tag != "tr":
            cell = TreeCell([], _span(named.get("colspan"), MOST_COLUMNS), _span(named.get("rowspan"), MOST_ROWS))
            table.rows[-1].append(cell)
            self._cells[-1] = cell

    def _into(self) -> list[str | TreeTable]:
        """Where content goes: the innermost open cell; text between cells goes before the table, as in a browser."""
        for cell in reversed(self._cells):
            if cell is not None:
                return cell.content
        return self.content

    def _break(self) -> None:
        into = self._into()
        if into and isinstance(into[-1], str) and not into[-1].endswith("\n"):
            into.append("\n")


def _is_hidden(named: dict[str, str | None]) -> bool:
    return "hidden" in named or bool(_HIDDEN.search(named.get("style") or ""))


def _span(printed: str | None, most: int) -> int:
    """``colspan`` and ``rowspan`` as browsers take them: nonsense is 1, ``rowspan=0`` goes to the end."""
    digits = re.match(r"\s*(\d{1,9})", printed or "")
    if digits is None:
        return 1
    return min(int(digits[1]) or (most if most == MOST_ROWS else 1), most)
