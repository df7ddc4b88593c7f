"""A whole part of the form is missing."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Printed, Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "error"
OF = ()
TITLE = Words("表中缺少一部分", "A part of the form is missing")
RULE = Words(
    "项目应有名称、预算数、资金用途、支出计划、绩效目标和绩效指标。",
    "A project has a name, a budget, a purpose, a plan, goals and indicators.",
)
CLEAN = Words("表的各部分齐全", "All parts of the form are there")
SOURCE = sources.FORM
INNOCENT = Words("公开的文件在这里损坏，原件是完整的。", "The published file is damaged here; the original is whole.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """One finding a project, naming every missing part. What no project of the document has is not of its form."""
    whole = project.indicators and facts.goals and facts.purpose and facts.name and facts.budget is not None
    if whole and any(share is not None for share in facts.shares):
        return
    form = facts.about.parts
    parts = (
        ("项目名称", facts.name, True),
        ("预算数", facts.budget is not None, True),
        ("资金用途", facts.purpose, "资金用途" in form),
        ("资金支出计划", any(share is not None for share in facts.shares), "资金支出计划" in form),
        ("绩效目标", facts.goals, "绩效目标" in form),
        ("绩效指标", project.indicators, "绩效指标" in form),
    )
    missing = "、".join(label for label, there, due in parts if due and not there)
    if missing:
        place = at(project.name) if project.name else Printed(project.anchor, "")
        yield Remark(
            (Printed(project.anchor, ""), place), {"missing": missing}, f"缺少{missing}。", f"Missing: {missing}."
        )
