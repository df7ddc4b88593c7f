"""The grid written down: HTML, Markdown, OpenDocument (for LibreOffice to turn into Word and PDF), a workbook."""

from __future__ import annotations

import io
import re
import subprocess
from html import escape
from pathlib import Path

from every_form import OFFICE
from form_grid import Placed, Table
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

Parts = list[str | Table]


def html(parts: Parts) -> str:
    """A page as a browser saves it."""
    body = []
    for part in parts:
        if isinstance(part, str):
            body.append(f"<p>{_html_text(part)}</p>")
            continue
        rows = "".join(f"<tr>{''.join(_html_cell(cell) for cell in row)}</tr>\n" for row in part.rows)
        body.append(f"<table border=1>\n{rows}</table>")
    head = '<meta charset="utf-8"><title>绩效目标文本</title><style>td { border: 1px solid }</style>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>\n" + "\n".join(body) + "\n</body></html>\n"


def _html_cell(cell: Placed) -> str:
    across = f" colspan={cell.right - cell.left}" if cell.right - cell.left > 1 else ""
    down = f" rowspan={cell.down}" if cell.down > 1 else ""
    return f"<td{across}{down}><p>{_html_text(cell.text)}</p></td>"


def _html_text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def markdown(parts: Parts) -> str:
    """Markdown has no merged cells: a continued cell is an empty one."""
    lines = []
    for part in parts:
        if isinstance(part, str):
            lines += [_markdown_text(part), ""]
            continue
        rows = _unmerged(part)
        widest = max(len(row) for row in rows)
        head = rows[0] + [""] * (widest - len(rows[0]))
        for number, row in enumerate([head, *rows[1:]]):
            lines.append("| " + " | ".join(_markdown_text(text) for text in row) + " |")
            if number == 0:
                lines.append("|" + "---|" * widest)
        lines.append("")
    return "\n".join(lines)


def _unmerged(table: Table) -> list[list[str]]:
    rows: list[dict[int, str]] = [{} for _ in table.rows]
    for number, row in enumerate(table.rows):
        for cell in row:
            rows[number][cell.left] = cell.text
            for below in range(1, cell.down):
                rows[number + below][cell.left] = ""
    return [[texts[left] for left in sorted(texts)] for texts in rows]


def _markdown_text(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", text).replace("\n", "<br>")


def workbook(parts: Parts) -> bytes:
    """One sheet: a line a paragraph, each table with borders round every cell, a blank row between."""
    book = Workbook()
    sheet = book.active
    sheet.title = "绩效目标"
    line = Side(style="thin")
    row = 1
    for part in parts:
        if isinstance(part, str):
            row += 1
            sheet.cell(row, 1, part)
            continue
        for placed in part.rows:
            row += 1
            for cell in placed:
                for line_of_grid in range(row, row + cell.down):
                    for column in range(cell.left, cell.right):
                        sheet.cell(line_of_grid, column + 1).border = Border(line, line, line, line)
                first = sheet.cell(row, cell.left + 1)
                first.value, first.data_type = cell.text or None, "s"
                first.alignment = Alignment(wrap_text=True)
                if cell.down > 1 or cell.right - cell.left > 1:
                    sheet.merge_cells(None, row, cell.left + 1, row + cell.down - 1, cell.right)
        row += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)  # fmt: skip
_STYLES = """<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="F"
 style:font-name-asian="F" fo:font-size="10.5pt" style:font-size-asian="10.5pt"/>
</style:default-style></office:styles>"""
_FONT = """<office:font-face-decls><style:font-face style:name="F" svg:font-family="'Noto Serif CJK SC'"/>
</office:font-face-decls>"""
_PAGE = """<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-left="2.5cm" fo:margin-right="2.5cm" fo:margin-top="2cm" fo:margin-bottom="2cm"/></style:page-layout>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-indent="0.75cm"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
 fo:padding="0.1cm"/></style:style>
"""


def open_document(parts: Parts) -> str:
    """A flat OpenDocument text; paragraphs are indented by two characters, as official documents are."""
    styles, body = [], []
    for number, part in enumerate(parts, 1):
        if isinstance(part, str):
            body.append(f'<text:p text:style-name="P">{_odf_text(part)}</text:p>')
        else:
            for piece, table in enumerate(_whole_rows(part)):
                name = f"T{number}.{piece}"
                styles.append(_odf_widths(name, table))
                body.append(_odf_table(name, table))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_NAMES} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{_FONT}{_STYLES}'
        f"<office:automatic-styles>{_PAGE}{''.join(styles)}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"/>'
        f"</office:master-styles><office:body><office:text>\n{chr(10).join(body)}\n"
        "</office:text></office:body></office:document>\n"
    )


def paginated(document: str, size: str, page: tuple[str, str]) -> str:
    """The same document in letters of another size, on another page."""
    old, new = (f'fo:font-size="{of}" style:font-size-asian="{of}"' for of in ("10.5pt", size))
    assert old in document
    return document.replace(old, new).replace(
        'fo:page-width="21cm" fo:page-height="29.7cm"', f'fo:page-width="{page[0]}" fo:page-height="{page[1]}"'
    )


def _whole_rows(table: Table) -> list[Table]:
    """OpenDocument has no rows that end early: such a row becomes a narrower table of its own."""
    found: list[Table] = []
    covered = 0
    for row in table.rows:
        width = max((cell.right for cell in row), default=len(table.widths))
        if covered > 0 or (found and len(found[-1].widths) == width):
            found[-1].rows.append(row)
        else:
            found.append(Table(table.widths[:width], [row]))
        covered = max([covered - 1, *(cell.down - 1 for cell in row)])
    return found


def _odf_widths(name: str, table: Table) -> str:
    whole = sum(table.widths) * 16
    widths = "".join(
        f'<style:style style:name="{name}.{column}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{16 * width:.4f}cm"/></style:style>'
        for column, width in enumerate(table.widths)
    )
    return (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{whole:.4f}cm" '
        f'table:align="left"/></style:style>{widths}'
    )


def _odf_table(name: str, table: Table) -> str:
    columns = "".join(f'<table:table-column table:style-name="{name}.{at}"/>' for at in range(len(table.widths)))
    rows = []
    for row in table.rows:
        cells = {cell.left: cell for cell in row}
        line = ""
        for column in range(len(table.widths)):
            if (cell := cells.get(column)) is None:
                line += "<table:covered-table-cell/>"
                continue
            line += (
                f'<table:table-cell table:style-name="C" table:number-columns-spanned="{cell.right - cell.left}" '
                f'table:number-rows-spanned="{cell.down}"><text:p>{_odf_text(cell.text)}</text:p></table:table-cell>'
            )
        rows.append(f"<table:table-row>{line}</table:table-row>")
    return f'<table:table table:name="{name}" table:style-name="{name}">{columns}{"".join(rows)}</table:table>'


def _odf_text(text: str) -> str:
    text = escape(text, quote=False).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return re.sub(r" ( +)", lambda match: f' <text:s text:c="{len(match[1])}"/>', text)


def write(folder: Path, name: str, parts: Parts) -> None:
    """All forms that need no LibreOffice, and the OpenDocument text for those that do."""
    (folder / f"{name}.html").write_text(html(parts), "utf-8")
    (folder / f"{name}.md").write_text(markdown(parts), "utf-8")
    (folder / f"{name}.xlsx").write_bytes(workbook(parts))
    (folder / f"{name}.fodt").write_text(open_document(parts), "utf-8")


def convert(folder: Path, form: str, sources: list[Path]) -> None:
    """What LibreOffice makes of OpenDocument texts: docx, doc or pdf."""
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form,
         "--outdir", folder, *sources],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
