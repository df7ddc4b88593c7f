"""The unit in an indicator's name against the unit of its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import SAME_UNIT
from .evidence.remark import Remark, Words, named, valued

HEADING = "form"
SEVERITY = "doubt"
OF = ("indicators",)
TITLE = Words("名称里的单位与指标值不符", "Unit in the name and in the value differ")
RULE = Words(
    "名称写了单位的，指标值用同一单位；比率用百分比，人数用人。",
    "A value has the unit of its name; rates are per cent, people are 人.",
)
CLEAN = Words("名称里的单位与指标值相符", "Units in names and values agree")
SOURCE = sources.CLEAR
INNOCENT = Words("两个单位在这里意思一样。", "Both units mean the same here.")
_IN_NAME = re.compile(r"[（(]([^（()）]{1,6})[）)]$")
_WIDTH = str.maketrans("％", "%")


@lru_cache(maxsize=8192)
def _expected(name: str) -> tuple[str, str]:
    """The unit a name asks for, and the period it names."""
    match = _IN_NAME.search(name)
    if match:
        unit, _, per = match[1].translate(_WIDTH).partition("/")
        if unit in _UNITS:
            return unit, per
    if name.endswith(("率", "比例", "比重", "占比")) and not name.endswith(("效率", "频率", "速率", "功率", "分辨率")):
        return "%", ""
    if "人数" in name:
        return "人", ""
    return "", ""


_UNITS = frozenset(
    [
        "%",
        "个",
        "次",
        "家",
        "人",
        "名",
        "户",
        "件",
        "台",
        "套",
        "场",
        "篇",
        "条",
        "项",
        "天",
        "元",
        "万元",
        "亿元",
        "吨",
        "亩",
        "公里",
        "平方米",
        "㎡",
    ]
)
_COUNTS = frozenset(["起", "次", "个", "家", "户", "件", "天", "条", "项", "人", "名", "台", "套", "处", "场"])


def _agrees(expected: str, unit: str) -> bool:
    if (
        expected == unit
        or expected.rstrip("元") == unit
        or SAME_UNIT.get(expected, expected) == SAME_UNIT.get(unit, unit)
    ):
        return not (expected == "%" and unit in _COUNTS)
    if expected == "%":
        return unit not in _COUNTS
    return False


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """A missing period (次 for 次/月) is a note."""
    for one in facts.indicators:
        target = one.target
        if target is None or (target.value is None and one.shape != "yes"):
            continue
        expected, per = _expected(one.name)
        if not expected:
            continue
        unit = target.unit or ""
        if one.shape == "yes" and expected == "%":
            severity = None
        elif one.shape == "yes" or not unit:
            continue
        elif not _agrees(expected, unit):
            severity = None
        elif per and not target.per:
            severity = "note"
        else:
            continue
        yield Remark(
            (named(one.indicator), valued(one.indicator)),
            {"name": expected + (f"/{per}" if per else ""), "value": target.printed},
            f"「{one.name}」应以「{expected}{'/' + per if per else ''}」计，指标值写的是「{target.printed}」。",
            f"The name asks for {expected}{'/' + per if per else ''}, the value is {target.printed}.",
            severity,  # type: ignore[arg-type]
        )
