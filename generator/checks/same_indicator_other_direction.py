"""One indicator with a floor in one project and a ceiling in another."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Indicator, Submission
from ..money import YUAN_PER
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "appropriateness"
SEVERITY = "doubt"
TITLE = Words("同一指标方向相反", "One indicator, opposite directions")
RULE = Words(
    "同一份文件里同名的指标，不应一处写≥、一处写≤。", "An indicator does not have a floor here and a ceiling there."
)
CLEAN = Words("同名指标方向一致", "Indicators of one name have one direction")
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words("两个项目里这个名字指的不是一回事。", "The name means different things in the two projects.")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with more than one project."""
    return len(submission.projects) > 1


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """The first of each direction is cited."""
    capped = {
        indicator.name
        for project in submission.projects
        for indicator in project.indicators
        if (target := indicator.target)
        and (target.comparison == "≤" or target.comparison == "<")
        and target.unit not in YUAN_PER
    }
    if not capped:
        return
    ways: dict[str, dict[str, Indicator]] = {}
    for project in submission.projects:
        for indicator in project.indicators:
            target = indicator.target
            if indicator.name in capped and target and target.comparison in ("≤", "<", "≥", ">"):
                way = "≤" if target.comparison in ("≤", "<") else "≥"
                ways.setdefault(indicator.name, {}).setdefault(way, indicator)
    for name, found in ways.items():
        if len(found) == 2 and len(name) > 2 and len({one.target.unit for one in found.values() if one.target}) == 1:
            low, high = found["≥"], found["≤"]
            yield Remark(
                (valued(high), named(high), valued(low), named(low)),
                {
                    "floor": low.target.printed if low.target else "",
                    "ceiling": high.target.printed if high.target else "",
                },
                f"「{name}」一处是{high.target.printed if high.target else ''}，"
                f"一处是{low.target.printed if low.target else ''}。",
                f"「{name}」 has a ceiling in one project and a floor in another.",
            )
