"""Blank cells of the plan after it has reached 100 %."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "note"
OF = ("plan complete early",)
WHEN = ("blank plan",)
TITLE = Words("支出计划到100%以后空白", "Blank after 100 %")
RULE = Words("支出计划到100%以后的时点也应填写100%。", "Checkpoints after 100 % also say 100 %.")
CLEAN = Words("支出计划到100%以后没有空白", "No blank after 100 %")
SOURCE = sources.FORM
INNOCENT = Words(
    "空白的意思多半是钱已付完，只是表上没有写。", "Most likely nothing is left to pay; the form does not say so."
)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """One finding a project, with every blank behind the 100 %."""
    if None not in facts.shares or 1 not in facts.shares:
        return
    whole = facts.shares.index(1)
    blanks = [checkpoint for checkpoint in project.plan[whole + 1 :] if checkpoint.share is None]
    if blanks:
        months = "、".join(f"{checkpoint.month}月底" for checkpoint in blanks)
        done = project.plan[whole]
        yield Remark(
            (*(at(checkpoint) for checkpoint in blanks), at(done)),
            {"complete": str(done.month), "blank": ",".join(str(checkpoint.month) for checkpoint in blanks)},
            f"{done.month}月底已到{done.printed}，{months}没有填写。",
            f"{done.printed} by the end of month {done.month}, then blank.",
        )
