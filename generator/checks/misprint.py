"""Misprints met in published disclosures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.passages import Passages
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "note"
TITLE = Words("疑似错字", "Probable misprints")
RULE = Words("常见错字表里的写法，读起来应是另一个字。", "Spellings from a list of common misprints.")
CLEAN = Words("没有常见错字", "No common misprint")
SOURCE = sources.WRITING
INNOCENT = Words("专有名词恰好这样写。", "A proper name happens to be written so.")
# As printed → as meant. The first must be wrong wherever it stands; add what you meet.
_MISPRINTS = {
    "入驻元气": "入驻园区",
    "等发面": "等方面",
    "延申": "延伸",
    "战略性新型产业": "战略性新兴产业",
    "周围居觉得": "周围居民觉得",
    "进出障充分": "进出障碍，充分",
    "园区机日常": "园区机关日常",
    "保障实际": "保障时间",
    "将温工程": "降温工程",
    "物资治理合格率": "物资质量合格率",
    "专业对整组": "专业队整组",
    "享受的幸福": "享受到幸福",
    "明确指出分类": "明确支出分类",
}
_LEADING = re.compile(r"^要用于")


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a text may have any."""
    return any(wrong in joined for wrong in _MISPRINTS) or "\n要用于" in joined


def check_texts(passages: Passages, about: SubmissionFacts) -> Iterator[Remark]:
    """Each misprint once, citing its texts; 要用于 only where a text begins with it."""
    joined = passages.joined
    for wrong, right in _MISPRINTS.items():
        if wrong in joined:
            places = tuple(place for place in passages if wrong in place.printed)
            if places:
                yield Remark(
                    places,
                    {"printed": wrong, "meant": right},
                    f"「{wrong}」疑为「{right}」。",
                    f"「{wrong}」 may mean 「{right}」.",
                )
    if "要用于" in joined:
        places = tuple(place for place in passages if _LEADING.match(place.printed))
        if places:
            yield Remark(
                places,
                {"printed": "要用于", "meant": "主要用于"},
                "「要用于」疑为「主要用于」。",
                "「要用于」 may mean 「主要用于」.",
            )
