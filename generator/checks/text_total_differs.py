"""A total named in the purpose that is not the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
TITLE = Words("文中的总额与预算数不符", "Total in the text is not the budget")
RULE = Words(
    "资金用途里写的合计、全年金额应与预算数一致（四舍五入除外）。",
    "A total for the year in the purpose is the budget, rounding apart.",
)
CLEAN = Words("文中的总额与预算数一致", "Totals in the text agree with the budget")
SOURCE = sources.RECKONING
INNOCENT = Words("总额里有一部分由别的资金负担。", "Part of the total is paid from elsewhere.")
_TOTAL = re.compile(r"(?:合计|共计|总计|共需|全年|年需|需支付|所需资金|每年)[^，。；：\d]{0,12}$")
_EACH = re.compile(r"(?:每(?:月|人|次|季度?|度|天|户|台|个)|单价|标准)[^，。；\d]{0,8}$")


def _totals(purpose: str) -> list[tuple[Figure, bool]]:
    """Amounts that a word calls a total, and whether the text only says about (左右, 余)."""
    found = []
    for figure in figures(purpose):
        if figure.yuan is None or purpose[figure.end : figure.end + 1] == "/":
            continue
        before = purpose[max(0, figure.start - 16) : figure.start]
        if _TOTAL.search(before) and not _EACH.search(before):
            found.append((figure, purpose[figure.end : figure.end + 2] in ("左右", "以内") or before.endswith("约")))
    return found


def _asks(facts: ProjectFacts) -> bool:
    text = facts.purpose
    return (
        "figures in purpose" in facts.traits
        and facts.budget is not None
        and any(w in text for w in ("计", "需", "全年", "每年"))
    )


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects whose purpose names a total."""
    return _asks(facts) and bool(_totals(facts.purpose))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """One total that fits is enough; 69960元 fits a budget of 7.00万元."""
    budget = facts.budget
    if not _asks(facts) or budget is None or project.budget is None or project.purpose is None:
        return
    totals = _totals(facts.purpose)
    for figure, about in totals:
        if (off := abs((figure.yuan or 0) - budget) * 2) <= facts.step + figure.step or (about and off * 5 <= budget):
            return
    for figure, _ in totals[:1]:
        yield Remark(
            (at(project.purpose), at(project.budget)),
            {"text": str(figure.yuan), "budget": str(budget)},
            f"资金用途写的是{figure.printed}，预算数是{in_words(budget)}。",
            f"The purpose says {figure.printed}, the budget is {in_words(budget)}.",
        )
