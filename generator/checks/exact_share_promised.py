"""Exactly so many per cent where at least is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words

HEADING = "appropriateness"
SEVERITY = "doubt"
TITLE = Words("写成等于某个百分比", "Exactly so many per cent")
RULE = Words(
    "越高越好的比例应写大于等于；写等于95%，做到100%反而不算。",
    "Where more is better it is 'at least'; 'equal to 95 %' would rule out 100 %.",
)
CLEAN = Words("没有写成等于某个百分比", "No share is promised exactly")
SOURCE = sources.APPROPRIATE
INNOCENT = Words("漏写了「大于」两个字。", "The words 'more than or' were left out.")
_EXACT = re.compile(r"(?<![于或])等于\s*(\d+(?:\.\d+)?)\s*[%％]")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents whose part one promises shares."""
    return "%" in about.passages.joined or "％" in about.passages.joined


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """等于95% without 大于 or 小于 before it; 100 % is fine."""
    if "等于" not in about.passages.joined:
        return
    for place in about.passages:
        for match in _EXACT.finditer(place.printed):
            if match[1] != "100":
                yield Remark(
                    (place,),
                    {"share": match[1]},
                    f"写的是「{match[0]}」，不是大于等于。",
                    f"「{match[0]}」, not 'at least'.",
                )
