"""What a check says: the places it stands on, the figures, one sentence in each language.

The check's name, severity, heading and project are added by :func:`generator.checks.run`.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from ...model import Amount, Checkpoint, Code, Goal, Indicator, Printed, Severity, Target, Text


class Words(NamedTuple):
    """The same words in both languages of the site."""

    zh: str
    en: str


class Remark(Struct, frozen=True, gc=False):
    """One thing a check has seen. ``severity`` only where it differs from the check's own."""

    places: tuple[Printed, ...]
    values: dict[str, str]
    zh: str
    en: str
    severity: Severity | None = None


def at(fact: Text | Goal | Amount | Target | Checkpoint | Code) -> Printed:
    """A fact as a place: its anchor and what is printed there."""
    printed: str | None = getattr(fact, "printed", None)  # a code has both: what stands in the cell is shown
    return Printed(fact.anchor, getattr(fact, "text", "") if printed is None else printed)


def named(indicator: Indicator) -> Printed:
    """The cell of an indicator's name (三级指标)."""
    return Printed(indicator.name_anchor or indicator.anchor, indicator.name)


def described(indicator: Indicator) -> Printed:
    """The cell of an indicator's description (绩效指标描述)."""
    return Printed(indicator.description_anchor or indicator.anchor, indicator.description or "")


def grounded(indicator: Indicator) -> Printed:
    """The cell of an indicator's basis (指标值确定依据)."""
    return Printed(indicator.basis_anchor or indicator.anchor, indicator.basis or "")


def valued(indicator: Indicator) -> Printed:
    """The cell of an indicator's target (指标值); where it is missing, the indicator's row."""
    return at(indicator.target) if indicator.target else Printed(indicator.anchor, indicator.name)
