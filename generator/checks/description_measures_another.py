"""An indicator whose description measures something else than its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from ..model import Project
from .evidence import sources
from .evidence.acts import FAMILIES, acts, printed
from .evidence.facts import ProjectFacts
from .evidence.kinds import IndicatorFacts
from .evidence.remark import Remark, Words, described, named, valued

HEADING = "relevance"
SEVERITY = "doubt"
OF = ("indicators",)
TITLE = Words("指标名称与描述说的不是一回事", "Name and description differ")
RULE = Words(
    "绩效指标描述应说明三级指标本身，不能换成别的事。", "The description explains the indicator and not another thing."
)
CLEAN = Words("指标名称与描述相符", "Names and descriptions agree")
SOURCE = sources.CLEAR
INNOCENT = Words(
    "描述写得太简略，或者名称是从指标库里选的近似项。",
    "The description is terse, or the name was the nearest in a library.",
)
_HEAD = re.compile(r"([\u4e00-\u9fff]{2})(?:数量|个数|次数|面积)(?:[（(].*)?$")
_COUNTED = re.compile(r"(?:数量|个数|次数|数|面积)(?:[（(].*)?$")
_SOFT = frozenset(["达成", "完成", "工作", "活动", "任务", "目标", "项目", "开展", "实施"])
_PEOPLE = ("群众", "居民", "企业", "客户", "学生", "职工", "教师", "农户", "患者", "人群", "游客", "老年人", "村民")
_ANYWHERE = frozenset(("运转", "补贴", "建设", "宣传品"))  # acts that may stand in a name without being told
_WHO = re.compile("|".join(_PEOPLE)).findall
_MASSES = frozenset(("居民", "村民", "人群"))
_ASKS = re.compile(
    "|".join(("数量", "个数", "次数", "面积", *_PEOPLE, *(w for f in FAMILIES.values() for w in f.split("|"))))
).search


class Told(Struct, frozen=True):
    """What an indicator's name speaks of, and its description should."""

    counted: str
    people: tuple[str, ...]
    acts: frozenset[str]


@lru_cache(maxsize=8192)  # most names are in many projects
def _told(name: str) -> Told | None:
    if not _ASKS(name):
        return None
    head = _HEAD.search(name)
    counted = head[1] if head and head[1] not in _SOFT else ""
    told = Told(counted, tuple(_WHO(name)), acts(name) - _ANYWHERE)
    return told if told.counted or told.people or told.acts else None


def _differs(told: Told, description: str) -> str:
    """What the name speaks of and the description does not: the thing counted, or the people asked."""
    counted, people = told.counted, told.people
    if counted and _COUNTED.search(description) and counted[0] not in description and counted[1] not in description:
        return counted
    if people:
        others = _WHO(description)
        if others and not set(people) & set(others) and not ("群众" in people and set(others) <= _MASSES):
            return people[0]
    return ""


def _elsewhere(told: Told, one: IndicatorFacts, facts: ProjectFacts) -> str:
    """An act that the name speaks of, but neither the description nor the project."""
    if not told.acts or one.kind in ("economic", "social", "ecological", "lasting"):
        return ""
    found = told.acts - acts(facts.name) - acts(facts.purpose) - acts(facts.goals)
    return min(found - acts(one.description), default="") if found else ""


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Counted things, people asked, and acts that stand nowhere else in the project."""
    for one in facts.indicators:
        indicator, description, name = one.indicator, one.description, one.name
        if not description or not (told := _told(name)) or name in description:
            continue
        word = _differs(told, description)
        if not word and (family := _elsewhere(told, one, facts)):
            word = printed(name, {family})[0]
        if word:
            yield Remark(
                (described(indicator), named(indicator), valued(indicator)),
                {"word": word},
                f"指标名称是「{indicator.name}」，描述是「{description}」，没有说到「{word}」。",
                f"The name says 「{indicator.name}」, the description 「{description}」.",
            )
