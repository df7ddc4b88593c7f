"""Pattern: satisfaction is promised in round numbers."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Words

HEADING = "appropriateness"
SEVERITY = "note"
TITLE = Words("满意度都是整数", "Satisfaction in round numbers")
RULE = Words(
    "满意度目标大多是90%、95%这样的整数：说明多半没有用往年的调查结果来定。",
    "Targets of 90 % or 95 % are hardly set from earlier surveys.",
)
SOURCE = sources.APPROPRIATE
INNOCENT = Words("整数好记，作为底线也说得过去。", "Round numbers are easy to remember and serve as a floor.")


def tally(facts: ProjectFacts, submission: Submission) -> Iterator[tuple[str, bool]]:
    """For each satisfaction target its value, and whether it is a multiple of five per cent."""
    for one in facts.by_kind.get("satisfaction", ()):
        target = one.target
        if one.shape == "share" and target and target.value is not None:
            yield target.printed, target.value % 5 == 0
