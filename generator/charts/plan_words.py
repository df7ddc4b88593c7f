"""What a spending plan says, in one or two sentences of plain Chinese.

In: the checkpoints of one plan. Out: its finding as a caption. It says what is written, never what may be
meant: a blank after 100 % is reported as a blank, a plan that falls is told as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from .drawing import months, percent

Point = tuple[int, Decimal | None, str]  # month, cumulative share, the cell as printed
Stated = Sequence[tuple[int, Decimal]]

_NEAR = Decimal("0.1")  # within ten points of even spending counts as even
_LARGE = Decimal("0.5")  # a part worth a clause of its own
_SHORT, _LONG = 3, 4  # months: money due within them is called concentrated, at the year's end and before


def plan_words(points: Sequence[Point]) -> str:
    """The finding of one plan: 资金全部集中在6月底前支付。"""
    if not points:
        return "原文没有资金支出计划这一栏。"
    stated = [(month, share) for month, share, _ in points if share is not None]
    wordy = [(month, printed) for month, share, printed in points if share is None and printed]
    clauses = [_course(points, stated), *_oddities(stated), *_blanks(points, stated, wordy)]
    clauses += [f"{month}月底写的是“{_short(printed)}”，不是比例" for month, printed in wordy]
    return "；".join(clause for clause in clauses if clause) + "。"


def _course(points: Sequence[Point], stated: Stated) -> str:
    """How the money goes over the year."""
    if not stated:
        return "" if any(printed for *_, printed in points) else "支出计划没有填写"
    if _irregular(stated):
        listed = "、".join(f"{month}月底{percent(share)}" for month, share in stated)
        return f"计划累计支付：{listed}" if len(stated) > 1 else f"计划只填了{listed}"
    if len(stated) == 1 and len(points) > 1:
        month, share = stated[0]
        if share == 1 and month != points[-1][0]:
            return _before(month)
        when = "，年内什么时候支付没有说明" if share == 1 else ""
        return f"计划只填了{month}月底{percent(share)}{when}"
    if stated[-1][1] == 0:
        return "填写的各个时点都是0%，没有安排支付"
    zeros = [month for month, share in stated if share == 0]
    first, share = stated[len(zeros)]
    if share == 1:
        if zeros:
            return f"到{zeros[-1]}月底不支付，资金全部集中在{_span(zeros[-1], first)}支付"
        return _before(first)
    return _stages(stated) + _rhythm(stated)


def _before(month: int) -> str:
    """All is paid by then. From January on that is a concentration only in the first half of the year."""
    return f"资金全部{'集中' if month <= 6 else ''}在{month}月底前支付"


def _irregular(stated: Stated) -> bool:
    """Whether a plan falls, or leaves the range from nothing to everything."""
    return any(share > 1 or share < 0 for _, share in stated) or any(a[1] > b[1] for a, b in pairwise(stated))


def _stages(stated: Stated) -> str:
    """计划到3月底支付25%，6月底50%，10月底75%，12月底付完."""
    clauses: list[str] = []
    before: tuple[int, Decimal] | None = None
    for index, (month, share) in enumerate(stated):
        stays = index + 1 < len(stated) and stated[index + 1][1] == share
        if before and share == before[1]:
            if not stays:  # of a run that stands still, its end says it all
                clauses.append(f"到{month}月底仍是{percent(share)}")
        elif share == 1:
            clauses.append(_completion(before, month))
            break
        elif share == 0:
            clauses.append(f"计划到{month}月底不支付")
        else:
            clauses.append(f"{month}月底{percent(share)}" if before else f"计划到{month}月底支付{percent(share)}")
        before = (month, share)
    return "，".join(clauses)


def _completion(before: tuple[int, Decimal] | None, month: int) -> str:
    if before and 1 - before[1] >= _LARGE:
        how = "集中" if month - before[0] <= _SHORT else "安排"
        return f"其余{percent(1 - before[1])}{how}在{_span(before[0], month)}支付"
    return f"{month}月底付完"


def _rhythm(stated: Stated) -> str:
    """Half of the money in a short time, or else how the plan compares with even spending over the year."""
    for (month, share), (later, more) in pairwise(stated):
        if more - share >= _LARGE and later - month <= _LONG:
            if more == 1 and later - month <= _SHORT:
                return ""  # the end of the stages says so
            if more < 1:
                return f"，其中{percent(more - share)}集中在{_span(month, later)}支付"
    leads = [share - Decimal(month) / 12 for month, share in stated if month < 12]
    if all(abs(lead) <= _NEAR for lead in leads):
        return "，大体匀速" if leads else ""
    if all(lead <= 0 for lead in leads):
        return "，慢于匀速支出"
    return "，快于匀速支出" if all(lead >= 0 for lead in leads) else ""


def _oddities(stated: Stated) -> Iterator[str]:
    """What cannot be of a cumulative share: over 100 %, below nothing, or less than before."""
    for month, share in stated:
        if share > 1:
            yield f"{month}月底填的是{percent(share)}，超过100%"
        elif share < 0:
            yield f"{month}月底填的是{percent(share)}，小于0"
    for (month, share), (later, less) in pairwise(stated):
        if less < share:
            yield f"累计比例从{month}月底的{percent(share)}降到{later}月底的{percent(less)}"


def _blanks(points: Sequence[Point], stated: Stated, wordy: Sequence[tuple[int, str]]) -> Iterator[str]:
    """The blank checkpoints, and a plan that never says when all is paid."""
    highest = max((share for _, share in stated), default=Decimal(0))
    done = highest >= 1 or highest == 0  # a plan of zeros has said so already
    blank = [month for month, share, printed in points if share is None and not printed]
    final = points[-1]
    alone = len(stated) == 1 and final[1] == 1
    if not done and final[1] is not None:
        yield f"到{final[0]}月底没有到100%，其余{percent(1 - final[1])}没有安排"
    if stated and blank and not alone:
        yield f"{months(blank)}没有填写" + ("" if done or final[1] is not None else "，什么时候付完没有说明")
    elif not done and wordy and final[1] is None:
        yield "什么时候付完没有说明"


def _span(after: int, month: int) -> str:
    """The months between two checkpoints: after June until October is 7至10月."""
    return f"{month}月" if month == after + 1 else f"{after + 1}至{month}月"


def _short(printed: str) -> str:
    return printed if len(printed) <= 20 else printed[:19] + "…"
