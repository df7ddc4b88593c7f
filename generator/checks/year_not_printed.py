"""The document does not say which year it is for."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Printed, Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words

HEADING = "completeness"
SEVERITY = "note"
TITLE = Words("文件没有写明年度", "The document does not state its year")
RULE = Words("文件的标题或开头应写明预算年度。", "The title or the opening states the budget year.")
CLEAN = Words("文件写明了年度", "The document states its year")
SOURCE = sources.CLEAR
INNOCENT = Words(
    "年度写在没有一起公开的封面或通知上。", "The year stands on a cover or notice that was not published with it."
)


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with projects; a plain notice has no budget year to state."""
    return bool(submission.projects)


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """A year read from a code or added by the portal is not printed."""
    year = submission.fiscal_year
    if year.known_from == "printed" or not submission.projects:
        return
    anchor = year.anchor or submission.projects[0].anchor
    how = {"project_code": f"只能从项目编码里看出是{year.year}年", "portal": f"由门户补充为{year.year}年"}.get(
        year.known_from or "", "无从得知"
    )
    yield Remark(
        (Printed(anchor, ""),),
        {"year": str(year.year or "")},
        f"文件没有印出预算年度，{how}。",
        "The budget year is not printed.",
    )
