"""The amounts a purpose lists one by one against the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model import Project
from ..money import in_words
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import Figure, figures
from .evidence.remark import Remark, Words, at

HEADING = "arithmetic"
SEVERITY = "doubt"
OF = ("figures in purpose",)
WHEN = ("figures in purpose",)
TITLE = Words("文中分项金额之和与预算数不符", "Listed amounts do not add up to the budget")
RULE = Words(
    "资金用途里逐项列出的金额，其和应等于预算数。",
    "Amounts listed one by one in the purpose add up to the budget.",
)
CLEAN = Words("文中分项金额之和等于预算数", "Listed amounts add up to the budget")
SOURCE = sources.RECKONING
INNOCENT = Words("只列了主要几项，其余没有写出。", "Only the main items are listed.")
_NO_PART = re.compile(r"(?:每|合计|共计|总计|共需|全年|年需|需支付|所需资金|单价|标准|左右|总)[^，。；：\d]{0,12}$")


def _parts(facts: ProjectFacts) -> list[Figure]:
    """At least two amounts that no word calls a total or a price."""
    text = facts.purpose
    if "元" not in text or facts.budget is None:
        return []
    found = []
    for figure in figures(text):
        if figure.yuan is None or figure.unit in ("亿", "万") or text[figure.end : figure.end + 1] == "/":
            continue
        if not _NO_PART.search(text[max(0, figure.start - 16) : figure.start]):
            found.append(figure)
    return found if len(found) > 1 else []


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects whose purpose lists amounts."""
    return bool(_parts(facts))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Within half a step of every printed amount."""
    parts, budget = _parts(facts), facts.budget
    if not parts or budget is None or project.budget is None or project.purpose is None:
        return
    found = sum((part.yuan or Decimal(0) for part in parts), Decimal(0))
    if abs(found - budget) * 2 <= facts.step + sum(part.step for part in parts):
        return
    yield Remark(
        (at(project.purpose), at(project.budget)),
        {"parts": "+".join(part.printed for part in parts), "sum": str(found), "budget": str(budget)},
        f"{'、'.join(part.printed for part in parts)}加起来是{in_words(found)}，预算数是{in_words(budget)}。",
        f"{', '.join(part.printed for part in parts)} add up to {in_words(found)}, the budget is {in_words(budget)}.",
    )
