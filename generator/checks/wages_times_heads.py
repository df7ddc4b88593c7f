"""Heads times the monthly wage times the months against the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model import Project
from ..money import in_words
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import figures, plain_number
from .evidence.remark import Remark, Words, at

HEADING = "arithmetic"
SEVERITY = "doubt"
OF = ("figures in purpose",)
WHEN = ("figures in purpose",)
TITLE = Words("人数乘以工资与预算不符", "Heads times wage is not the budget")
RULE = Words(
    "资金用途里写明的人数乘以月工资再乘以月数应等于预算数。",
    "Heads times the monthly wage times the months, as the purpose states them, is the budget.",
)
CLEAN = Words("人数乘以工资与预算相符", "Heads times wage is the budget")
SOURCE = sources.RECKONING
INNOCENT = Words(
    "预算里含有保险、加班费，或者工资年中调整。",
    "The budget includes insurance or overtime, or wages change during the year.",
)
_WAGE = re.compile(
    r"(?:每人|人均)(?:每?月)?[^，。；\d年]{0,8}?(\d+(?:\.\d+)?)\s*元(?!/年)|(\d+(?:\.\d+)?)\s*元/人[/·]?月"
)
_MONTHS = re.compile(r"(\d{1,2})个月")


def _reckon(facts: ProjectFacts) -> tuple[Decimal, Decimal, int] | None:
    text = facts.purpose
    if "工资" not in text and "薪" not in text:
        return None
    wage = _WAGE.search(text)
    if not wage:
        return None
    heads = sum((f.value for f in figures(text) if f.unit == "人"), Decimal(0))
    months = _MONTHS.search(text)
    return (heads, Decimal(wage[1] or wage[2]), int(months[1]) if months else 12) if heads else None


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects whose purpose states heads and a wage."""
    return facts.budget is not None and "figures in purpose" in facts.traits and _reckon(facts) is not None


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Equal within the printed step of the budget."""
    if facts.budget is None or project.budget is None or project.purpose is None:
        return
    reckoned = _reckon(facts)
    if reckoned is None:
        return
    heads, wage, months = reckoned
    product = heads * wage * months
    if abs(product - facts.budget) <= facts.step:
        return
    yield Remark(
        (at(project.purpose), at(project.budget)),
        {
            "heads": str(heads),
            "wage": str(wage),
            "months": str(months),
            "product": str(product),
            "budget": str(facts.budget),
        },
        f"{plain_number(heads)}人乘以{plain_number(wage)}元乘以{months}个月是{in_words(product)}，"
        f"预算是{in_words(facts.budget)}。",
        f"{plain_number(heads)} people times {plain_number(wage)} yuan times {months} months is {in_words(product)}, "
        f"the budget is {in_words(facts.budget)}.",
    )
