"""A goal in words that cannot be held to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts, SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "note"
OF = ("goals",)
TITLE = Words("目标用词含糊", "A goal in vague words")
RULE = Words(
    "绩效目标不用「几个」「尽可能」「大大增加」一类的词。", "Goals avoid 'a few', 'as far as possible', 'much more'."
)
CLEAN = Words("目标用词明确", "Goals are put plainly")
SOURCE = sources.CLEAR
INNOCENT = Words("数字写在指标里。", "The number stands in the indicators.")
_VAGUE = (
    "几个",
    "若干",
    "尽可能",
    "尽量",
    "大大",
    "较以前",
    "较大程度",
    "出一点力",
    "部分改善",
    "适当增加",
    "一定程度",
)
_SOME = re.compile("|".join(_VAGUE)).search


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a document has any of these words."""
    return any(word in about.goals for word in _VAGUE)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """One finding a goal."""
    if not _SOME(facts.goals):
        return
    for goal in project.goals:
        words = [word for word in _VAGUE if word in goal.text]
        if words:
            yield Remark(
                (at(goal),),
                {"words": "、".join(words)},
                f"绩效目标里「{'」「'.join(words)}」无法对照。",
                f"「{'」「'.join(words)}」 cannot be held against anything.",
            )
