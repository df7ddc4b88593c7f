"""A clause said twice within one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.passages import Passages
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "note"
TITLE = Words("一句话说了两遍", "A clause said twice")
RULE = Words("同一段里同一个长句不应出现两次。", "A long clause stands once in a paragraph.")
CLEAN = Words("没有说两遍的句子", "No clause is said twice")
SOURCE = sources.WRITING
INNOCENT = Words("为了强调。", "For emphasis.")
_CLAUSES = re.compile(r"[，。；：,;]")


def check_texts(passages: Passages, about: SubmissionFacts) -> Iterator[Remark]:
    """Clauses of at least ten characters, in texts long enough to hold two."""
    for place in passages.long:
        seen: set[str] = set()
        for clause in _CLAUSES.split(place.printed):
            if len(clause) > 9:
                if clause in seen:
                    yield Remark(
                        (place,),
                        {"clause": clause},
                        f"「{clause}」在同一段里说了两遍。",
                        f"「{clause}」 is said twice.",
                    )
                    break
                seen.add(clause)
