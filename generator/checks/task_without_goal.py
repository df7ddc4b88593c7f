"""A task of the purpose that no goal and no indicator takes up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.acts import acts
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

_VAGUE = frozenset(("运转",))  # everything runs; it takes no goal of its own
_PAPER = ("资料", "印刷", "协调", "服务工作")
HEADING = "relevance"
SEVERITY = "doubt"
OF = ("purpose",)
TITLE = Words("用途里的事没有目标", "A task without a goal")
RULE = Words("资金用途里列出的每件事，都应有目标或产出指标。", "Every task of the purpose has a goal or an output.")
CLEAN = Words("用途里的事都有目标", "Every task of the purpose has a goal")
SOURCE = sources.RELEVANT
INNOCENT = Words("这件事很小，或者目标用了别的说法。", "The task is small, or the goal is put in other words.")
_PARTS = re.compile(r"[，。；、;,]|及(?!时)|以及")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """A part of the purpose none of whose acts stands in a goal or in an indicator other than a cost."""
    if project.purpose is None or not facts.goals or not facts.indicators or project.damage:
        return
    if len(acts(facts.purpose)) < 2:
        return
    parts = list(_tasks(facts.purpose))
    if len(parts) < 2:
        return
    taken = set(acts(facts.goals))
    for one in facts.indicators:
        if one.kind != "cost":
            taken |= acts(one.name) | acts(one.description)
    lost = [part.strip() for part, found in parts if taken.isdisjoint(found)]
    if lost:
        yield Remark(
            (at(project.purpose), *(at(goal) for goal in project.goals)),
            {"tasks": "；".join(lost)},
            f"资金用途里的「{'」「'.join(lost)}」没有对应的目标和产出指标。",
            f"No goal or output takes up 「{'」「'.join(lost)}」.",
        )


def _tasks(purpose: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The parts of a purpose that name an act, but for office routine."""
    for part in _PARTS.split(purpose):
        found = acts(part) - _VAGUE
        if found and not any(word in part for word in _PAPER):
            yield part, found
