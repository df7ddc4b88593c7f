"""A goal that promises what the money is not for."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Printed, Project
from .evidence import sources
from .evidence.acts import acts, printed
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at, named

HEADING = "relevance"
SEVERITY = "doubt"
OF = ("goals",)
TITLE = Words("目标超出资金用途", "A goal beyond the purpose")
RULE = Words(
    "目标里要做的事，资金用途或项目名称里应当说到。", "What a goal sets out to do, the purpose or the name speaks of."
)
CLEAN = Words("目标没有超出资金用途", "No goal goes beyond its purpose")
SOURCE = sources.RELEVANT
INNOCENT = Words("资金用途写得太简略。", "The purpose is put too tersely.")
# Families of acts concrete enough to be missed where the money is not for them.
_CONCRETE = frozenset(
    ["购买", "招商", "安保", "培训", "改造", "宣传", "宣传品", "租赁", "慰问", "保洁", "供暖", "维护", "编制", "监测"]
)
_COUNTED = frozenset(("购买", "招商", "培训"))  # acts whose very count would be another project's


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Acts of the goals or of a quantity's name that neither purpose nor name speak of."""
    if not facts.purpose or not facts.goals:
        return
    promised = acts(facts.goals) & _CONCRETE
    counted = [(one, found) for one in facts.by_kind.get("quantity", ()) if (found := acts(one.name) & _COUNTED)]
    if not promised and not counted:
        return
    known = acts(facts.purpose) | acts(facts.name)
    beyond = promised - known
    if known & {"招商", "宣传品"}:
        beyond -= {"宣传"}  # who courts investors, or puts up a screen, advertises
    places: list[Printed] = []
    for one, found in counted:
        if known and not found <= known | beyond:
            beyond |= found - known
            places.append(named(one.indicator))
    if not beyond:
        return
    goals = [at(goal) for goal in project.goals if acts(goal.text) & beyond]
    purpose = (at(project.purpose),) if project.purpose else ()
    told = [facts.goals, *(one.name for one, _ in counted)]
    words = "、".join(dict.fromkeys(word for text in told for word in printed(text, beyond)))
    yield Remark(
        (*goals, *places, *purpose),
        {"beyond": words},
        f"目标或数量指标里有{words}，资金用途里没有。",
        f"Goals or quantities speak of {words}, the purpose does not.",
    )
