"""Rows that belong to no project."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "error"
TITLE = Words("有不属于任何项目的内容", "Content that belongs to no project")
RULE = Words(
    "文件里的每一行都应属于某个部分或某个项目。", "Every line of a document belongs to a section or a project."
)
CLEAN = Words("没有零散内容", "No stray content")
SOURCE = sources.FORM
INNOCENT = Words(
    "转换文件格式时错了位，或者只是页码。", "Lines were displaced in conversion, or are only page numbers."
)


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Every disclosure: a notice or final accounts, without either part of the form, are kept as they stand."""
    return bool(submission.projects or submission.sections)


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """One finding a document, citing every fragment; a bare page number is none."""
    stray = [text for text in submission.fragments if text.text and not text.text.isdecimal()]
    if stray and applies(submission, about):
        yield Remark(
            tuple(at(text) for text in stray),
            {"count": str(len(stray))},
            f"有{len(stray)}处内容不属于任何项目，原样保留。",
            f"{len(stray)} pieces of content belong to no project and are kept as they stand.",
        )
