"""Excel's old ``.xls`` (and WPS's ``.et``) → blocks, through xlrd, which knows how each number is shown."""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

from generator.readers import container
from generator.readers.damage import damage_refused
from generator.readers.number_formats import shown
from generator.readers.refusals import refuse
from generator.readers.sheets import Position, SheetWriter

if TYPE_CHECKING:
    from generator.model import Block

FORMAT = "xls"
EXTENSIONS = (".xls", ".xlt")


def recognises(data: bytes, name: str) -> bool:
    """An OLE file with a workbook in it."""
    return container.kind(data) == "xls"


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of all visible sheets. Raises ``READ-DAMAGED``, ``READ-ENCRYPTED`` or ``READ-NO-EXTRA``."""
    try:
        xlrd: Any = import_module("xlrd")
    except ImportError:
        raise refuse("READ-NO-EXTRA", format="Excel", module="xlrd", extra="xlsx") from None
    writer = SheetWriter()
    with damage_refused(xlrd.XLRDError, xlrd.compdoc.CompDocError):
        try:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        except xlrd.XLRDError as error:
            raise refuse("READ-ENCRYPTED") if "encrypted" in str(error) else error from None
        for sheet in book.sheets():
            if sheet.visibility:
                continue
            merges = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells]
            writer.sheet(sheet.name, _texts(xlrd, book, sheet), merges)
    return tuple(writer.blocks)


def _texts(xlrd: Any, book: Any, sheet: Any) -> dict[Position, str]:
    texts: dict[Position, str] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype != xlrd.XL_CELL_EMPTY:
                code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                texts[row, column] = shown(_value(xlrd, cell, book.datemode), code)
    return texts


def _value(xlrd: Any, cell: Any, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        except (xlrd.XLDateError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "")
    return cell.value
