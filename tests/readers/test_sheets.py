"""Workbooks: numbers as the sheet shows them, merged cells, regions, hidden sheets."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from saying import saying

from generator.readers import read
from generator.readers.number_formats import shown
from generator.readers.sheets import SheetWriter

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
KINDS = ("xlsx", *(("xls", "ods") if OFFICE else ()))  # LibreOffice makes the other two
LINE = Side(style="thin")


def workbook() -> bytes:
    """
    2024年项目绩效目标
    项目名称 | 校舍维修 |          |
    预算数   | 1.10    | 其他资金  |
    资金支出计划 | 3月底 | 12月底  |     (the first cell merged over two rows)
             | 25%     | 100.00% |
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "项目 1"
    rows = [
        ["2024年项目绩效目标"],
        ["项目名称", "校舍维修", None, None],
        ["预算数", 1.1, "其他资金", None],
        ["资金支出计划", "3月底", "12月底"],
        [None, 0.25, 1],
    ]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if number > 1:
                cell.border = Border(LINE, LINE, LINE, LINE)
    sheet["B3"].number_format = "0.00"
    sheet["B5"].number_format = "0%"
    sheet["C5"].number_format = "0.00%"
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("A4:A5")
    sheet["A8"], sheet["B8"] = "另一张表", 3
    hidden = book.create_sheet("草稿")
    hidden["A1"], hidden.sheet_state = "看不见", "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    (folder / "a.xlsx").write_bytes(workbook())
    for kind in KINDS[1:]:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", folder, folder / "a.xlsx"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_reads_as_it_is_shown(books: Path, kind: str):
    data = (books / f"a.{kind}").read_bytes()
    assert read(data, "表格").source.format == kind
    assert saying(data) == [
        "2024年项目绩效目标",
        ["项目名称", "校舍维修"],
        ["预算数", "1.10", "其他资金", ""],
        ["资金支出计划", "3月底", "12月底"],
        ["", "25%", "100.00%"],
        ["另一张表", "3"],
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_is_anchored_by_its_sheet_and_name(books: Path, kind: str):
    blocks = read((books / f"a.{kind}").read_bytes(), "a").blocks
    assert blocks[0].anchor == "项目_1!A1"
    assert [cell.anchor for cell in blocks[4].cells] == ["项目_1!A5", "项目_1!B5", "项目_1!C5"]
    assert [block.table for block in blocks[1:]] == [1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1, "0%", "100%"),
        (0.125, "0.0%", "12.5%"),
        (0.005, "0%", "1%"),  # a sheet rounds half away from zero
        (1.1, "0.00", "1.10"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (12.5, '0.00"万元"', "12.50万元"),
        (0.1 + 0.2, "General", "0.3"),
        (500.0, "General", "500"),
        (-3, "0.00;[Red]-0.00", "-3.00"),
        (0, '#,##0.00_ ;-#,##0.00;"-"', "0"),
        (2024, "General", "2024"),
        (date(2024, 12, 31), 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        (date(2024, 12, 31), "yyyy/m/d", "2024-12-31"),
        ("≥95%", "General", "≥95%"),
    ],
)
def test_a_number_is_the_text_that_the_sheet_shows(value: object, code: str, text: str):
    assert shown(value, code) == text


def test_the_name_of_a_sheet_says_nothing_in_html():
    writer = SheetWriter()
    writer.sheet("""a"b<i>&x 'y'""", {(0, 0): "项目名称", (0, 1): "校舍维修"}, [])
    assert [cell.anchor for block in writer.blocks for cell in block.cells] == ["a_b_i__x__y_!A1", "a_b_i__x__y_!B1"]
