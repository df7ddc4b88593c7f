"""Two punctuation marks where one belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.passages import Passages
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "note"
TITLE = Words("标点重复", "Doubled punctuation")
RULE = Words("两个标点不应连在一起。", "Two marks do not stand together.")
CLEAN = Words("没有重复的标点", "No doubled punctuation")
SOURCE = sources.WRITING
INNOCENT = Words("删去文字时留下的。", "Left when words were deleted.")
_MARKS = re.compile(r"[。，；、：](?=[。，；、：])").search  # half the time of {2}: most marks end the attempt at once
_DOUBLED = re.compile(r"。。|，，|；；|、、|：：|[，；。、][。，；](?<!。；)|；、|。；")


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a text may have any."""
    return _MARKS(joined) is not None


def check_texts(passages: Passages, about: SubmissionFacts) -> Iterator[Remark]:
    """One finding for each pair of marks, citing its texts."""
    for marks in sorted(set(_DOUBLED.findall(passages.joined))):
        places = tuple(place for place in passages if marks in place.printed)
        yield Remark(places, {"marks": marks}, f"标点「{marks}」连在一起。", f"「{marks}」 stand together.")
