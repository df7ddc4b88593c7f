"""A goal to complete, an indicator content with part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import plain_number
from .evidence.remark import Remark, Words, at, described, valued

HEADING = "relevance"
SEVERITY = "doubt"
OF = ("share",)
WHEN = ("low share",)
TITLE = Words("目标是完成，指标只求一部分", "Complete in the goal, part in the indicator")
RULE = Words(
    "目标写「完成」的，完成率不应低于90%。", "Where the goal is to complete, the rate of completion is not below 90 %."
)
CLEAN = Words("目标说完成的，完成率相符", "Completion rates agree with goals to complete")
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words("工程要跨年，「完成」说的是当年部分。", "The work runs over the year; this year's part is meant.")
_RATE = re.compile(r"(?<!按期)(?<!及时)完成率|完成情况|使用进度|完成进度|使用率").search


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects with a goal to complete and a rate of completion."""
    to_complete = facts.goals.startswith("完成") or "\n完成" in facts.goals
    return to_complete and any(one.shape == "share" and _RATE(one.name) for one in facts.indicators)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """One finding a project, with every such rate."""
    if "完成" not in facts.goals:
        return
    goal = next((goal for goal in project.goals if goal.text.startswith("完成")), None)
    if goal is None:
        return
    low = []
    for one in facts.indicators:
        target = one.target
        if one.shape != "share" or not target or target.value is None or target.comparison in ("≤", "<"):
            continue
        if target.value < 90 and _RATE(one.name):
            low.append(one.indicator)
    if low:
        shown = "、".join(f"「{i.name}」{i.target.printed}" for i in low if i.target)
        yield Remark(
            (at(goal), *(valued(indicator) for indicator in low), described(low[0])),
            {"goal": goal.text, "least": plain_number(min(i.target.value for i in low if i.target and i.target.value))},
            f"目标是「{goal.text}」，指标只要求{shown}。",
            f"The goal is to complete; the indicators ask for {shown}.",
        )
