"""One measure with several values in one project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.kinds import IndicatorFacts
from .evidence.remark import Remark, Words, described, valued

HEADING = "appropriateness"
SEVERITY = "doubt"
OF = ("share",)
WHEN = ("share",)
TITLE = Words("同一件事有几个目标值", "One measure, several values")
RULE = Words(
    "同一个项目里衡量同一件事的指标，目标值应当一致。",
    "Indicators of one project that measure the same have the same value.",
)
CLEAN = Words("同一件事只有一个目标值", "One measure, one value")
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words("说的其实是几件事，只是写得太像。", "They are different things described alike.")
_FILLER = re.compile(r"项目|工程|情况|程度|比例|占比|[率的数]|[（(].*?[）)]|\W")


def _measure(description: str) -> str:
    """The description without the words that do not tell one measure from another."""
    return _FILLER.sub("", description)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Equal words, different per cent; satisfaction by different people is told apart by its words."""
    measured = [
        one for one in facts.indicators if one.shape == "share" and one.kind != "satisfaction" and one.description
    ]
    values = [one.target.value for one in measured if one.target]
    if not values or values.count(values[0]) == len(values):  # which is quicker than a set of decimals
        return
    seen: dict[str, list[IndicatorFacts]] = {}
    for one in measured:
        seen.setdefault(_measure(one.description), []).append(one)
    for measure, same in seen.items():
        if len(same) > 1 and len(measure) > 3 and len({one.target.value for one in same if one.target}) > 1:
            printed = "、".join(one.target.printed for one in same if one.target)
            yield Remark(
                tuple(place for one in same for place in (valued(one.indicator), described(one.indicator))),
                {"values": printed},
                f"「{same[0].indicator.description}」在{len(same)}个指标里分别是{printed}。",
                f"The same measure is promised as {printed}.",
            )
