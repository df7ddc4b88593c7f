"""A goal that repeats the purpose."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at
from .evidence.wording import that_say_the_same

HEADING = "relevance"
SEVERITY = "note"
OF = ("goals",)
TITLE = Words("绩效目标重复资金用途", "The goal repeats the purpose")
RULE = Words(
    "资金用途说钱花在哪里，绩效目标说要达到什么，不应是同一句话。",
    "The purpose says where the money goes, the goal what it brings.",
)
CLEAN = Words("绩效目标没有重复资金用途", "Goals do not repeat purposes")
SOURCE = sources.CLEAR
INNOCENT = Words("项目很简单，把事做完就是目标。", "The project is simple: doing it is the goal.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Equal, or all but a few words of the shorter one."""
    if project.purpose is None or len(facts.purpose) > 80 or not facts.purpose:
        return
    short = [goal for goal in project.goals if 0 < len(goal.text) <= 80]
    for index in that_say_the_same(facts.purpose, [goal.text for goal in short]):
        goal = short[index]
        yield Remark(
            (at(goal), at(project.purpose)),
            {"goal": goal.text, "purpose": facts.purpose},
            f"绩效目标「{goal.text}」与资金用途是同一句话。",
            "Goal and purpose are one sentence.",
        )
