"""An indicator filed under a kind that it does not measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.kinds import Kind
from .evidence.remark import Remark, Words, named, valued

HEADING = "relevance"
SEVERITY = "doubt"
OF = ("indicators",)
TITLE = Words("指标放错了类别", "Filed under another kind")
RULE = Words(
    "成本指标衡量花费，时效指标衡量时间，效益指标衡量效果，不能拿完成率、支付率来充数。",
    "Cost measures money, time measures time, benefits measure effects; a completion or payment rate is none of these.",
)
CLEAN = Words("指标与类别相符", "Indicators fit their kinds")
SOURCE = sources.KINDS
INNOCENT = Words("从系统的指标库里挑选时，类别随库带出。", "It was picked from a library that files it there.")
# What speaks against an indicator in this kind; and what, standing beside it, clears it.
_RULES: dict[Kind, tuple[re.Pattern[str], re.Pattern[str] | None, str]] = {
    "cost": (
        re.compile(r"(?:支付|完成|执行|到位|使用)率|故障|事故|节[电水能]|次数|满意"),
        re.compile(r"成本|费用|节约率|控制率"),
        "衡量的不是花费",
    ),
    "economic": (
        re.compile(r"完成率|完成情况|是否完成|规范性|覆盖率|发放率|支付率|工作效率|^完成.*(?:建设|成果)|合格率"),
        re.compile(r"收入|税|产值|增长|增收|投资|利润|就业|节约|金额"),
        "衡量的不是经济效益",
    ),
    "social": (
        re.compile(r"完成率|发放率|支付率|到位率|工程完成|验收"),
        re.compile(r"收入|就业|稳定|事故|安全|升学|脱贫"),
        "衡量的不是社会效益",
    ),
    "lasting": (re.compile(r"(?:个数|数量|次数|人数)(?:（.*|\(.*)?$"), None, "衡量的不是持续影响"),
    "quantity": (re.compile(r"按期|按时|及时"), re.compile(r"(?:次数|数量|个数|人数)(?:[（(].*)?$"), "衡量的不是数量"),
    "quality": (
        re.compile(r"到位率|支付率|拨付率|使用进度|任务进度|(?:出口额|收入|产值|利润|税收?)增长率"),
        None,
        "衡量的不是质量",
    ),
}
_TIME = re.compile(r"[时期天日月年速频周早]|及时|进度|提前|小时")


@lru_cache(maxsize=8192)
def _against(kind: Kind, name: str, description: str, printed: str) -> str:
    """Why the indicator does not belong there, or nothing."""
    if kind == "time":
        return "" if _TIME.search(name) or _TIME.search(description) or _TIME.search(printed) else "没有说到时间"
    rule = _RULES.get(kind)
    if rule is None or not rule[0].search(name) or (rule[1] and rule[1].search(name)):
        return ""
    return rule[2]


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Each indicator by its own name (for time also by its description and value)."""
    for one in facts.indicators:
        indicator, kind = one.indicator, one.kind
        if kind == "" or kind == "satisfaction" or kind == "ecological" or indicator.target is None:
            continue
        printed = indicator.target.printed if kind == "time" else ""
        why = _against(kind, indicator.name, (indicator.description or "") if kind == "time" else "", printed)
        if why and not (kind == "cost" and one.shape == "money" and indicator.target.unit not in ("万", "亿")):
            yield Remark(
                (named(indicator), valued(indicator)),
                {"kind": indicator.aspect or indicator.dimension or "", "name": indicator.name},
                f"「{indicator.name}」放在{indicator.aspect or indicator.dimension}里，{why}。",
                f"「{indicator.name}」 does not measure what {indicator.aspect or indicator.dimension} is about.",
            )
