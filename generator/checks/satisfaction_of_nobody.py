"""A satisfaction indicator that does not say whose satisfaction."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, described, named

HEADING = "completeness"
SEVERITY = "note"
OF = ("satisfaction",)
TITLE = Words("满意度没有说是谁的", "Satisfaction of nobody in particular")
RULE = Words("满意度指标应写明是哪些人的满意度。", "A satisfaction indicator says who is to be satisfied.")
CLEAN = Words("满意度写明了对象", "Satisfaction names its people")
SOURCE = sources.CLEAR
INNOCENT = Words("项目的服务对象一看就知道。", "Everybody knows whom the project serves.")
_NOBODY = frozenset(("满意度", "满意率", "满意度指标"))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Neither the name nor the description names anybody."""
    for one in facts.by_kind.get("satisfaction", ()):
        indicator = one.indicator
        if indicator.name in _NOBODY and (not indicator.description or indicator.description in _NOBODY):
            yield Remark(
                (named(indicator), described(indicator)),
                {},
                "只写「满意度」，没有说是谁的满意度。",
                "Only 'satisfaction', without saying whose.",
            )
