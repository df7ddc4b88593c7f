"""A floor on a cost or on a harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "appropriateness"
SEVERITY = "doubt"
OF = ("indicators",)
TITLE = Words("给应当低的指标设了下限", "A floor on what should be low")
RULE = Words(
    "花费、事故、不利影响越低越好，应写≤，写≥就成了多多益善。",
    "Where less is better a target is a ceiling, not a floor.",
)
CLEAN = Words("越低越好的指标没有设下限", "No floor where less is better")
SOURCE = sources.APPROPRIATE
INNOCENT = Words(
    "小于号错写成大于号，或者量的是节约、改善的程度。", "The sign was turned round, or savings are what is measured."
)
_HARM = re.compile(r"事故|故障|差错|投诉|死亡|违规|逾期|对.{0,12}环境的影响")
_CLEARED = re.compile(
    r"减少|下降|降低|消除|整改|处理|处置|及时|合格|修复|排查|零|未发生|无|改善|正面|积极|避免|控制|解决|办结|回访|防|保障"
)

_SAVED = re.compile("节|省|减|降").search  # what is saved may well have a floor


def _harm(name: str) -> bool:
    return _HARM.search(name) is not None and _CLEARED.search(name) is None


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """A cost in money, or a harm, with ≥ or >."""
    for one in facts.indicators:
        target = one.target
        if target is None or target.comparison not in ("≥", ">"):
            continue
        indicator = one.indicator
        cost = one.kind == "cost" and one.shape == "money" and not _SAVED(one.name)
        if cost or _harm(one.name):
            yield Remark(
                (valued(indicator), named(indicator)),
                {"target": target.printed},
                f"「{indicator.name}」写成{target.printed}：" + ("花得越多越好。" if cost else "越多越好。"),
                f"「{indicator.name}」 is {target.printed}, as if more were better.",
            )
