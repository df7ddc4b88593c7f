"""An itemised goal that copies a sentence of the overall goals."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Submission, Text
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "relevance"
SEVERITY = "note"
TITLE = Words("分项目标照抄总体目标", "An itemised goal copies the overall goals")
RULE = Words(
    "分项目标应把总体目标细化，不是抄一句下来。", "Itemised goals refine the overall ones and do not copy a sentence."
)
CLEAN = Words("分项目标没有照抄总体目标", "Itemised goals do not copy the overall ones")
SOURCE = sources.CLEAR
INNOCENT = Words("总体目标本来就是分项目标的汇总。", "The overall goals are the sum of the itemised ones.")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with overall and itemised goals."""
    kinds = {section.kind for section in submission.sections}
    return {"overall", "itemised"} <= kinds


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """A goal of at least twenty characters that stands whole in an overall paragraph."""
    overall: list[Text] = [t for s in submission.sections if s.kind == "overall" for t in s.paragraphs]
    for section in submission.sections:
        for item in section.items:
            for goal in item.goals:
                text = goal.text.rstrip("。；")
                source = next((p for p in overall if len(text) > 19 and text in p.text), None)
                if source:
                    yield Remark(
                        (at(goal), at(source)),
                        {"text": text},
                        f"分项目标「{text[:20]}…」照抄总体目标里的一句。",
                        "The itemised goal is a sentence of the overall goals.",
                    )
