"""The budget equals fiscal funds plus other funds."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from ..money import adds_up, in_words, total
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "arithmetic"
SEVERITY = "error"
OF = ("budget",)
TITLE = Words("预算数与资金来源不符", "Budget and its sources differ")
RULE = Words("预算数应等于财政资金与其他资金之和。", "The budget equals fiscal funds plus other funds.")
CLEAN = Words("预算数与资金来源相符", "Budget and its sources agree")
SOURCE = sources.RECKONING
INNOCENT = Words(
    "表格另有一栏资金（如上年结转）没有列出。", "A further source, such as money carried over, is not listed."
)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Compare within what rounding to the printed digits allows."""
    budget, fiscal, other = project.budget, project.fiscal_funds, project.other_funds
    if budget is None or budget.yuan is None:
        return
    if (other is None or other.yuan is None) and fiscal and fiscal.yuan == budget.yuan:
        return
    parts = [part for part in (fiscal, other) if part and part.yuan is not None]
    if not parts or adds_up(budget, parts):
        return
    # 上年结转 may be a source of its own; a total over several years under another label is none.
    parts += [extra.amount for extra in project.further_amounts if "结转" in extra.label]
    if adds_up(budget, parts):
        return
    found = total(parts)
    yield Remark(
        tuple(at(amount) for amount in (budget, *parts)),
        {"budget": str(budget.yuan), "sources": str(found)},
        f"预算数{in_words(budget.yuan)}，资金来源合计{in_words(found)}，两者不等。",
        f"The budget is {in_words(budget.yuan)}, its sources add up to {in_words(found)}.",
    )
