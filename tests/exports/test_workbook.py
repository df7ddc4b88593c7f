"""A department's own files: the same tables for those who work in a spreadsheet."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import python_calamine

from generator.exports import Mapped, department_files, xlsx
from generator.exports.tables import FINDINGS, PROJECTS

FOLDER = "departments/130208-439"


def files(mapped: list[Mapped]) -> dict[str, bytes]:
    own = [one for one in mapped if one.chunk.department == "130208-439"]
    return dict(department_files("130208-439", own))


def test_a_department_has_its_four_tables_and_a_workbook(mapped: list[Mapped]) -> None:
    found = files(mapped)
    assert sorted(found) == sorted(
        f"{FOLDER}/{name}" for name in ("projects.csv", "indicators.csv", "plan.csv", "findings.csv", "projects.xlsx")
    )
    assert found[f"{FOLDER}/projects.csv"].decode("utf-8-sig").count("\r\n") == 8


def test_the_workbook_opens_with_chinese_sheets_and_headers(mapped: list[Mapped]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files(mapped)[f"{FOLDER}/projects.xlsx"]))
    assert book.sheetnames == ["预算项目", "绩效指标", "资金支出计划", "核对提示"]
    header, first, *_ = book["预算项目"].iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert row["项目名称"] == "2021年差旅费（21年借款）"
    assert row["预算数（元）"] == 3600
    assert row["预算数（原文）"] == "0.36"
    assert row["其他资金（元）"] is None
    assert book["预算项目"].max_row == 8
    assert book["绩效指标"].max_row == 34


def test_another_reader_sees_the_same(mapped: list[Mapped]) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(files(mapped)[f"{FOLDER}/projects.xlsx"]))
    assert book.get_sheet_by_name("绩效指标").to_python()[1][5:9] == [
        "完成上级交办差旅工作个数",
        "完成上级交办差旅工作个数",
        "≥4次",
        "≥",
    ]


def test_texts_that_xml_cannot_hold_or_that_look_like_formulas_are_texts() -> None:
    hard = ["=1+1", "a<b>&c", "bell\x07", "_x0041_", " 前后空格 ", "一\n二", "nul\x00", "长" * 40_000]
    rows = [(text,) + (None,) * (len(FINDINGS.columns) - 1) for text in hard]
    book = openpyxl.load_workbook(io.BytesIO(xlsx.workbook({FINDINGS.name: rows})))
    cells = [row[0] for row in book[FINDINGS.title].iter_rows(min_row=2, max_col=1)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [
        "=1+1",
        "a<b>&c",
        "bell_x0007_",
        "_x0041_",
        " 前后空格 ",
        "一\n二",
        "nul_x0000_",
        "长" * 32_767,
    ]


def test_the_same_rows_give_the_same_bytes_without_a_date(mapped: list[Mapped]) -> None:
    data = files(mapped)[f"{FOLDER}/projects.xlsx"]
    assert data == files(mapped)[f"{FOLDER}/projects.xlsx"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_empty_workbook_still_opens() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.workbook({})))
    assert book[PROJECTS.title].max_row == 1
