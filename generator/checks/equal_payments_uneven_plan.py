"""Equal payments named in the text beside a plan that is not equal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts, SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "arithmetic"
SEVERITY = "doubt"
OF = ("figures in purpose",)
WHEN = ("figures in purpose",)
TITLE = Words("按季等额付款与支出计划不符", "Equal quarterly payments, uneven plan")
RULE = Words(
    "文中写明每季度付款相等的，十月底应累计付了三个季度（75%）。",
    "Where each quarter pays the same, three quarters (75 %) are paid by the end of October.",
)
CLEAN = Words("按季等额付款与支出计划相符", "Equal quarterly payments agree with the plan")
SOURCE = sources.RECKONING
INNOCENT = Words(
    "第四季度的款在十月先付一部分，或者比例取了整数。",
    "Part of the fourth payment falls into October, or shares were rounded.",
)
_QUARTERLY = re.compile(
    r"(?:每季度?|按季度?|分季度?)(?:等额)?(?:平均)?(?:拨付|支付|分付|付款?|拨款?)\s*(?:[\d.,]+\s*(?:万元|元|[%％]))?"
)
_EXPECTED = {3: Decimal("0.25"), 6: Decimal("0.5"), 10: Decimal("0.75"), 12: Decimal(1)}


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects whose purpose says that every quarter pays the same, with a stated plan."""
    return "季" in facts.purpose and bool(facts.shares) and _QUARTERLY.search(facts.purpose) is not None


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a document speaks of quarters."""
    return "季" in joined


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Two points of difference are let pass."""
    if "季" not in facts.purpose or project.purpose is None:
        return
    match = _QUARTERLY.search(facts.purpose)
    if not match:
        return
    off = []
    for checkpoint in project.plan:
        expected = _EXPECTED.get(checkpoint.month)
        if expected is not None and checkpoint.share is not None and abs(checkpoint.share - expected) > Decimal("0.02"):
            off.append(checkpoint)
    if off:
        stated = "、".join(f"{checkpoint.month}月底{checkpoint.printed}" for checkpoint in off)
        yield Remark(
            (*(at(checkpoint) for checkpoint in off), at(project.purpose)),
            {"text": match[0], "plan": stated},
            f"文中写「{match[0]}」，按季等额应为25%、50%、75%、100%，支出计划却是{stated}。",
            f"The purpose says 「{match[0]}」, which would be 25, 50, 75, 100 %; the plan says {stated}.",
        )
