"""One department's own downloads, beside its page: the four CSV tables and a workbook.

In: the chunks of its submissions. Out: paths under the site with their bytes. A department's files depend on its
own submissions only, so they are made where its pages are and again only when one of these changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import csv_text, xlsx
from .chunks import ExportChunk, rows_of
from .tables import TABLES, Row


def department_files(department: str, chunks: Sequence[ExportChunk]) -> Iterator[tuple[str, bytes]]:
    """``projects.csv`` … and ``projects.xlsx`` under the department's folder."""
    folder = f"departments/{department}"
    for table in TABLES:
        parts = [csv_text.header(table), *(chunk.tables[table.name] for chunk in chunks)]
        yield f"{folder}/{table.name}.csv", b"".join(parts)
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for chunk in chunks:
        for name, found in rows_of(chunk.projects(), chunk.findings(), chunk.year, chunk.source_page).items():
            rows[name] += found
    yield f"{folder}/projects.xlsx", xlsx.workbook(rows)
