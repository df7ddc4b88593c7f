"""The whole catalogue as one SQLite database: the flat tables with keys and indexes, and full text.

In: chunks, one after the other. Out: ``catalogue.sqlite``, the same bytes for the same chunks. Money and
other numbers stand as exact decimal text; beside every amount in yuan an integer in fen (分) sorts and adds up
without floats.

Full text: neither FTS5's trigrams nor plain pairs find both 差旅 and 差旅费. Texts go in as overlapping pairs
of characters with each run's last character alone (:mod:`pairs`). The query in the table ``queries`` splits what is
asked the same way, and asks for the pairs next to each other: words of any length are found exactly, a single
character by prefix. It needs one parameter, ``:q``, for which Datasette shows a field.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from . import queries
from .chunks import ExportChunk, rows_of
from .shapes import ProjectLine, SubmissionLine
from .tables import TABLES, Column, Table, year_text

_TYPES = {"text": "TEXT", "number": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}

_PENDING = 64 << 20  # bytes of full text held before they are written
_TOGETHER = 20  # projects whose texts are cut at once: what a processor keeps at hand

SEARCHED = ("name", "department", "purpose", "goals", "indicators", "code")

_SUBMISSIONS = """CREATE TABLE submissions (
  id TEXT PRIMARY KEY, url TEXT, file TEXT, sha256 TEXT, department_id TEXT, department_name TEXT,
  region_code TEXT, region_name TEXT, fiscal_year INTEGER, published TEXT, source_url TEXT,
  supersedes TEXT, superseded_by TEXT, budget_yuan TEXT, blocks INTEGER, unclaimed INTEGER,
  note TEXT, withdrawn TEXT)"""

_REFERENCES = {
    ("projects", "submission_id"): "submissions(id)",
    ("indicators", "project_id"): "projects(id)",
    ("plan", "project_id"): "projects(id)",
    ("findings", "submission_id"): "submissions(id)",
    ("findings", "project_id"): "projects(id)",
}
_INDEXED = (
    ("projects", "department_id"),
    ("projects", "region_code"),
    ("projects", "fiscal_year"),
    ("projects", "code"),
    ("projects", "submission_id"),
    ("projects", "budget_fen"),
    ("indicators", "aspect"),
    ("findings", "check"),
    ("findings", "project_id"),
)


def write(chunks: Iterable[ExportChunk], path: Path) -> None:
    """Write the database to ``path``, which must not exist yet."""
    writer = Writer(path)
    for chunk in chunks:
        writer.add(chunk)
    writer.close()


class Writer:
    """Fills the database chunk by chunk, so that never more than one submission is in memory."""

    def __init__(self, path: Path) -> None:
        from .pairs import cut  # with numpy, which a build that has nothing to do can do without

        self._cut, self._project = cut, 0
        self._texts: list[str] = []  # of projects that are not searched yet
        self._connection = sqlite3.connect(path, isolation_level=None)
        run = self._connection.execute
        # The file is made from nothing and moved into place when whole: no journal is needed.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "page_size=4096", "cache_size=-65536"):
            run(f"PRAGMA {pragma}")
        run("BEGIN")
        run(_SUBMISSIONS)
        for table in TABLES:
            run(_create(table))
        run(f"CREATE VIRTUAL TABLE search USING fts5({', '.join(SEARCHED)}, content='', detail=full, tokenize='ascii')")
        # Fewer, larger flushes: half the time, and no pages left empty by merging.
        run("INSERT INTO search(search, rank) VALUES ('hashsize', ?)", (_PENDING,))
        run("CREATE TABLE searched (number INTEGER PRIMARY KEY, project_id TEXT REFERENCES projects(id))")
        run("CREATE TABLE queries (name TEXT PRIMARY KEY, title TEXT, sql TEXT)")
        self._connection.executemany("INSERT INTO queries VALUES (?, ?, ?)", queries.READY)
        columns = ", ".join(("rowid", *SEARCHED))
        self._insert_search = _insert_values(f"search({columns})", len(SEARCHED) + 1)
        self._inserts = {table.name: _insert(table) for table in TABLES}

    def add(self, chunk: ExportChunk) -> None:
        """Add one submission."""
        run_many = self._connection.executemany
        run_many(_insert_values("submissions", 18), [_submission_row(chunk.submission_line())])
        projects = chunk.projects()
        found = rows_of(projects, chunk.findings(), chunk.year, chunk.source_page)
        for table in TABLES:
            run_many(self._inserts[table.name], found[table.name])
        first = self._project + len(self._texts) // len(SEARCHED) + 1
        run_many(_insert_values("searched", 2), [(number, line.id) for number, line in enumerate(projects, first)])
        for line in projects:
            self._texts += _searched(line)
        if len(self._texts) >= _TOGETHER * len(SEARCHED):
            self._index()

    def _index(self) -> None:
        """Make the texts that have come together searchable."""
        cells = iter(self._cut(self._texts))
        numbered = enumerate(zip(*[cells] * len(SEARCHED), strict=True), self._project + 1)
        self._connection.executemany(self._insert_search, ((number, *row) for number, row in numbered))
        self._project += len(self._texts) // len(SEARCHED)
        self._texts = []

    def close(self) -> None:
        """Make the indexes and finish the file."""
        self._index()
        run = self._connection.execute
        for table, column in _INDEXED:
            run(f'CREATE INDEX "{table}_{column}" ON "{table}"("{column}")')
        run("COMMIT")
        self._connection.close()


def _searched(line: ProjectLine) -> tuple[str, ...]:
    """What is searched of one project, in the order of ``SEARCHED``; a break between texts ends every word."""
    indicators: list[str] = []
    for indicator in line.indicators:
        target = indicator.target.printed if indicator.target else ""
        indicators += (indicator.name, indicator.description or "", target, indicator.basis or "")
    return (
        line.name.text if line.name else "",
        "\n".join([line.department.name if line.department else "", line.unit.name if line.unit else ""]),
        line.purpose.text if line.purpose else "",
        "\n".join([goal.text for goal in line.goals]),
        "\n".join(indicators),
        (line.code.text or "") if line.code else "",
    )


def _create(table: Table) -> str:
    columns = []
    for column in table.columns:
        references = _REFERENCES.get((table.name, column.name))
        columns.append(f'"{column.name}" {_TYPES[column.kind]}' + (f" REFERENCES {references}" if references else ""))
        if _is_yuan(column):
            columns.append(f'"{_fen(column)}" INTEGER')
    if table.key:
        columns.append(f"PRIMARY KEY ({', '.join(table.key)})")
    without_rowid = " WITHOUT ROWID" if len(table.key) > 1 else ""
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)}){without_rowid}'


def _insert(table: Table) -> str:
    """The statement that takes a row of the table and derives fen from yuan."""
    names, values = [], []
    for at, column in enumerate(table.columns, 1):
        names.append(f'"{column.name}"')
        values.append(f"?{at}")
        if _is_yuan(column):
            names.append(f'"{_fen(column)}"')
            values.append(f"CAST(round(?{at} * 100) AS INTEGER)")
    return f'INSERT INTO "{table.name}" ({", ".join(names)}) VALUES ({", ".join(values)})'  # noqa: S608


def _insert_values(table: str, width: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"  # noqa: S608


def _is_yuan(column: Column) -> bool:
    return column.kind == "number" and column.name.endswith("_yuan")


def _fen(column: Column) -> str:
    return column.name.removesuffix("_yuan") + "_fen"


def _submission_row(line: SubmissionLine) -> tuple[str | int | None, ...]:
    department = line.department
    return (
        line.id,
        line.url,
        line.file,
        line.sha256,
        department.id if department else None,
        department.name if department else None,
        line.region.code,
        line.region.name,
        year_text(line.fiscal_year.year),
        line.published,
        line.source_url,
        line.supersedes,
        line.superseded_by,
        line.budget,
        line.blocks,
        line.unclaimed,
        line.note or None,
        line.withdrawn or None,
    )
