"""A plan with a share above 100 % or below nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "arithmetic"
SEVERITY = "error"
OF = ("plan",)
WHEN = ("odd plan",)
TITLE = Words("支出计划超出0到100%", "The plan leaves 0–100 %")
RULE = Words("累计支出比例应在0到100%之间。", "A cumulative share lies between 0 and 100 %.")
CLEAN = Words("支出计划都在0到100%之间", "Every share lies between 0 and 100 %")
SOURCE = sources.RECKONING
INNOCENT = Words("把金额填进了比例栏。", "An amount was put where a share belongs.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Every stated share by itself."""
    for checkpoint in project.plan:
        if checkpoint.share is not None and not 0 <= checkpoint.share <= 1:
            yield Remark(
                (at(checkpoint),),
                {"share": str(checkpoint.share)},
                f"{checkpoint.month}月底的累计比例是{checkpoint.printed}。",
                f"The share by the end of month {checkpoint.month} is {checkpoint.printed}.",
            )
