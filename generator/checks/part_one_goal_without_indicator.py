"""Itemised goals without any indicator."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "note"
TITLE = Words("分项目标没有指标", "Itemised goals without indicators")
RULE = Words("每个分项绩效目标应配有绩效指标。", "Every itemised goal has an indicator.")
CLEAN = Words("分项目标都有指标", "Every itemised goal has an indicator")
SOURCE = sources.CLEAR
INNOCENT = Words("当地的格式只要求写目标。", "The local form asks for goals alone.")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with itemised goals."""
    return any(section.items for section in submission.sections)


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """One finding a document, citing each such goal."""
    items = [item for section in submission.sections for item in section.items]
    bare = [goal for item in items if not item.indicators for goal in item.goals]
    if bare:
        yield Remark(
            tuple(at(goal) for goal in bare),
            {"count": str(len(bare)), "of": str(len(items))},
            f"{len(items)}个分项目标里有{len(bare)}个没有绩效指标。",
            f"{len(bare)} of {len(items)} itemised goals have no indicator.",
        )
