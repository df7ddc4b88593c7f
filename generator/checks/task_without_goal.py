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

Part = tuple[str, frozenset[str]]  # of a purpose, with the acts that it names


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """A part of the purpose none of whose acts stands in a goal or in an indicator other than a cost."""
    if project.purpose is None or not facts.goals or not facts.indicators or project.damage:
        return
    if len(acts(facts.purpose)) < 2:
        return
    parts = list(_tasks(facts.purpose))
    if len(parts) < 2:
        return
    lost = _not_in(facts.goals, parts)
    for one in facts.indicators if lost else ():
        if one.kind != "cost":
            lost = _not_in(one.description, _not_in(one.name, lost))
    if lost:
        tasks = [part.strip() for part, _ in lost]
        yield Remark(
            (at(project.purpose), *(at(goal) for goal in project.goals)),
            {"tasks": "；".join(tasks)},
            f"资金用途里的「{'」「'.join(tasks)}」没有对应的目标和产出指标。",
            f"No goal or output takes up 「{'」「'.join(tasks)}」.",
        )


def _not_in(text: str, parts: list[Part]) -> list[Part]:
    """The parts of which no act stands in a text."""
    taken = acts(text) if parts else frozenset()
    return [part for part in parts if taken.isdisjoint(part[1])] if taken else parts


def _tasks(purpose: str) -> Iterator[Part]:
    """The parts of a purpose that name an act, but for office routine."""
    for part in _PARTS.split(purpose):
        found = acts(part) - _VAGUE
        if found and not any(word in part for word in _PAPER):
            yield part, found
