"""Pattern: a cost target that only repeats the budget."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Words

HEADING = "appropriateness"
SEVERITY = "note"
TITLE = Words("成本指标就是预算数", "Cost targets that are the budget")
RULE = Words(
    "成本指标写「≤预算数」，等于只说不超预算，看不出单价和节约。",
    "A cost target of at most the budget says nothing of unit prices or savings.",
)
SOURCE = sources.APPROPRIATE
INNOCENT = Words("一次性补助没有单价可言。", "A grant paid once has no unit price.")


def tally(facts: ProjectFacts, submission: Submission) -> Iterator[tuple[str, bool]]:
    """For each cost target in money, its value and whether it is the budget."""
    for one in facts.by_kind.get("cost", ()):
        target = one.target
        if one.yuan is not None and target:
            yield ("＝预算数" if one.yuan == facts.budget else "≠预算数"), one.yuan == facts.budget
