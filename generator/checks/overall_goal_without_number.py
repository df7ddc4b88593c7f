"""Overall goals without a single number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "note"
TITLE = Words("总体绩效目标没有一个数", "Overall goals without a number")
RULE = Words("总体目标应能看出要做到多少，不只是列职责。", "Overall goals say how much, and do not only list duties.")
CLEAN = Words("总体绩效目标有数", "Overall goals have numbers")
SOURCE = sources.CLEAR
INNOCENT = Words("数字放在分项目标和项目里。", "The numbers stand in the itemised goals and the projects.")
_NUMBER = re.compile(r"\d(?![\d]*年)|[一二三四五六七八九十两]+(?:个|家|次|项|亿|万)")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with overall goals."""
    return any(section.kind == "overall" and section.paragraphs for section in submission.sections)


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """A year is no number."""
    for section in submission.sections:
        if section.kind != "overall" or not section.paragraphs:
            continue
        if not any(_NUMBER.search(re.sub(r"(?:19|20)\d\d", "", text.text)) for text in section.paragraphs):
            yield Remark(
                tuple(at(text) for text in section.paragraphs),
                {},
                "总体绩效目标里没有一个数字，到年底无法对照。",
                "There is no number in the overall goals to hold the year against.",
            )
