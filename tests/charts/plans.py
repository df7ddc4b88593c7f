"""Plans and amounts as the form prints them, for the tests of the charts."""

from __future__ import annotations

from decimal import Decimal

from generator.model import Amount, Checkpoint

MONTHS = (3, 6, 10, 12)


def plan(cells: str) -> tuple[Checkpoint, ...]:
    """``"25% | 50% | | 100%"``: the four cells of 资金支出计划, read as percentages where they are numbers."""
    printed = [cell.strip() for cell in cells.split("|")]
    return tuple(
        Checkpoint(month, _share(cell), cell, f"L{80 + month}") for month, cell in zip(MONTHS, printed, strict=True)
    )


def ten_thousand(printed: str) -> Amount:
    """An amount under 单位：万元."""
    return Amount(Decimal(printed) * 10_000, Decimal(100), printed, "header", "L73")


def _share(cell: str) -> Decimal | None:
    bare = cell.rstrip("%")
    return Decimal(bare) / 100 if bare.lstrip("-").replace(".", "").isdigit() else None
