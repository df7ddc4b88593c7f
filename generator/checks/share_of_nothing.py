"""A percentage that does not say of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "completeness"
SEVERITY = "note"
OF = ("share",)
WHEN = ("share",)
TITLE = Words("没有说是什么的百分之几", "Per cent of nothing named")
RULE = Words(
    "指标值用百分比的，名称或描述应说明是哪个率、占什么的比例。",
    "Where a target is in per cent, the name or description says of what.",
)
CLEAN = Words("百分比都说明了是什么的百分比", "Every percentage says of what")
SOURCE = sources.CLEAR
INNOCENT = Words("想说的是认为有改善的人占多少。", "The share of people who see an improvement is meant.")
_RATE = re.compile(r"率|比|占|满意|覆盖|程度|进度|百分|份额|增长|下降|%|％|数量")


def _nameless(name: str, description: str) -> bool:
    return _RATE.search(name) is None and _RATE.search(description) is None


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Neither name nor description speaks of a rate; 100 % of whatever it is needs no base."""
    for one in facts.indicators:
        target, indicator = one.target, one.indicator
        if one.shape != "share" or "率" in one.name or "满意" in one.name or target is None or target.value == 100:
            continue
        if _nameless(indicator.name, indicator.description or ""):
            yield Remark(
                (valued(indicator), named(indicator)),
                {"target": target.printed},
                f"「{indicator.name}」是{target.printed}，没有说是什么的百分比。",
                f"{target.printed} of what is not said.",
            )
