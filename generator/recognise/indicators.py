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


def read_indicators(rows: Sequence[Cells], columns: Sequence[str], vocabulary: Vocabulary) -> tuple[Indicator, ...]:
    """Rows under their column heads. A row that breaks off early has None for what is not there."""
    at = {column: index for index, column in enumerate(columns) if column}
    of_dimension, of_aspect = at.get("dimension"), at.get("aspect")
    dimension: Cell | None = None
    aspect: Cell | None = None
    indicators = []
    for cells in rows:
        own = _cell(cells, of_dimension)
        if own and own.text.strip():
            dimension, aspect = own, None
        own = _cell(cells, of_aspect)
        if own and own.text.strip():
            aspect = own
        indicators.append(_indicator(cells, dimension, aspect, at, vocabulary))
    return tuple(indicators)


def _cell(cells: Cells, index: int | None) -> Cell | None:
    return cells[index] if index is not None and index < len(cells) else None


def _said(cell: Cell | None, vocabulary: Vocabulary) -> str | None:
    return None if cell is None else clean(cell.text, vocabulary)


def _indicator(
    cells: Cells, dimension: Cell | None, aspect: Cell | None, at: dict[str, int], vocabulary: Vocabulary
) -> Indicator:
    name, description = _cell(cells, at.get("name")), _cell(cells, at.get("description"))
    basis, weight = _cell(cells, at.get("basis")), _cell(cells, at.get("weight"))
    label = None
    if dimension is not None:
        label = vocabulary.dimension(dimension.text) or clean(dimension.text, vocabulary)
    return Indicator(
        dimension=label,
        aspect=_said(aspect, vocabulary),
        name=clean(name.text, vocabulary) if name else "",
        description=_said(description, vocabulary),
        target=_target(cells, at, vocabulary),
        basis=_said(basis, vocabulary),
        anchor=cells[0].anchor,
        weight=_said(weight, vocabulary),
        name_anchor=name.anchor if name else "",
        dimension_anchor=dimension.anchor if dimension else "",
        aspect_anchor=aspect.anchor if aspect else "",
        description_anchor=description.anchor if description else "",
        basis_anchor=basis.anchor if basis else "",
    )


def _target(cells: Cells, at: dict[str, int], vocabulary: Vocabulary) -> Target | None:
    cell = _cell(cells, at.get("target"))
    if cell is None:
        return None
    printed = clean(cell.text, vocabulary)
    if "operator" not in at and "measure" not in at:
        return read_target(printed, cell.anchor, vocabulary)
    operator, measure = _cell(cells, at.get("operator")), _cell(cells, at.get("measure"))
    sign = clean(operator.text, vocabulary) if operator else ""
    if not printed or squeeze(sign) in vocabulary.qualitative:  # 定性: there is nothing to count
        return Target(printed, None, None, None, None, None, cell.anchor)
    return read_target(sign + printed + (clean(measure.text, vocabulary) if measure else ""), cell.anchor, vocabulary)
