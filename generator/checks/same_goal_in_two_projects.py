"""One goal, word for word, in several projects of a document."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Goal, Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "relevance"
SEVERITY = "note"
TITLE = Words("几个项目同一个绩效目标", "One goal in several projects")
RULE = Words("不同的项目应有自己的绩效目标。", "Every project has a goal of its own.")
CLEAN = Words("各项目有自己的绩效目标", "Projects have goals of their own")
SOURCE = sources.CLEAR
INNOCENT = Words("几个项目确实为同一件事。", "The projects do serve one end.")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with more than one project."""
    return len(submission.projects) > 1


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """Goals of at least six characters that stand in two projects."""
    seen: dict[str, list[tuple[int, Goal]]] = {}
    for project in submission.projects:
        for goal in project.goals:
            if len(goal.text) > 5:
                seen.setdefault(goal.text, []).append((project.order, goal))
    for text, found in seen.items():
        if len({order for order, _ in found}) > 1:
            yield Remark(
                tuple(at(goal) for _, goal in found),
                {"projects": ",".join(str(order) for order, _ in found)},
                f"{len(found)}个项目的绩效目标都是「{text}」。",
                f"{len(found)} projects have the goal 「{text}」.",
            )
