"""An amount without a unit beside one with it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "form"
SEVERITY = "note"
OF = ("budget",)
TITLE = Words("金额单位写法不一", "Amounts with and without a unit")
RULE = Words(
    "同一张表里的金额要么都写单位，要么都不写。", "In one table either all amounts print their unit or none does."
)
CLEAN = Words("金额单位写法一致", "Amounts print their unit alike")
SOURCE = sources.WRITING
INNOCENT = Words("旁边的金额有单位，可以看出是万元。", "The amount beside it shows the unit.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """The reader took the unit from the amount beside it. Nothing (0) needs no unit."""
    for amount in (project.fiscal_funds, project.other_funds, project.budget):
        if amount and amount.unit_from == "sibling" and amount.yuan:
            beside = project.budget if amount is not project.budget else project.fiscal_funds
            yield Remark(
                (at(amount), *((at(beside),) if beside else ())),
                {"printed": amount.printed},
                f"「{amount.printed}」没有写单位，旁边写的是「{beside.printed if beside else ''}」。",
                f"「{amount.printed}」 has no unit beside 「{beside.printed if beside else ''}」.",
            )
