"""Word's ``.docx`` → blocks.

The document's XML is read directly: what we need is exactly what libraries flatten away, the merged
cells. A cell merged over columns stands once; where a vertically merged cell goes on, an empty cell stands.
Changes are taken as accepted; text boxes stand behind their paragraph; numbers that Word counts by
itself are written out, because headings and goals live on them. Left out: headers and footers, comments,
hidden text, field codes (``TC … \\f C \\l 1``), of fields only the shown result stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.readers import container
from generator.readers.damage import damage_refused
from generator.readers.docx_numbering import Numbering, numbering
from generator.readers.ooxml import child, local, value
from generator.readers.refusals import refuse
from generator.readers.tree import TreeCell, TreeTable, blocks

if TYPE_CHECKING:
    from lxml.etree import _Element

    from generator.model import Block

FORMAT = "docx"
EXTENSIONS = (".docx", ".docm", ".dotx")

_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "r", "fldSimple"})
_WRITTEN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")


def recognises(data: bytes, name: str) -> bool:
    """A zip with a Word document in it, whatever it is called."""
    return container.kind(data) == "docx"


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of the main story. Raises ``READ-DAMAGED``, ``READ-TOO-LARGE`` or ``READ-NO-EXTRA``."""
    try:
        from lxml import etree
    except ImportError:
        raise refuse("READ-NO-EXTRA", format="Word", module="lxml", extra="docx") from None
    with damage_refused(), container.opened(data) as archive:
        parts = {entry.replace("\\", "/"): entry for entry in archive.namelist()}
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)

        def part(path: str) -> _Element | None:
            return etree.fromstring(archive.read(parts[path]), parser) if path in parts else None

        document = part("word/document.xml")
        if document is None:
            raise refuse("READ-DAMAGED", reason="word/document.xml")
        counter = numbering(part("word/numbering.xml"), part("word/styles.xml"))
        body = next((child for child in document if local(child) == "body"), document)
        return blocks(_Story(counter).content(body))


def _is_on(element: _Element | None) -> bool:
    return element is not None and value(element) not in _OFF


class _Story:
    """Walks through the body. Numbers are counted on the way, so order matters."""

    def __init__(self, counter: Numbering) -> None:
        self.counter = counter

    def content(self, parent: _Element) -> list[str | TreeTable]:
        """Paragraphs as lines and tables, in reading order."""
        found: list[str | TreeTable] = []
        for element in parent:
            match local(element):
                case "p":
                    found.extend(self._paragraph(element))
                case "tbl":
                    found.append(self._table(element))
                case name if name in _TRANSPARENT:
                    found.extend(self.content(element))
                case "AlternateContent":
                    found.extend(self.content(_chosen(element)))
        return found

    def _paragraph(self, paragraph: _Element) -> list[str | TreeTable]:
        properties = child(paragraph, "pPr")
        boxes: list[_Element] = []
        text = "".join(_texts(paragraph, boxes))
        if text.strip():
            text = self.counter.label(properties) + text
        if child(properties, "rPr", "del") is None:  # a deleted mark joins the paragraph with the next
            text += "\n"
        return [text, *(part for box in boxes for part in self.content(box))]

    def _table(self, table: _Element) -> TreeTable:
        rows = [self._row(row) for row in _inside(table, "tr") if child(row, "trPr", "del") is None]
        return TreeTable([row for row in rows if row])

    def _row(self, row: _Element) -> list[TreeCell]:
        cells: list[TreeCell] = []
        properties: _Element | None = None
        for cell in _inside(row, "tc"):
            properties = child(cell, "tcPr")
            sideways, downwards = child(properties, "hMerge"), child(properties, "vMerge")
            if sideways is not None and value(sideways) != "restart":
                continue
            if downwards is not None and value(downwards) != "restart":
                cells.append(TreeCell())
            else:
                cells.append(TreeCell(self.content(cell)))
        if cells and not cells[-1].text and _is_filler(child(properties, "tcBorders")):
            cells.pop()
        return cells


def _is_filler(borders: _Element | None) -> bool:
    """A cell that is said to have no border: LibreOffice fills up a row with it that ends early."""
    return borders is not None and len(borders) == 0


def _inside(parent: _Element, name: str) -> list[_Element]:
    """Rows of a table, cells of a row, also those in content controls and insertions."""
    found: list[_Element] = []
    for element in parent:
        if (tag := local(element)) == name:
            found.append(element)
        elif tag in _TRANSPARENT:
            found.extend(_inside(element, name))
    return found


def _texts(parent: _Element, boxes: list[_Element]) -> list[str]:
    """The shown text of a paragraph; text boxes found on the way go to ``boxes``."""
    found: list[str] = []
    for element in parent:
        match local(element):
            case "t":
                found.append(element.text or "")
            case "r":
                if not _is_on(child(element, "rPr", "vanish")):
                    found.extend(_texts(element, boxes))
            case name if name in _WRITTEN:
                found.append(_WRITTEN[name])
            case "sym":
                found.append(_symbol(element))
            case "AlternateContent":
                found.extend(_texts(_chosen(element), boxes))
            case "txbxContent":
                boxes.append(element)
            case "pPr" | "rPr" | "del" | "moveFrom" | "instrText" | "delText" | "rt":
                pass
            case _:
                found.extend(_texts(element, boxes))
    return found


def _chosen(element: _Element) -> _Element:
    """Of the ways to say the same, the first: taking the fallback too would print it twice."""
    return next((option for option in element if local(option) in {"Choice", "Fallback"}), element)


def _symbol(element: _Element) -> str:
    """A character by its number; those of symbol fonts live in a private area and mean ≤ ≥ × ÷ there."""
    code = int(value(element, "char") or "0", 16) & 0x0FFF
    symbols = {0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB9: "≠", 0xFC: "√", 0xFE: "☑", 0xA8: "□"}
    return symbols.get(code, "") if code < 0x1000 else ""
