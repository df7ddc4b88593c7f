"""When a department plans to spend: its projects' plans summed, with what is left to the end of the year.

The four checkpoints are cumulative, so what is planned between the end of October and the end of December is the
difference of the last two, where both are stated. Where October is blank nobody can say whether money is for the year's
end: it is counted apart, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from .money import plain

MONTHS = (3, 6, 10, 12)
Shares = tuple[Decimal | None, ...]
_NOTHING, _ONE = Decimal(0), Decimal(1)


class Pace(Struct, frozen=True, gc=False):
    """Yuan of a department-year by when it is to be spent. ``planned`` and ``unstated`` are by the four checkpoints."""

    projects: int
    total: Decimal
    planned: tuple[Decimal, ...]
    unstated: tuple[Decimal, ...]
    late: Decimal  # between the end of October and the end of December
    late_projects: int
    silent: Decimal  # of projects that state no share at all
    largest: Decimal  # the largest budget


def pack_shares(shares: Iterable[Decimal | None]) -> str:
    """Shares as one short text: ``0.25 0.5 - 1``."""
    return " ".join(["-" if share is None else str(share) for share in shares])


@lru_cache(maxsize=1 << 12)
def unpack_shares(packed: str) -> Shares:
    """The shares; plans are of few kinds."""
    return tuple(None if share == "-" else Decimal(share) for share in packed.split())


def late_of(budget: Decimal | None, shares: Shares) -> Decimal:
    """What a project plans to spend in November and December; 0 where its plan does not say."""
    if not budget or len(shares) < 4:
        return Decimal(0)
    october, december = shares[2], shares[3]
    if october is None or december is None or december <= october:
        return Decimal(0)
    return budget * (december - october)


def pace_of(budgets: Iterable[tuple[Decimal | None, str]]) -> Pace:
    """Sum up projects, each with its budget and its packed shares."""
    of_plan: dict[str, list[Decimal]] = {}  # plans are of few kinds
    projects = 0
    for budget, packed in budgets:
        projects += 1
        if budget:
            of_plan.setdefault(packed, []).append(budget)
    planned, unstated = [_NOTHING] * len(MONTHS), [_NOTHING] * len(MONTHS)
    total = late = silent = largest = _NOTHING
    late_projects = 0
    for packed, some in of_plan.items():
        shares, whole = unpack_shares(packed), sum(some, _NOTHING)
        total += whole
        largest = max(largest, *some)
        for at, share in enumerate(shares):
            if share is None:
                unstated[at] += whole
            else:
                planned[at] += whole * share
        if all(share is None for share in shares):
            silent += whole
        if left := late_of(_ONE, shares):
            late += whole * left
            late_projects += sum(budget > 0 for budget in some)
    sums = (tuple(map(plain, planned)), tuple(map(plain, unstated)))
    return Pace(projects, plain(total), *sums, plain(late), late_projects, plain(silent), plain(largest))
