"""The flat tables as Parquet, for those who load them into an analysis (extra ``parquet``).

In: chunks. Out: one file a table, columns typed as the tables say: numbers are DECIMAL and never floats, a blank
cell is an empty text and an absent one null. DuckDB writes them, in one thread so that the same rows give the
same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import msgspec

from ..model import BuildError
from .chunks import ExportChunk, rows_of
from .files import File, finished
from .tables import TABLES, Table

# Twelve places keep every figure that forms print: 0.000001 万元 is one fen.
_TYPES = {"text": "VARCHAR", "number": "DECIMAL(38, 12)", "integer": "INTEGER", "boolean": "BOOLEAN"}
_encoder = msgspec.json.Encoder()


class Writer:
    """Collects the rows of all tables on disk, then has each table written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._streams: dict[str, BinaryIO] = {table.name: self._rows_of(table).open("wb") for table in TABLES}

    def add(self, chunk: ExportChunk) -> None:
        """Append one submission's rows."""
        found = rows_of(chunk.projects(), chunk.findings(), chunk.year, chunk.source_page)
        for table in TABLES:
            names = [column.name for column in table.columns]
            lines = [dict(zip(names, row, strict=True)) for row in found[table.name]]
            self._streams[table.name].write(_encoder.encode_lines(lines))

    def finish(self) -> list[File]:
        """Write the Parquet files."""
        try:
            import duckdb
        except ImportError:
            what_to_do = "请运行 pip install 'mingzhang[parquet]'，或者不要这种下载"
            raise BuildError("Parquet 下载要用 DuckDB", "data", what_to_do) from None
        with duckdb.connect(config={"threads": 1}) as connection:
            return [self._write(table, connection) for table in TABLES]

    def _write(self, table: Table, connection: object) -> File:
        rows, place = self._rows_of(table), self._folder / f"{table.name}.parquet"
        self._streams[table.name].close()
        columns = ", ".join(f"'{column.name}': 'VARCHAR'" for column in table.columns)
        typed = ", ".join(f'CAST("{c.name}" AS {_TYPES[c.kind]}) AS "{c.name}"' for c in table.columns)
        connection.execute(  # type: ignore[attr-defined]
            f"COPY (SELECT {typed} "  # noqa: S608
            f"FROM read_json('{_quoted(rows)}', format='newline_delimited', columns={{{columns}}})) "
            f"TO '{_quoted(place)}' (FORMAT parquet, COMPRESSION zstd)"
        )
        rows.unlink()
        return finished(place)

    def _rows_of(self, table: Table) -> Path:
        return self._folder / f"{table.name}.rows"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
