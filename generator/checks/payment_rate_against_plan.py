"""A ceiling on the payment rate below what the plan will have paid."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at, named, valued

HEADING = "arithmetic"
SEVERITY = "doubt"
WHEN = ("ceiling",)
TITLE = Words("支付率上限低于支出计划", "Payment rate capped below the plan")
RULE = Words(
    "支付率的上限不应低于支出计划到年底的比例。",
    "A cap on the payment rate is not below what the plan pays by December.",
)
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words(
    "把大于号错写成小于号，或者支付率另有所指。", "The sign was turned round, or the rate means something else."
)
_RATES = ("支付率", "支出率", "执行率", "拨付率")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Any ceiling below 100 % beside a plan of 100 %."""
    if 1 not in facts.shares:
        return
    for one in facts.indicators:
        target = one.target
        if target is None or target.comparison not in ("≤", "<") or one.shape != "share" or target.value is None:
            continue
        if target.value < 100 and any(rate in one.name for rate in _RATES):
            paid = project.plan[facts.shares.index(1)]
            yield Remark(
                (valued(one.indicator), named(one.indicator), at(paid)),
                {"ceiling": str(target.value), "plan": "100"},
                f"「{one.name}」为{target.printed}，支出计划{paid.month}月底是{paid.printed}。",
                f"The payment rate is capped at {target.printed}, the plan pays {paid.printed} by month {paid.month}.",
            )
