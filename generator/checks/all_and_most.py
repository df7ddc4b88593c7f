"""All promised in the goal, not all in the indicator."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts, SubmissionFacts
from .evidence.figures import plain_number
from .evidence.remark import Remark, Words, at, named, valued

HEADING = "relevance"
SEVERITY = "doubt"
OF = ("share",)
WHEN = ("share",)
TITLE = Words("目标说全覆盖，指标不到百分之百", "All in the goal, not all in the indicator")
RULE = Words(
    "目标承诺全覆盖的，覆盖率指标应为100%。", "Where a goal promises full coverage, the rate of coverage is 100 %."
)
CLEAN = Words("全覆盖的承诺与指标一致", "Promises of full coverage hold in the indicators")
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words("留了一点余地。", "A little room was left.")
_ALL = ("全覆盖", "全部覆盖", "全面覆盖")


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects whose goal or purpose promises full coverage and that measure coverage."""
    if "覆盖" not in facts.goals and "覆盖" not in facts.purpose:
        return False
    promised = any(word in facts.goals or word in facts.purpose for word in _ALL)
    return promised and any(one.shape == "share" and "覆盖" in one.name for one in facts.indicators)


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a document promises full coverage."""
    return "全覆盖" in joined or "全部覆盖" in joined or "全面覆盖" in joined


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Any rate of coverage below 100 %."""
    if "覆盖" not in facts.goals and "覆盖" not in facts.purpose:
        return
    texts = (*project.goals, *((project.purpose,) if project.purpose else ()))
    promise = next(((t, word) for t in texts for word in _ALL if word in t.text), None)
    if promise is None:
        return
    for one in facts.indicators:
        target = one.target
        if one.shape == "share" and "覆盖" in one.name and target and target.value and target.value < 100:
            yield Remark(
                (at(promise[0]), valued(one.indicator), named(one.indicator)),
                {"goal": promise[1], "indicator": plain_number(target.value)},
                f"目标写「{promise[1]}」，指标「{one.name}」是{target.printed}。",
                f"The goal promises all, the indicator {target.printed}.",
            )
