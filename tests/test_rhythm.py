"""When the money of a department is to be spent, and what is left to the end of the year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.rhythm import Shares, late_of, pace_of, pack_shares


def shares(printed: str) -> Shares:
    """``25 — 75 100``: four shares in percent, — for blank."""
    return tuple(None if cell == "—" else Decimal(cell) / 100 for cell in printed.split())


@pytest.mark.parametrize(
    ("plan", "late"),
    [
        ("25 50 75 100", 25),
        ("0 0 0 100", 100),
        ("— — 0 100", 100),
        ("100 100 100 100", 0),
        ("— — — 100", 0),  # nobody can say whether it is for the year's end
        ("25 50 75 —", 0),
        ("50 75 80 60", 0),  # a plan that falls leaves nothing
        ("— — — —", 0),
    ],
)
def test_what_is_left_to_november_and_december(plan: str, late: int) -> None:
    assert late_of(Decimal(100), shares(plan)) == late


def test_without_a_budget_or_a_plan_nothing_is_left() -> None:
    assert late_of(None, shares("0 0 0 100")) == 0
    assert late_of(Decimal(0), shares("0 0 0 100")) == 0
    assert late_of(Decimal(100), ()) == 0


def test_a_departments_pace_is_the_sum_of_its_projects() -> None:
    """120 evenly, 30 known only by the year's end, 4.2 without a plan, and one without a budget."""
    pace = pace_of(
        [
            (Decimal(120), pack_shares(shares("25 50 75 100"))),
            (Decimal(30), pack_shares(shares("— — — 100"))),
            (Decimal("4.2"), pack_shares(shares("— — — —"))),
            (None, pack_shares(shares("100 100 100 100"))),
        ]
    )
    assert (pace.projects, pace.total, pace.largest) == (4, Decimal("154.2"), Decimal(120))
    assert pace.planned == (30, 60, 90, 150)
    assert pace.unstated == (Decimal("34.2"), Decimal("34.2"), Decimal("34.2"), Decimal("4.2"))
    assert (pace.late, pace.late_projects, pace.silent) == (30, 1, Decimal("4.2"))
