"""Brackets that do not match."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.passages import Passages
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "note"
TITLE = Words("括号不配对", "Brackets do not match")
RULE = Words("每个左括号应有同样宽窄的右括号。", "Every bracket is closed by one of its own kind and width.")
CLEAN = Words("括号都配对", "All brackets match")
SOURCE = sources.WRITING
INNOCENT = Words("打字时输入法切换了全角半角。", "The input method changed width while typing.")
_PAIRS = ("（）", "()", "【】", "[]", "〔〕", "《》", "“”", "「」")
_BRACKETS = re.compile("[（）()【】\\[\\]〔〕《》“”「」]")
_LIST_NUMBER = re.compile(r"(?:^|(?<=[。；;，\s]))\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]")


def _unmatched(text: str) -> str:
    """The pairs of which one is missing; looking for a bracket is quicker than counting it, and most are not there."""
    there = [pair for pair in _PAIRS if pair[0] in text or pair[1] in text]
    return "".join([pair for pair in there if text.count(pair[0]) != text.count(pair[1])])


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a text may have any."""
    return bool(_unmatched(joined))


def check_texts(passages: Passages, about: SubmissionFacts) -> Iterator[Remark]:
    """Counted over all texts first; a list number such as 1） opens nothing."""
    for place in passages:
        if not _BRACKETS.search(place.printed):
            continue
        text = _LIST_NUMBER.sub("", place.printed)
        pairs = _unmatched(text)
        if pairs:
            yield Remark(
                (place,),
                {"brackets": pairs},
                f"括号不配对：「{place.printed[:40]}」。",
                f"Brackets {pairs} do not match.",
            )
