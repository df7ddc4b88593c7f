"""Excel's ``.xlsx`` → blocks: python-calamine for the values, the sheet's XML for how they are shown.

Calamine knows values and merged cells; it does not know that 1 is shown as ``100%``, nor whether a
blank cell is part of the form (it has a border) or lies outside. Both stand in the XML of the sheet.
Hidden sheets are not read: nobody who opens the workbook sees them.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from generator.readers import container
from generator.readers.damage import damage_refused
from generator.readers.number_formats import BUILT_IN, shown
from generator.readers.refusals import refuse
from generator.readers.sheets import Position, SheetWriter

if TYPE_CHECKING:
    import zipfile

    from python_calamine import CalamineSheet

    from generator.model import Block

FORMAT = "xlsx"
EXTENSIONS = (".xlsx", ".xlsm", ".xltx", ".et")

_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


def recognises(data: bytes, name: str) -> bool:
    """A zip with a workbook in it."""
    return container.kind(data) == "xlsx"


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of all visible sheets.

    Raises ``READ-DAMAGED``, ``READ-TOO-LARGE``, ``READ-NO-RESULTS`` or ``READ-NO-EXTRA``.
    """
    try:
        import lxml.etree  # noqa: F401
        import python_calamine as calamine
    except ImportError as error:
        raise refuse("READ-NO-EXTRA", format="Excel", module=error.name or "python-calamine", extra="xlsx") from None
    writer = SheetWriter()
    with damage_refused(calamine.CalamineError), container.opened(data) as archive:
        formats, parts = _formats(archive), _sheet_parts(archive)
        workbook = calamine.load_workbook(io.BytesIO(data))
        for sheet in workbook.sheets_metadata:
            if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                found = workbook.get_sheet_by_name(sheet.name)
                styles = _styles(archive, parts[sheet.name])
                writer.sheet(sheet.name, _texts(found, styles, formats), found.merged_cell_ranges or [])
    return tuple(writer.blocks)


def _texts(sheet: CalamineSheet, styles: dict[Position, int], formats: dict[int, str]) -> dict[Position, str]:
    """What each cell shows; blank cells are there where the sheet gives them a look of their own."""
    texts = dict.fromkeys(styles, "")
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(), top):
        for column, value in enumerate(values, left):
            if value is not None and value != "":
                texts[row, column] = shown(value, formats.get(styles.get((row, column), 0), "General"))
    return texts


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where in the zip each sheet lies, by its name."""
    from lxml import etree

    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    relations = etree.fromstring(archive.read(names["xl/_rels/workbook.xml.rels"]))
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    found = {}
    for sheet in etree.fromstring(archive.read(names["xl/workbook.xml"])).iter("{*}sheet"):
        identity = next((str(text) for key, text in sheet.attrib.items() if str(key).endswith("}id")), "")
        target = targets.get(identity, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[str(sheet.get("name"))] = names.get(path.lower(), "")
    return found


def _styles(archive: zipfile.ZipFile, part: str) -> dict[Position, int]:
    """The style of each cell that the sheet holds. Raises ``READ-NO-RESULTS`` for a formula without its result."""
    from lxml import etree

    found: dict[Position, int] = {}
    with archive.open(part) as stream:
        for _, row in etree.iterparse(stream, tag="{*}row", resolve_entities=False, huge_tree=True):
            for cell in row.iter("{*}c"):
                name = cell.get("r", "")
                if at := _REFERENCE.fullmatch(name):
                    found[int(at[2]) - 1, column_number(at[1])] = int(cell.get("s", "0"))
                if cell.find("{*}f") is not None and not cell.findtext("{*}v") and cell.get("t") != "str":
                    raise refuse("READ-NO-RESULTS", cell=name)
            row.clear()
    return found


def _formats(archive: zipfile.ZipFile) -> dict[int, str]:
    """For each style its number format."""
    from lxml import etree

    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = etree.fromstring(archive.read("xl/styles.xml"))
    codes = dict(BUILT_IN)
    codes.update({int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in styles.iter("{*}numFmt")})
    looks = next(styles.iter("{*}cellXfs"), None)
    return {
        number: codes.get(int(look.get("numFmtId", "0")), "General")
        for number, look in enumerate(looks if looks is not None else ())
    }


def column_number(name: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
