"""A cumulative plan that falls."""

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
TITLE = Words("支出计划倒退", "The plan falls")
RULE = Words(
    "支出计划是累计比例，后一个时点不能低于前一个时点。",
    "The plan is cumulative: a later share is not below an earlier one.",
)
CLEAN = Words("支出计划没有倒退", "The plan never falls")
SOURCE = sources.RECKONING
INNOCENT = Words(
    "填表人把累计比例当成了各期比例。", "The shares were filled in period by period instead of cumulatively."
)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Each stated share against the stated one before it."""
    last = None
    for checkpoint in project.plan:
        share = checkpoint.share
        if share is None:
            continue
        if last is not None and last.share is not None and share < last.share:
            yield Remark(
                (at(checkpoint), at(last)),
                {"before": str(last.share), "after": str(share)},
                f"{last.month}月底累计{last.printed}，{checkpoint.month}月底反而是{checkpoint.printed}。",
                f"{last.printed} by month {last.month}, then {checkpoint.printed} by month {checkpoint.month}.",
            )
        last = checkpoint
