"""A PDF with a text layer → blocks, through pdfplumber; tables go on across pages.

A scan is refused, and so is a scan with the words that some program guessed behind it: we never publish
a figure that was guessed from a picture. Page numbers at the edge of a page are not content.
Anchors: ``p28.t1.r3.c2`` a cell on page 28, ``p28.l5`` a paragraph that begins with that page's fifth line.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.model import Block
from generator.readers.pdf_lines import Char, Line, lines_of
from generator.readers.pdf_pages import Joiner, Page
from generator.readers.pdf_tables import is_inside, table_of
from generator.readers.refusals import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = "pdf"
EXTENSIONS = (".pdf",)

MOST_PAGES = 3000
_PAGE_NUMBER = re.compile(r"[-—－–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/共]+\d{1,4}(?:\s*页)?)?[-—－–·\s]*")
_EDGE = 0.09  # of the page's height: where page numbers stand
_GUESSED = re.compile(r"glyphless|hiddenhorzocr|invisible|ocr", re.IGNORECASE)  # fonts that text recognition leaves


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
    pages = [page for page in _without_running_heads(_pages(pdfplumber, data)) if page.lines or page.tables]
    return tuple(Joiner(pages).blocks())


def _pages(pdfplumber: Any, data: bytes) -> list[Page]:
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


def _page(page: Any) -> Page:
    chars: list[Char] = [char for char in page.dedupe_chars().chars if char.get("upright", True)]
    tables = [table_of(found.cells, chars) for found in page.find_tables()]
    tables = [table for table in tables if any(cell.text for row in table.rows for cell in row)]
    outside = [char for char in chars if not any(is_inside(char, table.box) for table in tables)]
    height = float(page.height)
    lines = [line for line in lines_of(outside) if not _is_page_number(line, height)]
    return Page(page.page_number, lines, tables)


def _is_page_number(line: Line, height: float) -> bool:
    at_edge = line.top > (1 - _EDGE) * height or line.bottom < _EDGE * height
    return at_edge and _PAGE_NUMBER.fullmatch(line.text) is not None


def _without_running_heads(pages: list[Page]) -> list[Page]:
    """A line that stands in the same place on most pages is printed by each page; the first time it is content."""
    places = Counter((line.text, round(line.top / 4)) for page in pages for line in page.lines)
    running = {place for place, times in places.items() if times >= 3 and times * 2 > len(pages)}
    seen: set[tuple[str, int]] = set()
    found = []
    for page in pages:
        kept = []
        for line in page.lines:
            place = (line.text, round(line.top / 4))
            if place not in seen:
                kept.append(line)
            seen |= {place} & running
        found.append(page._replace(lines=kept))
    return found
