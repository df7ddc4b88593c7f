"""What many spending plans say together, in two sentences of plain Chinese.

In: the sums at each checkpoint and the total. Out: how much is planned by the middle and the end of the
year, and how much has no stated plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from ..money import in_words
from .drawing import about


class PlannedBy(Struct, frozen=True, gc=False):
    """What the plans say about the end of one month: the yuan ``planned`` by then, and ``unstated``, the
    budgets of the projects that leave this checkpoint blank. ``href`` leads to the list behind the sums."""

    month: int
    planned: Decimal
    unstated: Decimal
    href: str = ""


def spending_words(points: Sequence[PlannedBy], total: Decimal) -> str:
    """The finding of a sum of plans: 预算合计 994.49 万元：计划到6月底支付 509.47 万元（约51%），到12月底付完。…"""
    if all(p.unstated >= total for p in points):
        return f"预算合计 {in_words(total)}，支出计划都没有填写。"
    halves = [p for p in points if p.month <= 6]
    told = [*halves[-1:], points[-1]] if points[-1].month > 6 else [points[-1]]
    stages = "，".join(_planned(p, total) for p in told if p.unstated < total)
    planned = f"：计划{stages}" if stages else ""
    return f"预算合计 {in_words(total)}{planned}{''.join(_rush(points, total))}。{_silence(points, total)}"


def _planned(point: PlannedBy, total: Decimal) -> str:
    by = f"到{point.month}月底"
    if point.planned == total:
        return f"{by}付完"
    if point.planned == 0:
        return f"{by}不支付"
    return f"{by}支付 {in_words(point.planned)}（{about(point.planned, total)}）"


def _rush(points: Sequence[PlannedBy], total: Decimal) -> Iterator[str]:
    """Half of the money or more between two checkpoints, told only where every plan states both."""
    for before, after in pairwise(points):
        more = after.planned - before.planned
        if before.unstated == after.unstated == 0 and more * 2 >= total:
            span = f"{after.month}月" if after.month == before.month + 1 else f"{before.month + 1}至{after.month}月"
            yield f"，其中{span}支付 {in_words(more)}（{about(more, total)}）"


def _silence(points: Sequence[PlannedBy], total: Decimal) -> str:
    """How much money has no stated plan: where it is most, and at the end."""
    last, most = points[-1], max(points, key=lambda p: p.unstated)
    if most.unstated == 0:
        return "各个时点的支出计划都已填写。"
    silent = f"{in_words(most.unstated)}（{about(most.unstated, total)}）"
    if all(p.unstated == most.unstated for p in points):
        return f"各个时点都有 {silent}没有填写支出计划。"
    where = "、".join(f"{p.month}月底" for p in points if p.unstated == most.unstated)
    if last.unstated == most.unstated:
        return f"{where}没有填写的最多，涉及预算 {silent}。"
    end = f"没有填写的，涉及预算 {in_words(last.unstated)}" if last.unstated else "都已填写"
    return f"{where}没有填写的最多，涉及预算 {silent}；{last.month}月底{end}。"
