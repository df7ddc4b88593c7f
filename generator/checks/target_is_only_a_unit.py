"""A target that is nothing but a unit."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "completeness"
SEVERITY = "error"
OF = ("indicators",)
WHEN = ("unit",)
TITLE = Words("指标值只有单位", "Target is only a unit")
RULE = Words("指标值应有数，只写单位等于没有目标。", "A target has a number; a bare unit promises nothing.")
CLEAN = Words("指标值不是光有单位", "No target is a bare unit")
SOURCE = sources.CLEAR
INNOCENT = Words("导出时数字丢了。", "The number was lost when the document was exported.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Each indicator whose target is only a unit."""
    for one in facts.indicators:
        if one.shape == "unit" and one.target:
            printed = one.target.printed
            yield Remark(
                (valued(one.indicator), named(one.indicator)),
                {"target": printed},
                f"「{one.name}」的指标值只写了「{printed}」，没有数。",
                f"The target is only 「{printed}」, without a number.",
            )
