"""An indicator of part one without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "note"
TITLE = Words("分项目标的指标没有数", "Itemised goals without numbers")
RULE = Words("分项绩效目标的指标应有数，才能对照。", "The indicators of itemised goals have numbers to hold against.")
CLEAN = Words("分项目标的指标有数", "Indicators of itemised goals have numbers")
SOURCE = sources.CLEAR
INNOCENT = Words("有的工作确实难用数字衡量。", "Some work is hard to measure in numbers.")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_NONE = ("不发生", "零", "杜绝", "无一")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with indicators in part one."""
    return any(item.indicators for section in submission.sections for item in section.items)


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """None at all (不发生) is a number, a year is not."""
    for section in submission.sections:
        for item in section.items:
            for text in item.indicators:
                if any(word in text.text for word in _NONE) or any(c.isdecimal() for c in _YEAR.sub("", text.text)):
                    continue
                yield Remark(
                    (at(text),),
                    {"item": item.title or ""},
                    f"「{item.title or '分项目标'}」的绩效指标没有一个数。",
                    "This indicator has no number.",
                )
