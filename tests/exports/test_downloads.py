"""All downloads together: described, whole, and the same bytes each time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import duckdb
import frictionless
import msgspec
import pytest

from generator.exports import About, Counts, ExportChunk, Wanted, shapes, write_database, write_downloads
from generator.exports.build_json import build_json
from generator.exports.labels import LABELS
from generator.exports.tables import TABLES

Write = Callable[[Path], Path]


def test_the_package_is_valid_to_frictionless(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data)
    report = frictionless.validate("datapackage.json")
    assert report.flatten(["rowNumber", "fieldName", "type", "message"]) == []
    assert report.valid
    assert {task.name: task.stats.get("rows") for task in report.tasks if task.type == "table"} == {
        "projects": 45,
        "indicators": 272,
        "plan": 180,
        "findings": 1,
    }


def test_a_changed_file_is_not_valid_any_more(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in data.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed = (tmp_path / "projects.csv").read_bytes().replace(b",3600,", b",4600,")
    (tmp_path / "projects.csv").write_bytes(changed)
    monkeypatch.chdir(tmp_path)
    assert not frictionless.validate("datapackage.json").valid


def test_the_package_states_licence_sources_period_and_every_file(data: Path) -> None:
    package = json.loads((data / "datapackage.json").read_bytes())
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "title": "知识共享署名 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert package["sources"][0]["title"] == "各部门公开的预算绩效目标文本"
    assert package["countryCode"] == "CN"
    assert package["fiscalPeriod"] == {"start": "2021-01-01", "end": "2025-12-31"}
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == {path.name for path in data.iterdir()} - {"datapackage.json", "build.json"}
    for name, resource in described.items():
        content = (data / name).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(content),
            "sha256:" + hashlib.sha256(content).hexdigest(),
        )


def test_columns_have_chinese_titles_and_fiscal_types(data: Path) -> None:
    package = json.loads((data / "datapackage.json").read_bytes())
    projects = next(resource for resource in package["resources"] if resource["name"] == "projects")
    fields = {field["name"]: field for field in projects["schema"]["fields"]}
    assert fields["budget_yuan"] == {
        "name": "budget_yuan",
        "title": "预算数（元）",
        "type": "number",
        "columnType": "value",
    }
    assert fields["fiscal_year"]["columnType"] == "date:fiscal-year"
    for table in TABLES:
        assert all(not column.title.isascii() for column in table.columns)


def test_every_name_in_the_lines_has_its_label() -> None:
    assert names_in(shapes.ProjectLine) | names_in(shapes.SubmissionLine) | names_in(shapes.FindingLine) == set(LABELS)


def names_in(kind: Any) -> set[str]:
    """The names of a struct's fields and of all structs in them."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        fields = msgspec.structs.fields(kind)
        return {field.name for field in fields}.union(*(names_in(field.type) for field in fields))
    return set().union(*map(names_in, get_args(kind)))


def test_the_same_content_gives_the_same_bytes(data: Path, write: Write, tmp_path: Path) -> None:
    again = write(tmp_path / "again")
    names = sorted(path.name for path in data.iterdir())
    assert names == sorted(path.name for path in again.iterdir())
    assert [name for name in names if (data / name).read_bytes() != (again / name).read_bytes()] == []


def test_the_database_can_be_made_elsewhere(chunks: list[ExportChunk], data: Path, tmp_path: Path) -> None:
    """By another process, while the other files are written; it is described all the same."""
    found: dict[str, bytes] = {}
    file = write_database(chunks, tmp_path)
    wanted = Wanted(About("明账", ""), "0.1.0", "0123abcd", sqlite=False)
    write_downloads(chunks, wanted, tmp_path, found.__setitem__, lambda *_: None, (later for later in [file]))
    assert file.place.read_bytes() == (data / "catalogue.sqlite").read_bytes()
    described = {resource["path"] for resource in json.loads(found["data/datapackage.json"])["resources"]}
    assert "catalogue.sqlite" in described


def test_nothing_is_left_where_files_grew(write: Write, tmp_path: Path) -> None:
    write(tmp_path / "site")
    assert list((tmp_path / "site" / "growing").iterdir()) == []


def test_build_json_counts_and_has_no_date_of_its_own(data: Path) -> None:
    assert json.loads((data / "build.json").read_bytes()) == {
        "version": "0.1.0",
        "content": "0123abcd",
        "counts": {"departments": 5, "submissions": 5, "projects": 45, "indicators": 272, "findings": 1},
    }
    dated = json.loads(build_json("0.1.0", "0123abcd", Counts(0, 0, 0, 0, 0), "2024-05-01T00:00:00Z"))
    assert dated["built"] == "2024-05-01T00:00:00Z"


def test_parquet_keeps_money_exact_and_blank_apart_from_absent(data: Path) -> None:
    rows = duckdb.sql(f"SELECT sum(budget_yuan), count(*) FROM '{data / 'projects.parquet'}'").fetchall()  # noqa: S608
    assert rows == [(Decimal(71875200), 45)]
    blank = duckdb.sql(
        f"SELECT other_funds_yuan, other_funds_printed, counted FROM '{data / 'projects.parquet'}' "  # noqa: S608
        "WHERE id = '2022-13020822P00874710001B'"
    ).fetchall()
    assert blank == [(None, "", True)]
