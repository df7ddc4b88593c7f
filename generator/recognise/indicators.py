"""Rows of the indicator table → indicators, with merged cells filled in from above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..model import Cell, Indicator
from .targets import read_target
from .texts import clean
from .vocabulary import Vocabulary, squeeze


def read_indicators(
    rows: Sequence[tuple[Cell, ...]], columns: Sequence[str], vocabulary: Vocabulary
) -> tuple[Indicator, ...]:
    """Rows under their column heads. A row that breaks off early has None for what is not there."""
    at = {column: index for index, column in enumerate(columns) if column}
    dimension: Cell | None = None
    aspect: Cell | None = None
    indicators = []
    for cells in rows:

        def cell(column: str, cells: tuple[Cell, ...] = cells) -> Cell | None:
            index = at.get(column)
            return cells[index] if index is not None and index < len(cells) else None

        own_dimension, own_aspect = cell("dimension"), cell("aspect")
        if own_dimension and own_dimension.text.strip():
            dimension, aspect = own_dimension, None
        if own_aspect and own_aspect.text.strip():
            aspect = own_aspect
        indicators.append(_indicator(cells, dimension, aspect, cell, vocabulary))
    return tuple(indicators)


def _indicator(
    cells: tuple[Cell, ...],
    dimension: Cell | None,
    aspect: Cell | None,
    cell: Callable[[str], Cell | None],
    vocabulary: Vocabulary,
) -> Indicator:
    name, description, target, basis, weight = (
        cell(column) for column in ("name", "description", "target", "basis", "weight")
    )

    def text(found: Cell | None) -> str | None:
        return None if found is None else clean(found.text, vocabulary)

    label = None
    if dimension is not None:
        word = squeeze(dimension.text)
        label = vocabulary.dimensions.get(word, clean(dimension.text, vocabulary))
    return Indicator(
        dimension=label,
        aspect=text(aspect),
        name=text(name) or "",
        description=text(description),
        target=None if target is None else read_target(clean(target.text, vocabulary), target.anchor, vocabulary),
        basis=text(basis),
        anchor=cells[0].anchor,
        weight=text(weight),
        name_anchor=name.anchor if name else "",
        dimension_anchor=dimension.anchor if dimension else "",
        aspect_anchor=aspect.anchor if aspect else "",
        description_anchor=description.anchor if description else "",
        basis_anchor=basis.anchor if basis else "",
    )
