"""A percentage in the goal and another one in the indicator that measures the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model import Goal, Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.kinds import IndicatorFacts
from .evidence.remark import Remark, Words, at, valued
from .evidence.wording import clause_around, telling_pairs

HEADING = "relevance"
SEVERITY = "doubt"
OF = ("figures in goals",)
WHEN = ("figures in goals",)
TITLE = Words("目标与指标的百分比不同", "Goal and indicator promise different shares")
RULE = Words("绩效目标里写的百分比应与对应指标的指标值一致。", "A percentage in a goal is the one of its indicator.")
CLEAN = Words("目标与指标的百分比一致", "Goals and indicators promise the same shares")
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words("说的是相近的两件事。", "They speak of two similar things.")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")


def shares_promised(project: Project, facts: ProjectFacts) -> Iterator[tuple[Goal, str, Decimal, list[IndicatorFacts]]]:
    """Each percentage of each goal, its clause, and the indicators in per cent that share two telling pairs with it."""
    if "%" not in facts.goals and "％" not in facts.goals:
        return
    measured = [one for one in facts.indicators if one.shape == "share"]
    for goal in project.goals:
        for match in _SHARE.finditer(goal.text):
            words = telling_pairs(clause_around(goal.text, match.start(), match.end()))
            like = [one for one in measured if len(words & telling_pairs(one.name)) > 1]
            yield goal, match[0], Decimal(match[1]), like


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects with a percentage in a goal that an indicator measures."""
    return any(like for _, _, _, like in shares_promised(project, facts))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Some indicator is about it, and none has its value."""
    for goal, printed, value, like in shares_promised(project, facts):
        if like and all(one.target and one.target.value != value for one in like):
            shown = "、".join(f"「{i.indicator.name}」{i.indicator.target.printed}" for i in like if i.indicator.target)
            yield Remark(
                (at(goal), *(valued(one.indicator) for one in like)),
                {"goal": printed, "indicators": shown},
                f"绩效目标写{printed}，指标{shown}。",
                f"The goal says {printed}, the indicator {shown}.",
            )
