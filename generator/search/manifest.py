"""The manifest: the one small script that knows which pieces there are.

JSON, handed over like every piece. ``terms`` and ``long`` are two lines each: the first term of every piece (or the
long entry's own), then the pieces' names run together. ``version`` is the format's: a script made for another version
refuses it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from . import codec, files, pieces, records, terms
from .columns import Columns
from .fields import BOOSTS, FIELDS, K1, B
from .survey import Survey

VERSION = 1


def manifest(
    survey: Survey,
    short: Sequence[tuple[str, str]],
    long: Sequence[tuple[str, str]],
    folders: Sequence[str],
    columns: Columns,
    folding: str,
) -> files.File:
    """Write the manifest; its name carries its digest."""
    text = msgspec.json.encode(
        {
            "version": VERSION,
            "documents": survey.totals.documents,
            "pages": columns.pages,
            "fields": FIELDS,
            "boosts": BOOSTS,
            "lengths": survey.totals.lengths,
            "k1": K1,
            "b": B,
            "limit": survey.limits.documents,
            "best": pieces.HEAD,
            "part": pieces.PART,
            "digest": files.DIGEST,
            "terms": _names(short),
            "long": _names(long),
            "block": records.DOCUMENTS,
            "blocks": records.BLOCKS,
            "folders": "".join(folders),
            "columns": {column.name: [column.piece, column.size] for column in columns.columns},
            "folded": folded_characters(),
            "folding": folding,
        }
    )
    name = files.digest(text)
    return files.File(f"search/manifest-{name}.js", files.script("manifest", text))


def _names(named: Sequence[tuple[str, str]]) -> tuple[str, str]:
    return " ".join(name for name, _ in named), "".join(piece for _, piece in named)


def folded_characters() -> str:
    """Which characters the folding table knows, as distances: a text without any of them needs no table."""
    points = sorted(terms.simplified())
    return codec.text([b - a for a, b in zip([0, *points], points, strict=False)])


def folding_piece() -> tuple[str, files.File]:
    """The table of traditional characters, loaded by a browser that meets one."""
    table = terms.simplified()
    return files.piece("f", "".join(chr(point) + table[point] for point in sorted(table)))
