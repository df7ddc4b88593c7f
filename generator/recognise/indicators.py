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
Said = tuple[str | None, str]  # what a cell says, and where
_NOTHING: Said = (None, "")  # where there is no such cell


def read_indicators(rows: Sequence[Cells], columns: Sequence[str], vocabulary: Vocabulary) -> tuple[Indicator, ...]:
    """Rows under their column heads. A row that breaks off early has None for what is not there."""
    at = {column: index for index, column in enumerate(columns) if column}
    of_dimension, of_aspect, of_name = at.get("dimension"), at.get("aspect"), at.get("name")
    of_description, of_basis, of_weight = at.get("description"), at.get("basis"), at.get("weight")
    dimension = aspect = _NOTHING
    indicators = []
    for cells in rows:
        own = _cell(cells, of_dimension)
        if own and own.text.strip():
            label = vocabulary.dimensions.get(own.text) or clean(own.text, vocabulary)
            dimension, aspect = (label, own.anchor), _NOTHING
        own = _cell(cells, of_aspect)
        if own and own.text.strip():
            aspect = clean(own.text, vocabulary), own.anchor
        name, name_anchor = _said(cells, of_name, vocabulary)
        description, description_anchor = _said(cells, of_description, vocabulary)
        basis, basis_anchor = _said(cells, of_basis, vocabulary)
        indicators.append(
            Indicator(
                dimension[0],
                aspect[0],
                name or "",
                description,
                _target(cells, at, vocabulary),
                basis,
                cells[0].anchor,
                _said(cells, of_weight, vocabulary)[0],
                name_anchor,
                dimension[1],
                aspect[1],
                description_anchor,
                basis_anchor,
            )
        )
    return tuple(indicators)


def _cell(cells: Cells, index: int | None) -> Cell | None:
    return cells[index] if index is not None and index < len(cells) else None


def _said(cells: Cells, index: int | None, vocabulary: Vocabulary) -> Said:
    if index is None or index >= len(cells):
        return _NOTHING
    cell = cells[index]
    return clean(cell.text, vocabulary), cell.anchor


def _target(cells: Cells, at: dict[str, int], vocabulary: Vocabulary) -> Target | None:
    index = at.get("target")
    if index is None or index >= len(cells):
        return None
    cell = cells[index]
    printed = clean(cell.text, vocabulary)
    if "operator" not in at and "measure" not in at:
        return read_target(printed, cell.anchor, vocabulary)
    operator, measure = _cell(cells, at.get("operator")), _cell(cells, at.get("measure"))
    sign = clean(operator.text, vocabulary) if operator else ""
    if not printed or squeeze(sign) in vocabulary.qualitative:  # 定性: there is nothing to count
        return Target(printed, None, None, None, None, None, cell.anchor)
    return read_target(sign + printed + (clean(measure.text, vocabulary) if measure else ""), cell.anchor, vocabulary)
