"""An adjective where a number is due."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "completeness"
SEVERITY = "doubt"
OF = ("indicators",)
WHEN = ("word",)
TITLE = Words("指标值没有数", "Target without a number")
RULE = Words(
    "数量、质量、时效、成本、满意度指标的值应是数；其余指标也应能衡量。",
    "Quantity, quality, time, cost and satisfaction have numbers; other targets can be measured, too.",
)
CLEAN = Words("指标值都有数", "Every target has a number")
SOURCE = sources.CLEAR
INNOCENT = Words(
    "效益可以用定性的话表述，评价时另有细则。", "Benefits may be put in words; the scale is set elsewhere."
)
_DUE = frozenset(("quantity", "quality", "time", "cost", "satisfaction"))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Words such as 优, 满意, 不超年初预算: a doubt where a number is due, else a note."""
    for one in facts.indicators:
        if one.shape == "word" and one.target:
            printed = one.target.printed
            due = one.kind in _DUE
            yield Remark(
                (valued(one.indicator), named(one.indicator)),
                {"target": printed},
                f"{one.indicator.aspect or '指标'}「{one.name}」的指标值是「{printed}」，没有数"
                + ("。" if due else "，怎样算达到没有写明。"),
                f"The target 「{printed}」 has no number.",
                None if due else "note",
            )
