"""``datapackage.json``: what the downloads are, column by column, for people and programs.

In: the finished files, what the portal says of itself. Out: a Frictionless Data Package whose tables are described as
``tables`` has them, with the column types of the Fiscal Data Package as hints. The Chinese label of each
name stands in ``title``.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from .files import File
from .labels import LABELS
from .tables import TABLES, Column, Table

_TITLES = {
    "projects.jsonl": "预算项目，每行一个，内容完整",
    "submissions.jsonl": "部门公开文本，每行一份",
    "findings.jsonl": "核对提示，每行一条",
    "catalogue.sqlite": "SQLite 数据库，可全文检索",
    "lunr.json": "检索索引（Lunr）",
}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "parquet": "application/vnd.apache.parquet",
}
_TYPES = {"text": "string", "number": "number", "integer": "integer", "boolean": "boolean"}


class Origin(Struct, frozen=True):
    """A source or a licence: what it is called and where it stands."""

    title: str
    path: str
    name: str = ""


# Every document names its own address in its line.
_DOCUMENTS = Origin("各部门依法公开的部门预算绩效目标文本，逐份列在 submissions.jsonl", "submissions.jsonl")


class About(Struct, frozen=True):
    """What the portal says of its data, from its settings."""

    title: str
    description: str
    homepage: str = ""
    licences: tuple[Origin, ...] = ()
    sources: tuple[Origin, ...] = (_DOCUMENTS,)
    years: tuple[int, ...] = ()


def datapackage(about: About, version: str, files: Iterable[File]) -> bytes:
    """The description as JSON."""
    resources = [_resource(file) for file in files]
    found: dict[str, object] = {
        "name": "mingzhang",
        "title": about.title,
        "description": about.description,
        "version": version,
        "profile": "data-package",
        "countryCode": "CN",
        "granularity": "disaggregated",
        "licenses": [_licence(licence) for licence in about.licences],
        "sources": [{"title": source.title, "path": source.path} for source in about.sources],
        "resources": resources,
    }
    if about.homepage:
        found["homepage"] = about.homepage
    if about.years:
        found["fiscalPeriod"] = {"start": f"{min(about.years)}-01-01", "end": f"{max(about.years)}-12-31"}
    kept = {name: value for name, value in found.items() if value not in ("", [])}
    return msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n"


def _resource(file: File) -> dict[str, object]:
    stem, _, extension = file.name.rpartition(".")
    table = next((table for table in TABLES if table.name == file.table), None)
    found: dict[str, object] = {
        # Letters, digits and hyphens only; the table itself has the plain name.
        "name": stem if table else f"{stem}-{extension}",
        "title": _title(file, table, stem),
        "path": file.name,
        "format": extension,
        "mediatype": _MEDIA_TYPES[extension],
        "type": "table" if table else "file",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if table:
        found |= {"profile": "tabular-data-resource", "encoding": "utf-8-sig", "schema": _schema(table)}
        found["dialect"] = {"lineTerminator": "\r\n", "delimiter": ",", "header": True}
    elif extension == "jsonl":
        found["labels"] = LABELS
    return found


def _title(file: File, table: Table | None, stem: str) -> str:
    if table:
        return table.title + (f"（{stem.removeprefix(table.name + '-')}）" if stem != table.name else "")
    return _TITLES.get(file.name) or f"{file.name}（Parquet）"


def _schema(table: Table) -> dict[str, object]:
    found: dict[str, object] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        found["primaryKey"] = list(table.key)
    return found


def _field(column: Column) -> dict[str, object]:
    found: dict[str, object] = {"name": column.name, "title": column.title, "type": _TYPES[column.kind]}
    if column.kind == "boolean":
        found |= {"trueValues": ["1"], "falseValues": ["0"]}
    if column.fiscal:
        found["columnType"] = column.fiscal
    return found


def _licence(licence: Origin) -> dict[str, str]:
    return {"name": licence.name or licence.title, "title": licence.title, "path": licence.path}
