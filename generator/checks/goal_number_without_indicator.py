"""A percentage in the goal that no indicator measures."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at
from .goal_percentage_differs import shares_promised

HEADING = "relevance"
SEVERITY = "note"
OF = ("figures in goals",)
WHEN = ("figures in goals",)
TITLE = Words("目标里的百分比没有指标", "A share in the goal without an indicator")
RULE = Words("绩效目标里写明的百分比应有指标来衡量。", "A percentage in a goal has an indicator that measures it.")
CLEAN = Words("目标里的百分比都有指标", "Every share in a goal has its indicator")
SOURCE = sources.RELEVANT
INNOCENT = Words("有指标，只是换了说法。", "There is an indicator, in other words.")


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects with a percentage in a goal."""
    return any(True for _ in shares_promised(project, facts))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """No indicator in per cent shares a telling word, and none has the number."""
    values = {one.target.value for one in facts.indicators if one.shape == "share" and one.target}
    for goal, printed, value, like in shares_promised(project, facts):
        if not like and value not in values and project.indicators:
            yield Remark(
                (at(goal),),
                {"goal": printed},
                f"绩效目标写了{printed}，没有指标衡量它。",
                f"The goal promises {printed}, and no indicator measures it.",
            )
