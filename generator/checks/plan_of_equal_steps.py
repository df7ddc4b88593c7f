"""Pattern: a plan of 25, 50, 75, 100 % although October is not the end of a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from ..model import Submission
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import plain_number
from .evidence.remark import Words

HEADING = "feasibility"
SEVERITY = "note"
TITLE = Words("支出计划四等分", "Plans of four equal steps")
RULE = Words(
    "四个时点是3、6、10、12月底，并不等距；填25、50、75、100%多半没有按月测算。",
    "The checkpoints (3, 6, 10, 12) are not evenly spaced; equal steps are hardly reckoned by month.",
)
SOURCE = sources.FEASIBLE
INNOCENT = Words("按季度付款的项目正好如此。", "Projects that pay by the quarter do look so.")
_STEPS = tuple(Decimal(n) / 4 for n in (1, 2, 3, 4))


def tally(facts: ProjectFacts, submission: Submission) -> Iterator[tuple[str, bool]]:
    """For each project with a stated plan, the plan and whether it is the four equal steps."""
    if any(facts.shares):
        yield _printed(facts.shares), facts.shares == _STEPS


@lru_cache(maxsize=1024)
def _printed(shares: tuple[Decimal | None, ...]) -> str:
    return "/".join("—" if share is None else plain_number(share * 100) for share in shares)
