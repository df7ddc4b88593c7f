"""One department's own downloads, beside its page: the four CSV tables and a workbook.

In: its submissions as mapped. Out: paths under the site with their bytes. A department's files depend on its
own submissions only, so they are made where its pages are and again only when one of these changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import csv_text, xlsx
from .chunks import Mapped
from .tables import TABLES, Row


def department_files(department: str, mapped: Sequence[Mapped]) -> Iterator[tuple[str, bytes]]:
    """``projects.csv`` … and ``projects.xlsx`` under the department's folder."""
    folder = f"departments/{department}"
    for table in TABLES:
        parts = [csv_text.header(table), *(one.chunk.tables[table.name] for one in mapped)]
        yield f"{folder}/{table.name}.csv", b"".join(parts)
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for one in mapped:
        for name, found in one.rows.items():
            rows[name] += found
    yield f"{folder}/projects.xlsx", xlsx.workbook(rows)
