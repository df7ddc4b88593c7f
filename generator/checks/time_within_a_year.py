"""Pattern: a time target that only says within the year."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Words

HEADING = "appropriateness"
SEVERITY = "note"
TITLE = Words("时效指标只说一年之内", "Time targets of one year")
RULE = Words(
    "时效指标写「≤1年」，等于只说当年做完，没有约束。",
    "A time target of one year only says that the year is the limit.",
)
SOURCE = sources.APPROPRIATE
INNOCENT = Words("经常性的工作本来就是全年做。", "Recurrent work does last all year.")


def tally(facts: ProjectFacts, submission: Submission) -> Iterator[tuple[str, bool]]:
    """For each time target its value, and whether it is one year or its last day."""
    for one in facts.by_kind.get("time", ()):
        target = one.target
        if target and target.printed:
            yield target.printed, (target.unit == "年" and target.value == 1) or target.deadline == "12-31"
