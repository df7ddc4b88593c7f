"""What the labels of a table row say about the row, whatever the values between them.

Few combinations of labels occur in the forms of a country, so each is looked at once.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

Labels = tuple[str | None, ...]  # of each cell, as the vocabulary announces them


class Shape(Struct, frozen=True):
    """The parts of the form that a row with some labels may be."""

    columns: tuple[str, ...]  # the indicator table's, where the row heads it: "" for a cell that is no label
    months: tuple[tuple[int, int], ...]  # columns and months of the plan, where the row heads that
    goals: bool  # whether it opens the goals
    fields: tuple[tuple[int, str, str, bool], ...]  # column, kind, key, and whether the next cell may hold its value
    names_field: bool  # whether one of the form's fields is among the labels
    names_project: bool  # whether a project's name or code is


@lru_cache(maxsize=1 << 12)
def shape_of(labels: Labels) -> Shape:
    """The shape of a row with at least one label."""
    pairs = [(at, *label.partition(":")[::2]) for at, label in enumerate(labels) if label]
    kinds = [kind for _, kind, _ in pairs]
    columns = tuple(label[7:] if label and label.startswith("column:") else "" for label in labels)
    months = tuple((at, int(key)) for at, kind, key in pairs if kind == "month")
    return Shape(
        columns=columns if kinds.count("column") > 1 else (),
        months=months if len(months) > 1 else (),
        goals=kinds[0] == "period" or pairs[0][1:] == ("group", "goals"),
        fields=tuple((at, kind, key, at + 1 < len(labels) and not labels[at + 1]) for at, kind, key in pairs),
        names_field="field" in kinds,
        names_project="field:name" in labels or "field:code" in labels,
    )
