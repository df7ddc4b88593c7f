"""Most of the money planned for the last weeks of the year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import plain_number
from .evidence.remark import Remark, Words, at

HEADING = "feasibility"
SEVERITY = "doubt"
OF = ("plan to December",)
WHEN = ("late plan",)
TITLE = Words("资金集中在年底支出", "Most money planned for the end of the year")
RULE = Words(
    "十月底以后才计划支出七成以上资金，年底突击花钱的可能要看一看。",
    "More than seven tenths are planned for after October.",
)
CLEAN = Words("资金没有集中在年底支出", "Money is not left to the end of the year")
SOURCE = sources.FEASIBLE
INNOCENT = Words(
    "年底验收后一次付款，或者上级资金年底才到。", "Paid once after acceptance, or money from above arrives late."
)
_MOST = Decimal("0.3")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Only December is stated, or October stands at three tenths or less."""
    shares = facts.shares
    if len(shares) < 2 or shares[-1] != 1 or project.plan[-1].month != 12:
        return
    before = [checkpoint for checkpoint in project.plan[:-1] if checkpoint.share is not None]
    if before:
        last = before[-1]
        if last.month < 10 or last.share is None or last.share >= _MOST:
            return
        rest = plain_number((1 - last.share) * 100)
        zh = f"10月底累计{last.printed}，{rest}%的资金要在最后两个月支出。"
        en = f"{last.printed} by the end of October: {rest} % is left to the last two months."
    else:
        zh = "支出计划只填了12月底100%，前面各时点空白。"
        en = "Only the end of December is stated, with 100 %."
    yield Remark(
        tuple(at(checkpoint) for checkpoint in (project.plan[-1], *before[-1:])),
        {"october": str(before[-1].share) if before else ""},
        zh,
        en,
    )
