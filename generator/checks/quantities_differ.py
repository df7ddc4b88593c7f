"""Purpose, goal and indicator that name different quantities of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Goal, Project, Text
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import Figure, figures, fold_unit, plain_number
from .evidence.remark import Remark, Words, at, named, valued

HEADING = "relevance"
SEVERITY = "doubt"
OF = ("figures in purpose",)
WHEN = ("figures in purpose",)
TITLE = Words("用途、目标、指标的数量不同", "Different quantities of one thing")
RULE = Words(
    "资金用途、绩效目标和指标说到同一样东西时，数量应当一致。",
    "Purpose, goals and indicators name the same quantity of a thing.",
)
CLEAN = Words("用途、目标、指标的数量一致", "Purpose, goals and indicators name the same quantities")
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words(
    "说的是总数和当年数，或者≥只是最低要求。", "One is the total, one this year's part, or ≥ is only a minimum."
)
_NOUN = re.compile(r"[\u4e00-\u9fff]{2,3}")
_CORE = re.compile(r"[（(].*")


def _counted(text: str) -> dict[tuple[str, str], Figure]:
    """Things counted in a text by their unit and the first characters of their name."""
    found: dict[tuple[str, str], Figure] = {}
    for figure in figures(text, spelled=True):
        noun = _NOUN.match(text, figure.end)
        if noun and figure.yuan is None and figure.unit != "%":
            found.setdefault((figure.unit, noun[0]), figure)
    return found


def _between_texts(project: Project) -> Iterator[tuple[Text, Goal, Figure, Figure]]:
    if project.purpose is None:
        return
    used = _counted(project.purpose.text)
    for goal in project.goals:
        for key, figure in _counted(goal.text).items():
            if key in used:
                yield project.purpose, goal, used[key], figure


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects whose purpose has figures that a goal or an indicator takes up."""
    if "figures in purpose" not in facts.traits:
        return False
    return any(True for _ in _between_texts(project)) or any(True for _ in _in_indicators(project, facts))


def _in_indicators(project: Project, facts: ProjectFacts) -> Iterator[tuple[int, Figure]]:
    """Figures of the purpose that stand right behind an indicator's name: 供暖面积3510㎡."""
    for at_index, one in enumerate(facts.indicators):
        core = _CORE.sub("", one.name)
        if one.shape != "count" or len(core) < 3 or core not in facts.purpose:
            continue
        start = facts.purpose.index(core) + len(core)
        for figure in figures(facts.purpose):
            behind = start <= figure.start <= start + 3
            if behind and one.target and fold_unit(one.target.unit) == figure.unit:
                yield at_index, figure


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Between purpose and goals, then between purpose and indicators."""
    if project.purpose is None:
        return
    for purpose, goal, used, promised in _between_texts(project):
        if used.value != promised.value:
            yield Remark(
                (at(purpose), at(goal)),
                {"purpose": used.printed, "goal": promised.printed},
                f"资金用途写「{_with_noun(purpose.text, used)}」，绩效目标写「{_with_noun(goal.text, promised)}」。",
                f"The purpose says {plain_number(used.value)}, the goal {plain_number(promised.value)}.",
            )
    for index, figure in _in_indicators(project, facts):
        indicator = facts.indicators[index].indicator
        if indicator.target and indicator.target.value != figure.value:
            yield Remark(
                (at(project.purpose), valued(indicator), named(indicator)),
                {"purpose": figure.printed, "indicator": indicator.target.printed},
                f"资金用途写「{indicator.name}{figure.printed}」，指标值是{indicator.target.printed}。",
                f"The purpose says {figure.printed}, the indicator {indicator.target.printed}.",
            )


def _with_noun(text: str, figure: Figure) -> str:
    noun = _NOUN.match(text, figure.end)
    return figure.printed + (noun[0] if noun else "")
