"""A ceiling on what should be high."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "appropriateness"
SEVERITY = "doubt"
OF = ("indicators",)
WHEN = ("ceiling",)
TITLE = Words("给应当高的指标设了上限", "A ceiling on what should be high")
RULE = Words(
    "产出、支付率、满意度一类越高越好的指标应写≥，写≤就成了少做也行。",
    "Where more is better a target is a floor, not a ceiling.",
)
CLEAN = Words("越高越好的指标没有设上限", "No ceiling where more is better")
SOURCE = sources.APPROPRIATE
INNOCENT = Words(
    "大于号错写成小于号，或者确实要控制规模。", "The sign was turned round, or the extent is to be limited."
)
_LESS_IS_BETTER = re.compile(
    r"故障|事故|差错|错误|投诉|超|损失|死亡|伤亡|违规|违法|违纪|未|逾期|能耗|耗|排放|浓度|信访|案|缺陷|返工|费|成本|时[间限长]|"
    r"天数|工期|周期|控制|下降|减少|降低|空置|闲置|流失|辍学|发病|死|失业|贫困|污染|等待|价|额度|偏差|误差|噪[声音]|风险|拖欠|债|不"
)


@lru_cache(maxsize=8192)
def _less_is_better(name: str, description: str) -> bool:
    return _LESS_IS_BETTER.search(name) is not None or _LESS_IS_BETTER.search(description) is not None


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Every ceiling in per cent or pieces outside costs and times; of these only rates of payment."""
    for one in facts.indicators:
        target, indicator = one.target, one.indicator
        if target is None or target.comparison not in ("≤", "<") or one.shape not in ("share", "count"):
            continue
        if one.kind == "time" and one.shape != "share":
            continue
        if one.kind == "cost" and not (
            one.shape == "share" and indicator.name.endswith(("支付率", "完成率", "到位率"))
        ):
            continue
        if _less_is_better(indicator.name, indicator.description or ""):
            continue
        yield Remark(
            (valued(indicator), named(indicator)),
            {"target": target.printed},
            f"「{indicator.name}」写成{target.printed}：做得少反而算达标。",
            f"「{indicator.name}」 is {target.printed}: doing less would count as reaching it.",
        )
