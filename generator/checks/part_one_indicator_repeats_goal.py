"""An indicator of part one that is the goal again."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "relevance"
SEVERITY = "note"
TITLE = Words("分项目标的指标照抄目标", "An itemised indicator copies its goal")
RULE = Words(
    "绩效指标应把目标变成可以衡量的数，不是把目标再抄一遍。",
    "An indicator makes the goal measurable and does not copy it.",
)
CLEAN = Words("分项目标的指标没有照抄目标", "Itemised indicators do not copy their goals")
SOURCE = sources.CLEAR
INNOCENT = Words("目标本身已经是数。", "The goal is a number already.")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with goals and indicators in part one."""
    return any(item.goals and item.indicators for section in submission.sections for item in section.items)


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """The whole indicator stands in the goal."""
    for section in submission.sections:
        for item in section.items:
            for goal in item.goals:
                for indicator in item.indicators:
                    text = indicator.text.rstrip("。；")
                    if len(text) > 7 and text in goal.text:
                        yield Remark(
                            (at(indicator), at(goal)),
                            {"text": text},
                            f"绩效指标「{text}」在绩效目标里已经一字不差地写过。",
                            "The indicator stands word for word in the goal.",
                        )
