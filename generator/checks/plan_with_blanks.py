"""Blank cells of the plan before it reaches 100 %."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "note"
OF = ("plan",)
WHEN = ("blank plan",)
TITLE = Words("支出计划有空白", "The plan has blanks")
RULE = Words(
    "支出计划的四个时点都应填写，不花钱的时点填0。", "All four checkpoints are filled in; nothing to spend is 0."
)
CLEAN = Words("支出计划四个时点都有数", "All checkpoints of the plan are stated")
SOURCE = sources.FORM
INNOCENT = Words("空白的意思可能是到那时还不支出。", "Blank may mean that nothing is spent by then.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """One finding a project, with every blank before the 100 %."""
    if None not in facts.shares:
        return
    blanks = []
    for checkpoint in project.plan:
        if checkpoint.share is None:
            blanks.append(checkpoint)
        elif checkpoint.share == 1:
            break
    if blanks:
        months = "、".join(f"{checkpoint.month}月底" for checkpoint in blanks)
        yield Remark(
            tuple(at(checkpoint) for checkpoint in blanks),
            {"blank": ",".join(str(checkpoint.month) for checkpoint in blanks)},
            f"支出计划的{months}没有填写。",
            f"The plan is blank for {len(blanks)} of {len(project.plan)} checkpoints.",
        )
