"""A purpose or goal that says no more than that the money is paid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "relevance"
SEVERITY = "note"
OF = ("goals",)
TITLE = Words("只说把钱付出去", "It only says that the money is paid")
RULE = Words(
    "用途和目标应说钱要换来什么；把钱付出去本身不是目标。",
    "Purposes and goals say what the money buys; paying it out is no goal.",
)
CLEAN = Words("用途和目标不只是把钱付出去", "Purposes and goals say more than that money is paid")
SOURCE = sources.CLEAR
INNOCENT = Words("资金由企业或下级使用，部门只负责拨付。", "Others use the money; the department only passes it on.")
_PAID = re.compile(
    r"(?:完成|将|按时|及时|用于)?.*(?:资金|款|补贴|补助|奖励|费)?(?:的)?(?:拨付|支付|发放)(?:给|到|至)?(?:企业|单位|个人|到位)$"
    r"|(?:完成|将)?(?:\d{4}年度?)?[^，。；]{0,12}资金(?:的)?(?:支出|使用|拨付|支付)$"
    r"|^用于支付[^，。；]+费(?:用)?$"
)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Goals that end in paying, and purposes that do not say what for."""
    texts = [*project.goals]
    for goal in texts:
        text = goal.text.rstrip("。；")
        if len(text) < 80 and _ends_in_paying(text) and _PAID.match(text):
            yield Remark(
                (at(goal),),
                {"text": text},
                f"绩效目标「{text}」只说把钱付出去。",
                "The goal only says that the money is paid.",
            )
    text = facts.purpose.rstrip("。；")
    if len(text) < 15 and project.purpose and _ends_in_paying(text) and _PAID.match(text):
        yield Remark(
            (at(project.purpose),),
            {"text": text},
            f"资金用途「{text}」没有说钱用来做什么。",
            "The purpose does not say what the money is for.",
        )


def _ends_in_paying(text: str) -> bool:
    return text.endswith(("企业", "单位", "个人", "到位", "支出", "使用", "拨付", "支付", "费", "费用"))
