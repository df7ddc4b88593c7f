"""Markdown → blocks, through markdown-it-py's tokens: its tables are table rows.

Emphasis and links are dropped, their text stays; the number of a list item stays, because goals and
headings are numbered. Tables written as HTML are read as HTML. A row may be shorter than its table's
head: cells that the source does not have are not made up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.readers import html
from generator.readers.encoding import decode
from generator.readers.grid import Spanned, Writer

if TYPE_CHECKING:
    from markdown_it.token import Token

    from generator.model import Block

FORMAT = "markdown"
EXTENSIONS = (".md", ".markdown")

_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html)\b", re.IGNORECASE)
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def recognises(data: bytes, name: str) -> bool:
    """Markdown is text, so its name must tell; but a whole page or a Word file in ``.md`` is what it is."""
    return name.endswith(EXTENSIONS) and not data.startswith(_BINARY) and not _PAGE.match(data)


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of a Markdown file."""
    from markdown_it import MarkdownIt

    text = decode(data)
    writer = Writer()
    _Walk(writer, text.split("\n")).through(MarkdownIt("commonmark").enable("table").parse(text))
    return tuple(writer.blocks)


class _Walk:
    """Goes through the tokens once, knowing which table and list item it is in."""

    def __init__(self, writer: Writer, lines: list[str]) -> None:
        self.writer, self.lines = writer, lines
        self.rows: list[list[Spanned]] = []
        self.cells: int | None = None  # cells that the source line of the open row has
        self.number = ""  # of the list item whose first paragraph is to come

    def through(self, tokens: list[Token]) -> None:
        for token in tokens:
            match token.type:
                case "tr_open":
                    self.rows.append([])
                    self.cells = _cells_in(self.lines[token.map[0]]) if token.map else None
                case "tr_close":
                    self.rows[-1] = self.rows[-1][: self.cells]
                    self.cells = None
                case "table_close":
                    self.writer.table(self.rows)
                    self.rows = []
                case "list_item_open":
                    self.number = f"{token.info}{token.markup}" if token.info else ""
                case "inline":
                    self._inline(_plain(token))
                case "fence" | "code_block":
                    self.writer.paragraphs(token.content)
                case "html_block":
                    self._html(token.content)

    def _inline(self, text: str) -> None:
        if self.cells is not None:
            self.rows[-1].append(Spanned(text))
            return
        self.writer.paragraphs(self.number + text)
        self.number = ""

    def _html(self, text: str) -> None:
        self.writer.adopt(html.page(text))


def _cells_in(line: str) -> int:
    """How many cells a table's line has: its outer bars are optional, ``\\|`` is no bar."""
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return len(_BAR.findall(inner)) + 1


def _plain(inline: Token) -> str:
    """The text of a line of Markdown without its marks."""
    parts: list[str] = []
    for token in inline.children or ():
        if token.type in {"softbreak", "hardbreak"} or (token.type == "html_inline" and _BREAK.match(token.content)):
            parts.append("\n")
        elif token.type in {"text", "code_inline"}:
            parts.append(token.content)
    return "".join(parts)
