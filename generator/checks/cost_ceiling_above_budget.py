"""A cost target that allows more than the whole budget."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from ..money import in_words
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at, named, valued

HEADING = "arithmetic"
SEVERITY = "doubt"
OF = ("cost in money",)
WHEN = ("money",)
TITLE = Words("成本上限高于预算", "Cost ceiling above the budget")
RULE = Words("成本指标允许的最高金额不应超过项目预算数。", "A cost target does not allow more than the budget.")
CLEAN = Words("成本上限不高于预算", "Cost ceilings stay within the budget")
SOURCE = sources.RECKONING
INNOCENT = Words(
    "指标说的是几年的总投资，预算只是当年的一部分。", "The target is for several years, the budget for one of them."
)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Any cost target in money, per unit or in all, may not exceed the budget beyond rounding."""
    budget = facts.budget
    if budget is None or project.budget is None:
        return
    for one in facts.by_kind.get("cost", ()):
        target = one.target
        if one.yuan is None or target is None or target.comparison in ("≥", ">"):
            continue
        if (one.yuan - budget) * 2 > facts.step:
            yield Remark(
                (valued(one.indicator), named(one.indicator), at(project.budget)),
                {"ceiling": str(one.yuan), "budget": str(budget)},
                f"成本指标「{one.name}」为{target.printed}（{in_words(one.yuan)}），项目预算只有{in_words(budget)}。",
                f"The cost target is {target.printed}, the whole budget only {in_words(budget)}.",
            )
