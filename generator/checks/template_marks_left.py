"""Marks of a template that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.passages import Passages
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "error"
TITLE = Words("模板占位没有改", "Template marks left")
RULE = Words("模板里的**、××、____应换成实际内容。", "Marks such as **, ××, ____ are replaced by content.")
CLEAN = Words("没有模板占位", "No template marks")
SOURCE = sources.CLEAR
INNOCENT = Words("故意隐去的内容。", "Something was left out on purpose.")
_DOUBLED = ("**", "＊＊", "××", "XX", "xx", "__", "＿＿", "〇〇", "○○")  # one of them is in every mark
_MARK = re.compile(r"\*\*+|＊＊+|××+|(?<![A-Za-z0-9])(?:XX+|xx+)(?![A-Za-z])|_{2,}|＿{2,}|〇〇+|○○+")


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a text may have any."""
    return any(mark in joined for mark in _DOUBLED) and _MARK.search(joined) is not None


def check_texts(passages: Passages, about: SubmissionFacts) -> Iterator[Remark]:
    """7*24 has one star and is none."""
    for place in passages:
        match = _MARK.search(place.printed)
        if match:
            yield Remark(
                (place,),
                {"mark": match[0]},
                f"「{place.printed[:40]}」里的{match[0]}是模板占位。",
                f"{match[0]} is a template mark.",
            )
