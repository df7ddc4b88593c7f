"""万 or 亿 for 万元 or 亿元."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.kinds import nameless
from .evidence.remark import Remark, Words, named, valued

HEADING = "form"
SEVERITY = "note"
OF = ("money",)
WHEN = ("short money",)
TITLE = Words("金额缺「元」字", "Money without 元")
RULE = Words("金额应写「万元」「亿元」，不写「万」「亿」。", "Money is written 万元 and 亿元.")
CLEAN = Words("金额单位完整", "Units of money are complete")
SOURCE = sources.WRITING
INNOCENT = Words("一看就知道是元。", "Everybody knows what is meant.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Only where the indicator is about money; elsewhere the unit is missing altogether."""
    for one in facts.indicators:
        target = one.target
        if target and one.shape == "money" and target.unit in ("万", "亿") and not nameless(one):
            yield Remark(
                (valued(one.indicator), named(one.indicator)),
                {"target": target.printed},
                f"「{one.name}」写的是「{target.printed}」，缺「元」字。",
                f"「{target.printed}」 lacks 元.",
            )
