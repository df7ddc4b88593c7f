"""Rows of the indicator table → indicators, with merged cells filled in from above.

A target may stand in one cell (``≥95%``) or be spread over three (指标性质, 指标值, 计量单位); a list without levels
has neither dimension nor aspect.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Cell, Indicator, Target
from .targets import read_target
from .texts import clean
from .vocabulary import Vocabulary, squeeze

Cells = tuple[Cell, ...]
_ABSENT = 1 << 30  # the column of what a table has no column for: no row is so long


def read_indicators(rows: Sequence[Cells], columns: Sequence[str], vocabulary: Vocabulary) -> tuple[Indicator, ...]:
    """Rows under their column heads. A row that breaks off early has None for what is not there."""
    at = {column: index for index, column in enumerate(columns) if column}
    of_dimension, of_aspect, of_name = at.get("dimension", _ABSENT), at.get("aspect", _ABSENT), at.get("name", _ABSENT)
    of_description, of_basis = at.get("description", _ABSENT), at.get("basis", _ABSENT)
    of_target, of_weight = at.get("target", _ABSENT), at.get("weight", _ABSENT)
    in_parts = "operator" in at or "measure" in at
    dimension = aspect = None
    dimension_anchor = aspect_anchor = ""
    indicators = []
    for cells in rows:
        width = len(cells)
        if of_dimension < width and (own := cells[of_dimension]).text.strip():
            dimension = vocabulary.dimension(own.text) or clean(own.text, vocabulary)
            dimension_anchor, aspect, aspect_anchor = own.anchor, None, ""
        if of_aspect < width and (own := cells[of_aspect]).text.strip():
            aspect, aspect_anchor = clean(own.text, vocabulary), own.anchor
        name = cells[of_name] if of_name < width else None
        description = cells[of_description] if of_description < width else None
        target = cells[of_target] if of_target < width else None
        basis = cells[of_basis] if of_basis < width else None
        indicators.append(
            Indicator(
                dimension,
                aspect,
                clean(name.text, vocabulary) if name else "",
                clean(description.text, vocabulary) if description else None,
                (_of_parts(target, cells, at, vocabulary) if in_parts else _of(target, vocabulary)) if target else None,
                clean(basis.text, vocabulary) if basis else None,
                cells[0].anchor,
                clean(cells[of_weight].text, vocabulary) if of_weight < width else None,
                name.anchor if name else "",
                dimension_anchor,
                aspect_anchor,
                description.anchor if description else "",
                basis.anchor if basis else "",
            )
        )
    return tuple(indicators)


def _of(target: Cell, vocabulary: Vocabulary) -> Target:
    return read_target(clean(target.text, vocabulary), target.anchor, vocabulary)


def _of_parts(target: Cell, cells: Cells, at: dict[str, int], vocabulary: Vocabulary) -> Target:
    """A target whose sign or unit stands in a cell of its own."""
    printed = clean(target.text, vocabulary)
    sign, measure = (_beside(cells, at.get(column), vocabulary) for column in ("operator", "measure"))
    if not printed or squeeze(sign) in vocabulary.qualitative:  # 定性: there is nothing to count
        return Target(printed, None, None, None, None, None, target.anchor)
    return read_target(sign + printed + measure, target.anchor, vocabulary)


def _beside(cells: Cells, index: int | None, vocabulary: Vocabulary) -> str:
    return clean(cells[index].text, vocabulary) if index is not None and index < len(cells) else ""
