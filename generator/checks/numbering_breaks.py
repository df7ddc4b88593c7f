"""List numbers that skip, repeat or change their style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..model import Printed, Submission
from ..recognise.texts import number_value
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "note"
TITLE = Words("序号不连续", "Numbering breaks")
RULE = Words("序号应从一开始连续，写法一致。", "List numbers run on from one, in one style.")
CLEAN = Words("序号连续", "Numbering runs on")
SOURCE = sources.WRITING
INNOCENT = Words("删去一条以后没有重排。", "An item was deleted and the rest not renumbered.")

_value = lru_cache(maxsize=1024)(number_value)


def _lists(submission: Submission) -> Iterator[Sequence[tuple[str, str, str]]]:
    for section in submission.sections:
        yield [(text.number, text.anchor, text.text[:20]) for text in section.paragraphs]
        yield [(item.number, item.anchor, item.title or "") for item in section.items]
    yield [
        (project.heading.number, project.heading.anchor, project.heading.text)
        for project in submission.projects
        if project.heading
    ]


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with numbered lists."""
    return any(number for entries in _lists(submission) for number, _, _ in entries)


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """A list restarts at one; everything else is one more than before, in the same brackets and figures."""
    for entries in _lists(submission):
        before: tuple[int, str, str, str] | None = None
        for number, anchor, text in entries:
            value = _value(number) if number else None
            if value is None:
                continue
            style = _style(number)
            if before and value != 1 and (value != before[0] + 1 or style != before[1]):
                change = "写法变了" if style != before[1] else "不连续"
                yield Remark(
                    (Printed(anchor, number + text), Printed(before[2], before[3])),
                    {"before": before[3], "after": number + text},
                    f"序号{change}：「{before[3]}」之后是「{number}{text}」。",
                    f"「{before[3]}」 is followed by 「{number}{text}」.",
                )
            before = value, style, anchor, number + text


@lru_cache(maxsize=1024)
def _style(number: str) -> str:
    """What kind of number it is: Chinese or Arabic figures, in brackets or not."""
    return ("(" if number[0] in "（(" else "") + ("1" if any(c.isascii() and c.isdecimal() for c in number) else "一")
