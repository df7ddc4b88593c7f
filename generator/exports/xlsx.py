"""The tables of one department as an Excel workbook, one sheet a table.

In: rows of the tables. Out: the bytes of an .xlsx: a zip of XML files (ECMA-376), written here because a workbook
of plain cells needs little of it, and because the same rows must give the same bytes: no time stamps. Texts
are shared strings, which never run as formulas; numbers keep the digits they have in the tables.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from .tables import TABLES, Row, Table

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML cannot hold; tab, line feed and carriage return it can. An escape as Excel writes it is escaped itself.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CONTROLS = bytes({*range(1, 32)} - set(b"\t\n\r"))
_RARE = (b"_x", "\ufffe".encode(), "\uffff".encode())
_ROWS_PER_SHEET = 1_048_575  # below the header
_LONGEST = 32_767  # characters in a cell
_WIDTH = 18  # of a column, in digits
_WORTH_PACKING = 2_000
_EMPTY = "<c/>"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the zip format's own zero

_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def workbook(rows: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook of these rows, by the names of their tables. Sheets and headers carry the Chinese labels."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(TABLES) + 1)}
            | {"rId91": ("styles", "styles.xml"), "rId92": ("sharedStrings", "sharedStrings.xml")}
        ),
        "xl/styles.xml": _STYLES,
    }
    texts = _Texts()
    for number, table in enumerate(TABLES, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(table, rows.get(table.name, ()), texts)
    parts["xl/sharedStrings.xml"] = _shared_strings(texts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            # Starting a compressor costs more than it saves on the small parts.
            method = zipfile.ZIP_DEFLATED if len(text) > _WORTH_PACKING else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), text, method, 1)
    return packed.getvalue()


class _Texts(dict[str | None, str]):
    """The cell of each text, which names the text by its number: every text stands in a workbook once."""

    def __init__(self) -> None:
        super().__init__({None: _EMPTY, "": _EMPTY})

    def __missing__(self, text: str) -> str:
        cell = self[text] = f'<c t="s"><v>{len(self) - 2}</v></c>'
        return cell

    def listed(self) -> list[str]:
        """The texts in the order of their numbers."""
        return [text for text in self if text]


class _Numbers(dict[str | None, str]):
    """The cell of each number."""

    def __missing__(self, number: str | None) -> str:
        cell = self[number] = f"<c><v>{number}</v></c>" if number else _EMPTY
        return cell


def _sheet(table: Table, rows: Sequence[Row], texts: _Texts) -> str:
    titles = "".join([texts[column.title].replace("<c ", '<c s="1" ', 1) for column in table.columns])
    lines = [
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(table.columns)}" width="{_WIDTH}" customWidth="1"/></cols>'
        f"<sheetData><row>{titles}</row>"
    ]
    # Column by column: a cell is then one look into a table, without a question in between.
    numbers = _Numbers()
    columns = [
        map((texts if column.kind == "text" else numbers).__getitem__, cells)
        for column, cells in zip(table.columns, zip(*rows[:_ROWS_PER_SHEET], strict=True), strict=False)
    ]
    lines += [f"<row>{''.join(cells)}</row>" for cells in zip(*columns, strict=True)]
    lines.append("</sheetData></worksheet>")
    return "".join(lines)


def _shared_strings(texts: _Texts) -> bytes:
    listed = texts.listed()
    joined = "\0".join(listed).encode()
    # Almost no text needs more than the three replacements: look once at all of them.
    if (
        len(joined.translate(None, _CONTROLS)) < len(joined)
        or any(mark in joined for mark in _RARE)
        or joined.count(b"\0") >= len(listed)
        or max(map(len, listed)) > _LONGEST
    ):
        joined = "\0".join(_holdable(text) for text in listed).encode()
    joined = joined.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    found = joined.replace(b"\0", b'</t></si><si><t xml:space="preserve">')
    opened = f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(listed)}"><si><t>'
    return b"".join([opened.encode(), found, b"</t></si></sst>"])


def _holdable(text: str) -> str:
    """The text as a cell can hold it: what XML forbids as Excel's own escape, no longer than a cell may be."""
    return _FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text)[:_LONGEST]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _workbook() -> str:
    sheets = "".join(
        f'<sheet name="{_escaped(table.title)}" sheetId="{n}" r:id="rId{n}"/>' for n, table in enumerate(TABLES, 1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _content_types() -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in range(1, len(TABLES) + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>{sheets}</Types>'
    )
