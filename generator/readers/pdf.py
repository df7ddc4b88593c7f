"""A PDF with a text layer → blocks, through pdfplumber; tables go on across pages.

A scan is refused, and so is a scan with the words that some program guessed behind it: we never publish
a figure that was guessed from a picture. Page numbers at the edge of a page are not content.
Anchors: ``p28.t1.r3.c2`` a cell on page 28, ``p28.l5`` a paragraph that begins with that page's fifth line.
"""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.model import Block, Cell, Paragraph, Row
from generator.readers.pdf_lines import Char, Line, goes_on, lines_of, paragraphs_of, right_edge, seam
from generator.readers.pdf_tables import PdfCell, PdfTable, continues, is_inside, same_columns, table_of
from generator.readers.refusals import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMAT = "pdf"
EXTENSIONS = (".pdf",)

MOST_PAGES = 3000
_PAGE_NUMBER = re.compile(r"[-—－–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/共]+\d{1,4}(?:\s*页)?)?[-—－–·\s]*")
_EDGE = 0.09  # of the page's height: where page numbers stand
_GUESSED = re.compile(r"glyphless|hiddenhorzocr|invisible|ocr", re.IGNORECASE)  # fonts that text recognition leaves


class _Page(NamedTuple):
    """What one page holds, top to bottom."""

    number: int
    lines: list[Line]  # outside tables
    tables: list[PdfTable]


def recognises(data: bytes, name: str) -> bool:
    """The mark of a PDF, which may stand a little behind its beginning."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of all pages.

    Raises ``READ-ENCRYPTED``, ``READ-NO-PAGES``, ``READ-SCANNED``, ``READ-GARBLED``, ``READ-DAMAGED``,
    ``READ-TOO-LARGE`` or ``READ-NO-EXTRA``.
    """
    try:
        import pdfplumber
    except ImportError:
        raise refuse("READ-NO-EXTRA", format="PDF", module="pdfplumber", extra="pdf") from None
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages = [page for page in _pages(pdfplumber, data) if page.lines or page.tables]
    return tuple(_Joiner(pages).blocks())


def _pages(pdfplumber: Any, data: bytes) -> list[_Page]:
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if not pdf.pages:
                raise refuse("READ-NO-PAGES")
            if len(pdf.pages) > MOST_PAGES:
                raise refuse("READ-TOO-LARGE", size=f"{len(pdf.pages)} 页", limit=f"{MOST_PAGES} 页")
            looks = []
            pages = []
            for page in pdf.pages:
                looks.append(_look(page))
                pages.append(_page(page))
                page.close()
    except PDFPasswordIncorrect:
        raise refuse("READ-ENCRYPTED") from None
    except (PSException, PdfminerException, ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error.__context__, PDFPasswordIncorrect) or "PDFPasswordIncorrect" in repr(error):
            raise refuse("READ-ENCRYPTED") from None
        raise refuse("READ-DAMAGED", reason=type(error).__name__) from error
    _refuse_pictures(looks)
    return pages


# --- is there text at all ------------------------------------------------------------------------


class _Look(NamedTuple):
    """What tells a scan from a text: how many characters, how many without code, what picture covers the page."""

    chars: int
    uncoded: int
    guessed: bool
    picture: str  # "" where none covers the page; else which


def _look(page: Any) -> _Look:
    chars = page.chars
    picture = ""
    for image in page.images:
        covered = (image["x1"] - image["x0"]) * (image["bottom"] - image["top"])
        if covered > 0.8 * float(page.width) * float(page.height):
            picture = str(getattr(image.get("stream"), "objid", "")) or "?"
    uncoded = sum(char["text"].startswith("(cid:") for char in chars)
    guessed = bool(chars) and all(_GUESSED.search(font) for font in {char["fontname"] for char in chars})
    return _Look(sum(not char["text"].isspace() for char in chars), uncoded, guessed, picture)


def _refuse_pictures(looks: Sequence[_Look]) -> None:
    scanned = [number for number, look in enumerate(looks, 1) if look.guessed or (look.picture and not look.chars)]
    pictures = [look.picture for look in looks if look.picture and look.chars]
    if len(looks) > 1 and len(pictures) == len(looks) == len(set(pictures)):
        raise refuse("READ-SCANNED", where="每页都是一张图片，文字是识别出来的")
    if not any(look.chars for look in looks):
        raise refuse("READ-SCANNED", where="全部页面")
    inside = [number for number in scanned if 1 < number < len(looks)]  # a scanned cover or seal page loses nothing
    if inside or len(scanned) * 2 >= len(looks):
        raise refuse("READ-SCANNED", where=f"第 {'、'.join(map(str, scanned[:10]))} 页")
    total, uncoded = sum(look.chars for look in looks), sum(look.uncoded for look in looks)
    if uncoded * 20 > total:
        raise refuse("READ-GARBLED", share=f"{uncoded * 100 // total}%")


# --- what stands on a page -----------------------------------------------------------------------


def _page(page: Any) -> _Page:
    chars: list[Char] = [char for char in page.dedupe_chars().chars if char.get("upright", True)]
    tables = [table_of(found.cells, chars) for found in page.find_tables()]
    tables = [table for table in tables if any(cell.text for row in table.rows for cell in row)]
    outside = [char for char in chars if not any(is_inside(char, table.box) for table in tables)]
    height = float(page.height)
    lines = [line for line in lines_of(outside) if not _is_page_number(line, height)]
    return _Page(page.page_number, lines, tables)


def _is_page_number(line: Line, height: float) -> bool:
    at_edge = line.top > (1 - _EDGE) * height or line.bottom < _EDGE * height
    return at_edge and _PAGE_NUMBER.fullmatch(line.text) is not None


# --- pages into one document ---------------------------------------------------------------------


class _Joiner:
    """Puts the pages together: tables and paragraphs that a page's end cut in two become one again."""

    def __init__(self, pages: list[_Page]) -> None:
        self.pages = pages
        lines = [line for page in pages for line in page.lines]
        self.left = min((line.x0 for line in lines), default=0.0)
        self.right = right_edge(lines)
        self.found: list[Block] = []
        self.table = 0
        self.last_line: Line | None = None  # of the paragraph that the document so far ends with
        self.last_row: list[PdfCell] = []  # of the table that it ends with
        self.first_row: list[PdfCell] = []
        self.label: tuple[int, PdfCell] | None = None  # the last text of the first column, and its block
        self.whole = {cell.text for page in pages for table in page.tables for row in table.rows for cell in row}

    def blocks(self) -> list[Block]:
        for page in self.pages:
            for number, part in enumerate(self._parts(page), 1):
                if isinstance(part, PdfTable):
                    self._add_table(part, page, number)
                else:
                    self._add_paragraphs(part, page)
        return self.found

    def _parts(self, page: _Page) -> Iterator[PdfTable | list[Line]]:
        """Tables and the lines between them, from top to bottom."""
        lines = list(page.lines)
        for table in sorted(page.tables, key=lambda table: table.box[1]):
            above = [line for line in lines if line.top < table.box[1]]
            lines = [line for line in lines if line.top >= table.box[1]]
            if above:
                yield above
            yield table
        if lines:
            yield lines

    def _add_paragraphs(self, lines: list[Line], page: _Page) -> None:
        for text, first, last in paragraphs_of(lines, self.left, self.right):
            before = self.found[-1] if self.found else None
            if (
                isinstance(before, Paragraph)
                and self.last_line
                and first is page.lines[0]
                and goes_on(self.last_line, first, self.left, self.right, next_page=True)
            ):
                between = seam(before.text, text, (self.right - self.left) / first.size)
                self.found[-1] = Paragraph(before.text + between + text, before.anchor)
            else:
                self.found.append(Paragraph(text, f"p{page.number}.l{page.lines.index(first) + 1}"))
            self.last_line = last
        self.last_row = []

    def _add_table(self, table: PdfTable, page: _Page, part: int) -> None:
        number = 1 + sorted(page.tables, key=lambda other: other.box[1]).index(table)
        rows = list(enumerate(table.rows, 1))
        if self.last_row:
            if len(rows) > 1 and part == 1 and _says_the_same(self.first_row, rows[0][1]):
                rows = rows[1:]  # a head that Word repeats on each page
            elif part == 1 and continues(self.last_row, rows[0][1]):
                self._complete_last_row(rows[0][1])
                rows = rows[1:]
            elif part == 1:
                self._complete_label(rows[0][1])
        else:
            self.table += 1
            self.first_row = table.rows[0]
        for row, cells in rows:
            anchor = f"p{page.number}.t{number}.r{row}"
            held = tuple(Cell(cell.text, f"{anchor}.c{column}") for column, cell in enumerate(cells, 1))
            self.found.append(Row(held, anchor, self.table))
            self.last_row = cells
            if cells[0].text:
                self.label = len(self.found) - 1, cells[0]
        self.last_line = None

    def _complete_last_row(self, rest: Sequence[PdfCell]) -> None:
        row = self.found[-1]
        if isinstance(row, Row):
            joints = ("" if old.full or not new.text else "\n" for old, new in zip(self.last_row, rest, strict=True))
            parts = zip(row.cells, joints, rest, strict=True)
            cells = tuple(Cell(cell.text + joint + new.text, cell.anchor) for cell, joint, new in parts)
            self.found[-1] = Row(cells, row.anchor, row.table)

    def _complete_label(self, row: list[PdfCell]) -> None:
        """Give the end of a label to its beginning on the page before; its cell goes on as an empty one.

        A label in the first column stands beside several rows and may be cut in two though no row is. That it
        was, its wording tells: together it is a label that stands elsewhere, or the rest alone is none.
        """
        if self.label is None:
            return
        at, old = self.label
        new, block = row[0], self.found[at]
        if not (new.text and old.full and same_columns([old], [new]) and isinstance(block, Row)):
            return
        if old.text + new.text in self.whole or (len(new.text) <= 2 and new.text not in self._elsewhere(row)):
            label = Cell(old.text + new.text, block.cells[0].anchor)
            self.found[at] = Row((label, *block.cells[1:]), block.anchor, block.table)
            row[0] = PdfCell("", new.x0, new.x1)

    def _elsewhere(self, row: list[PdfCell]) -> set[str]:
        rows = (other for page in self.pages for table in page.tables for other in table.rows if other is not row)
        return {cell.text for other in rows for cell in other}


def _says_the_same(first: Sequence[PdfCell], row: Sequence[PdfCell]) -> bool:
    return same_columns(first, row) and all(old.text == new.text for old, new in zip(first, row, strict=True))
