"""A goal that tells what has been done already."""

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
TITLE = Words("目标写的是已经做到的事", "A goal that tells the past")
RULE = Words(
    "绩效目标说当年要做到什么，不是总结以前做了什么。", "A goal says what the year is to bring, not what has been done."
)
CLEAN = Words("目标说的是将来", "Goals speak of the year to come")
SOURCE = sources.CLEAR
INNOCENT = Words("先说背景，再说目标。", "The background comes before the goal.")
_PAST = (
    "保障了",
    "提高了",
    "提升了",
    "改善了",
    "取得了",
    "解决了",
    "以前园区",
    "以前没",
    "以前未",
    "一直采用",
    "已完成",
    "已经完成",
)
_SOME = re.compile("|".join(_PAST)).search


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a document has any of these words."""
    return any(word in about.goals for word in _PAST)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """One finding a goal."""
    if not _SOME(facts.goals):
        return
    for goal in project.goals:
        words = [word for word in _PAST if word in goal.text]
        if words:
            yield Remark(
                (at(goal),),
                {"words": "、".join(words)},
                f"绩效目标里「{'」「'.join(words)}」说的是过去。",
                f"「{'」「'.join(words)}」 speaks of the past.",
            )
