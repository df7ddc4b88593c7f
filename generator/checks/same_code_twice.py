"""One project code in two projects of a document."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Printed, Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "form"
SEVERITY = "error"
TITLE = Words("项目编码重复", "A project code used twice")
RULE = Words("一份文件里每个项目编码只应出现一次。", "Within a document a project code stands once.")
CLEAN = Words("项目编码不重复", "Every project code stands once")
SOURCE = sources.FORM
INNOCENT = Words("同一个项目分两张表填写。", "One project was put into two tables.")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with at least two codes."""
    return sum(bool(project.code and project.code.text) for project in submission.projects) > 1


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """Each code that stands more than once."""
    seen: dict[str, list[Printed]] = {}
    for project in submission.projects:
        if project.code and project.code.text:
            seen.setdefault(project.code.text, []).append(at(project.code))
    for code, places in seen.items():
        if len(places) > 1:
            yield Remark(
                tuple(places),
                {"code": code},
                f"项目编码{code}出现了{len(places)}次。",
                f"The code {code} stands {len(places)} times.",
            )
