"""The CSV tables: for spreadsheets, safe in spreadsheets, and no more rows than a spreadsheet holds."""

from __future__ import annotations

import csv
from pathlib import Path

from msgspec import structs

from generator.exports import ExportChunk, csv_text
from generator.exports.chunks import rows_of
from generator.exports.files import TableFiles
from generator.exports.tables import PLAN, PROJECTS, TABLES, Column, Table

MARK = b"\xef\xbb\xbf"
NOTES = Table("notes", "说明", (Column("text", "文字"), Column("number", "数", "number"), Column("last", "末")), ())


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_spreadsheet_sees_that_it_is_utf_8(data: Path) -> None:
    for table in TABLES:
        assert (data / f"{table.name}.csv").read_bytes().startswith(MARK)


def test_every_project_indicator_and_checkpoint_is_a_row(data: Path) -> None:
    """7 + 9 + 13 + 13 + 3 projects; 33 + 54 + 78 + 83 + 24 indicators; four checkpoints each."""
    assert [len(read(data / f"{table.name}.csv")) for table in TABLES] == [45, 272, 180, 1]


def test_a_row_says_what_the_document_prints(data: Path) -> None:
    row = next(row for row in read(data / "projects.csv") if row["id"] == "2022-13020822P00874710001B")
    assert row["name"] == "2021年差旅费（21年借款）"
    assert (row["budget_yuan"], row["budget_printed"], row["budget_unit_from"]) == ("3600", "0.36", "header")
    assert (row["other_funds_yuan"], row["other_funds_printed"]) == ("", "")
    assert (row["fiscal_year"], row["region_name"], row["counted"]) == ("2022", "丰润区", "1")
    assert (row["source_url"], row["source_anchor"]) == ("sources/130208-439001-2022/index.html", "L62")
    assert row["findings"] == "plan_blank_after_complete"


def test_rows_are_as_wide_as_their_tables(chunks: list[ExportChunk]) -> None:
    for chunk in chunks:
        found = rows_of(chunk.projects(), chunk.findings(), chunk.year, chunk.source_page)
        for table in TABLES:
            assert {len(row) for row in found[table.name]} <= {len(table.columns)}


def test_what_a_spreadsheet_would_run_is_defused() -> None:
    rows = [("=1+1", "5", "x"), ("+1", "5", "x"), ("-1", "5", "x"), ("@a", "5", "x"), ("\tb", "5", "x")]
    text = csv_text.rows(NOTES, rows).decode()
    assert text.splitlines() == ["'=1+1,5,x", "'+1,5,x", "'-1,5,x", "'@a,5,x", "'\tb,5,x"]
    assert csv_text.rows(NOTES, [("\ra", None, "x")]).decode() == '"\'\ra",,x\r\n'


def test_a_formula_is_found_wherever_it_stands() -> None:
    """In the last cell, behind quotes, in the second row."""
    assert csv_text.rows(NOTES, [("a", None, "=b")]) == b"a,,'=b\r\n"
    assert csv_text.rows(NOTES, [('=a,"b"', None, "c")]).decode() == '"\'=a,""b""",,c\r\n'
    assert csv_text.rows(NOTES, [("a", None, "b"), ("=c", None, "d")]) == b"a,,b\r\n'=c,,d\r\n"


def test_a_negative_number_stays_a_number() -> None:
    assert csv_text.rows(NOTES, [("-", "-5", "-5")]) == b"'-,-5,'-5\r\n"


def test_a_text_with_commas_quotes_and_lines_comes_back_whole(tmp_path: Path) -> None:
    hard = 'a,"b"\r\nc'
    path = tmp_path / "notes.csv"
    path.write_bytes(csv_text.header(NOTES) + csv_text.rows(NOTES, [(hard, "1", "末"), ("", None, "x")]))
    assert [row["text"] for row in read(path)] == [hard, ""]


def test_too_many_rows_are_split_by_year(chunks: list[ExportChunk], tmp_path: Path) -> None:
    files = TableFiles(tmp_path, limit=80)
    for chunk in chunks:
        files.add(chunk)
    finished = {file.name: file for file in files.finish()}
    plans = [name for name in finished if name.startswith("plan")]
    assert "plan.csv" not in finished
    assert len(plans) == len({chunk.year for chunk in chunks})
    assert all((tmp_path / name).read_bytes().startswith(csv_text.header(PLAN)) for name in plans)
    assert sum(len(read(tmp_path / name)) for name in plans) == 180
    assert len(read(tmp_path / "projects.csv")) == 45
    assert finished["projects.csv"].rows == 45


def test_a_year_that_alone_is_too_long_continues_in_another_file(chunks: list[ExportChunk], tmp_path: Path) -> None:
    same_year = [structs.replace(chunk, year=2024) for chunk in chunks]
    files = TableFiles(tmp_path, limit=20)
    for chunk in same_year:
        files.add(chunk)
    names = [file.name for file in files.finish() if file.table == PROJECTS.name]
    assert names == ["projects-2024.csv", "projects-2024-2.csv", "projects-2024-3.csv"]


def test_a_table_without_rows_has_its_header(tmp_path: Path) -> None:
    (file, *_) = TableFiles(tmp_path).finish()
    assert (file.name, file.rows, file.place.read_bytes()) == ("projects.csv", 0, csv_text.header(PROJECTS))
