"""An itemised goal that names a figure and promises nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "doubt"
TITLE = Words("目标只有名词", "A goal of nouns alone")
RULE = Words(
    "绩效目标应说要做到什么，不能只写一个统计项目的名字。",
    "A goal says what is to be reached, not only the name of a statistic.",
)
CLEAN = Words("目标都说了要做到什么", "Goals say what is to be reached")
SOURCE = sources.CLEAR
INNOCENT = Words("要做到多少写在后面的指标里。", "The number stands in the indicator behind it.")
_VERB = re.compile(r"[完保确提增加促推做建开落达实支控降减扩引培督编对按坚发完改强]")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with itemised goals."""
    return any(section.items for section in submission.sections)


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """Short, ending in a statistic's name, without a verb."""
    for section in submission.sections:
        for item in section.items:
            for goal in item.goals:
                text = goal.text.rstrip("。；")
                if (
                    len(text) <= 30
                    and text.endswith(("率", "量", "收入", "额", "数"))
                    and not _VERB.search(_shortened(text))
                ):
                    yield Remark(
                        (at(goal),),
                        {"goal": text},
                        f"绩效目标只写了「{text}」，没有说要做到什么。",
                        f"The goal only says 「{text}」.",
                    )


def _shortened(text: str) -> str:
    """Without the names of statistics, whose own characters look like verbs (增长率, 完成率)."""
    return re.sub(r"[\u4e00-\u9fff]{2}率", "", text)
