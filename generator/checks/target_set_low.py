"""A rate that is promised low."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import plain_number
from .evidence.remark import Remark, Words, named, valued

HEADING = "appropriateness"
SEVERITY = "note"
OF = ("share",)
WHEN = ("low share",)
TITLE = Words("目标定得偏低", "A target set low")
RULE = Words(
    "完成率、及时率低于80%，验收合格率低于90%，达标就没有多大意义。",
    "A completion or timeliness rate below 80 %, an acceptance rate below 90 %, says little when it is reached.",
)
CLEAN = Words("完成率、合格率没有定得偏低", "No completion or acceptance rate is set low")
SOURCE = sources.APPROPRIATE
INNOCENT = Words("工程要跨年，当年只做一部分。", "The work runs over the year; only part falls into it.")
_RATE = re.compile(r"(完成|及时|按期|按时|到位|支付|执行|覆盖|达标|兑现)|(合格|验收)").search


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Only floors: a ceiling is another check's."""
    for one in facts.indicators:
        target = one.target
        if one.shape != "share" or target is None or target.value is None or target.comparison in ("≤", "<"):
            continue
        if target.value >= 90:
            continue
        match = _RATE(one.name)
        if match and target.value < (90 if match[2] else 80):
            yield Remark(
                (valued(one.indicator), named(one.indicator)),
                {"target": plain_number(target.value)},
                f"「{one.name}」只定为{target.printed}。",
                f"「{one.name}」 is set at {target.printed} only.",
            )
