"""Rows of a table → CSV text that opens right in a spreadsheet and is safe there.

UTF-8 with a byte order mark, without which Excel shows Chinese as noise; lines end in CR LF (RFC 4180). A text cell
that begins with ``= + - @``, tab or CR would run as a formula: it gets an apostrophe before it. Numbers
are never touched, so -5 stays a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from .tables import Row, Table

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Where a cell begins, and what would run there, each as one byte.
_FOLDED = bytes.maketrans(b',\n"' + "".join(_RUNS_AS_FORMULA).encode(), b",,," + b"=" * len(_RUNS_AS_FORMULA))


def header(table: Table) -> bytes:
    """The byte order mark and the line of column names."""
    return b"\xef\xbb\xbf" + (",".join(column.name for column in table.columns) + "\r\n").encode()


def rows(table: Table, found: Sequence[Row]) -> bytes:
    """The rows as CSV lines, without a header."""
    text = _written(found)
    # Hardly a submission holds such a cell: looking for it in the whole text costs less than in every cell.
    if _may_run(text):
        numbers = frozenset(at for at, column in enumerate(table.columns) if column.kind != "text")
        text = _written([_defused(row, numbers) for row in found])
    return text


def _written(found: Sequence[Row]) -> bytes:
    # Column by column: most hold nothing that must be quoted, which one look at all of their cells tells.
    columns = [_column(cells) for cells in zip(*found, strict=True)]
    lines = [",".join(cells) for cells in zip(*columns, strict=True)]
    lines.append("")
    return "\r\n".join(lines).encode()


def _column(cells: Sequence[str | None]) -> list[str]:
    texts = [cell or "" for cell in cells]
    return texts if _quoted(together := "".join(texts)) is together else [_quoted(text) for text in texts]


def _quoted(cell: str) -> str:
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _may_run(text: bytes) -> bool:
    """Whether some cell may begin with one of the characters; a few times too often does no harm."""
    folded = text.translate(_FOLDED)
    return folded.startswith(b"=") or b",=" in folded


def _defused(row: Row, numbers: frozenset[int]) -> Row:
    """The row with an apostrophe before each text that a spreadsheet would run."""
    return tuple(
        f"'{cell}" if cell and at not in numbers and cell.startswith(_RUNS_AS_FORMULA) else cell
        for at, cell in enumerate(row)
    )
