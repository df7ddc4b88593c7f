"""A plan that never reaches 100 %."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "doubt"
OF = ("plan",)
WHEN = ("incomplete plan",)
TITLE = Words("支出计划没有到100%", "The plan never reaches 100 %")
RULE = Words("年底的累计支出计划应为100%。", "By the end of the year the plan reaches 100 %.")
CLEAN = Words("支出计划到年底为100%", "The plan reaches 100 % by the end of the year")
SOURCE = sources.FORM
INNOCENT = Words("余款（如质保金）按合同来年才付。", "The rest, such as a retention, is due next year.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """The highest stated share; a plan without any is left to another check."""
    if 1 in facts.shares:
        return
    stated = [checkpoint for checkpoint in project.plan if checkpoint.share is not None]
    highest = max(stated, key=lambda checkpoint: checkpoint.share or 0, default=None)
    if highest is None or highest.share is None or highest.share > 1:
        return
    yield Remark(
        (at(highest), at(project.plan[-1])),
        {"share": str(highest.share)},
        f"支出计划最高只到{highest.printed}（{highest.month}月底），没有到100%。",
        f"The plan only reaches {highest.printed} (end of month {highest.month}).",
    )
