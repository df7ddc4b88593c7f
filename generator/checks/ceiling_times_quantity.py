"""A ceiling per month or per piece, times the months or the promised pieces, against the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model import Project
from ..money import in_words
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import fold_unit, plain_number
from .evidence.kinds import IndicatorFacts
from .evidence.remark import Remark, Words, at, named, valued

HEADING = "arithmetic"
SEVERITY = "doubt"
OF = ("price",)
WHEN = ("price",)
TITLE = Words("单价上限乘以数量与预算不符", "Ceiling times quantity does not fit the budget")
RULE = Words(
    "单价上限乘以承诺的最低数量（或月数）不应超过预算，也不应远低于预算。",
    "The ceiling per piece, times the least promised quantity or the months, is not above nor far below the budget.",
)
CLEAN = Words("单价上限乘以数量与预算相符", "Ceiling times quantity fits the budget")
SOURCE = sources.RECKONING
INNOCENT = Words(
    "上限不一定用足；数量是最低数，实际可以更多；预算里可能还有别的开支。",
    "A ceiling need not be reached, more pieces may be bought, and the budget may hold other costs.",
)
_PERIODS = {"月": 12, "季度": 4, "季": 4, "周": 52, "天": 365, "日": 365}
_EACH = re.compile(r"每(月|季度|次|项|个|台|套|家|户|件|场|亩|公里|平方米)").search


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects whose cost target is per month or per promised piece."""
    return any(_quantity(one, facts) for one in facts.by_kind.get("cost", ()))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Above the budget beyond rounding, or below four fifths of it."""
    budget = facts.budget
    if not budget or project.budget is None:
        return
    for one in facts.by_kind.get("cost", ()):
        found = _quantity(one, facts)
        if found is None or one.yuan is None or one.target is None:
            continue
        times, period, counted = found
        product = one.yuan * times
        if (product - budget) * 2 > facts.step:
            word, en = "超过", "more than"
        elif product * 5 < budget * 4 and (period or fold_unit(_per(one)) == "个"):
            word, en = "只够用去", "only part of"
        else:
            continue
        places = [valued(one.indicator), named(one.indicator), at(project.budget)]
        how = f"{plain_number(times)}个{period}" if period else f"至少{plain_number(times)}{_per(one)}"
        if period == "月":
            how = "12个月"
        if counted:
            places.insert(1, valued(counted.indicator))
        yield Remark(
            tuple(places),
            {"ceiling": str(one.yuan), "times": str(times), "product": str(product), "budget": str(budget)},
            f"{one.target.printed}乘以{how}是{in_words(product)}，{word}预算{in_words(budget)}"
            + ("。" if word == "超过" else "的一部分。"),
            f"{one.target.printed} times {plain_number(times)} is {in_words(product)}, "
            f"{en} the budget of {in_words(budget)}.",
            None if word == "超过" or period else "note",
        )


def _per(one: IndicatorFacts) -> str:
    """What the ceiling is for: the unit behind the stroke, or 每次 in the name or description."""
    target = one.target
    if target and target.per:
        return target.per
    if one.shape != "money":
        return ""
    match = _EACH(one.name) or _EACH(one.description)
    return match[1] if match else ""


def _quantity(one: IndicatorFacts, facts: ProjectFacts) -> tuple[Decimal, str, IndicatorFacts | None] | None:
    """How many times the ceiling applies: periods in a year, or the one quantity with the same unit."""
    if one.yuan is None or (one.target and one.target.comparison in ("≥", ">")):
        return None
    per = _per(one)
    if not per:
        return None
    if per in _PERIODS:
        return Decimal(_PERIODS[per]), per, None
    counted = []
    for other in facts.by_kind.get("quantity", ()):
        target = other.target
        if other.shape != "count" or not target or not target.value or target.comparison in ("≤", "<"):
            continue
        if fold_unit(target.unit) == fold_unit(per) and not target.per:
            counted.append((target.value, other))
    return (counted[0][0], "", counted[0][1]) if len(counted) == 1 else None
