"""OpenDocument sheets (``.ods``) → blocks. The file holds what each cell shows, so that is what is read.

Decided against python-calamine here: it gives the stored numbers and not the shown ones, and no merged cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.readers import container
from generator.readers.damage import damage_refused
from generator.readers.refusals import refuse
from generator.readers.sheets import Merge, Position, SheetWriter

if TYPE_CHECKING:
    from lxml.etree import _Element

    from generator.model import Block

FORMAT = "ods"
EXTENSIONS = (".ods", ".ots")

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST = 2000  # repeated blank cells and rows to the sheet's end are not content


def recognises(data: bytes, name: str) -> bool:
    """A zip that says it is an OpenDocument sheet."""
    return container.kind(data) == "ods"


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of all visible sheets. Raises ``READ-DAMAGED``, ``READ-ENCRYPTED`` or ``READ-NO-EXTRA``."""
    try:
        from lxml import etree
    except ImportError:
        raise refuse("READ-NO-EXTRA", format="ODS", module="lxml", extra="xlsx") from None
    writer = SheetWriter()
    with damage_refused(), container.opened(data) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise refuse("READ-ENCRYPTED")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        content = etree.fromstring(archive.read("content.xml"), parser)
        hidden = {
            style.getparent().get(_STYLE + "name")  # type: ignore[union-attr]
            for style in content.iter(_STYLE + "table-properties")
            if style.get(_TABLE + "display") == "false"
        }
        for sheet in content.iter(_TABLE + "table"):
            if sheet.get(_TABLE + "style-name") not in hidden:
                writer.sheet(sheet.get(_TABLE + "name", "Sheet"), *_cells(sheet))
    return tuple(writer.blocks)


def _cells(sheet: _Element) -> tuple[dict[Position, str], list[Merge]]:
    texts: dict[Position, str] = {}
    merges: list[Merge] = []
    row = 0
    for line in sheet.iter(_TABLE + "table-row"):
        column = 0
        for cell in line:
            if cell.tag not in {_TABLE + "table-cell", _TABLE + "covered-table-cell"}:
                continue
            times = int(cell.get(_TABLE + "number-columns-repeated", "1"))
            text = "\n".join(_shown(paragraph) for paragraph in cell.iter(_TEXT + "p"))
            across = int(cell.get(_TABLE + "number-columns-spanned", "1"))
            down = int(cell.get(_TABLE + "number-rows-spanned", "1"))
            if across > 1 or down > 1:
                merges.append(((row, column), (row + down - 1, column + across - 1)))
            if text or (cell.get(_TABLE + "style-name") and times < _MOST):
                texts.update({(row, column + at): text for at in range(min(times, _MOST))})
            column += times
        repeated = int(line.get(_TABLE + "number-rows-repeated", "1"))
        if 1 < repeated < _MOST:
            same = [(at, text) for (held, at), text in texts.items() if held == row]
            texts.update({(row + more, at): text for more in range(1, repeated) for at, text in same})
        row += repeated
    return texts, merges


def _shown(paragraph: _Element) -> str:
    """A paragraph's text with its blanks, tabs and breaks; notes to a cell are not part of it."""
    parts = [paragraph.text or ""]
    for element in paragraph:
        if element.tag == _TEXT + "s":
            parts.append(" " * int(element.get(_TEXT + "c", "1")))
        elif element.tag == _TEXT + "line-break":
            parts.append("\n")
        elif element.tag == _TEXT + "tab":
            parts.append("\t")
        elif isinstance(element.tag, str) and not element.tag.endswith("}annotation"):
            parts.append(_shown(element))
        parts.append(element.tail or "")
    return "".join(parts)
