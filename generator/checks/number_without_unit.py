"""A number of nothing named."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.kinds import nameless
from .evidence.remark import Remark, Words, named, valued

HEADING = "completeness"
SEVERITY = "doubt"
OF = (
    "share",
    "money",
    "count",
    "bare",
)
WHEN = ("bare", "short money")
TITLE = Words("指标值没有单位", "A number without a unit")
RULE = Words(
    "指标值应写明单位，不然不知道是多少个什么。", "A target names its unit; else nobody knows what is counted."
)
CLEAN = Words("指标值都有单位", "Every number has a unit")
SOURCE = sources.CLEAR
INNOCENT = Words("单位在指标名称里，或者0不需要单位。", "The unit stands in the name, or the number is 0.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Nothing of something (0) is a note."""
    for one in facts.indicators:
        target = one.target
        if target and nameless(one):
            yield Remark(
                (valued(one.indicator), named(one.indicator)),
                {"target": target.printed},
                f"「{one.name}」的指标值「{target.printed}」没有单位。",
                f"The target 「{target.printed}」 has no unit.",
                "note" if not target.value else None,
            )
