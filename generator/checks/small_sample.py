"""Satisfaction or influence judged by a handful of people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts, SubmissionFacts
from .evidence.remark import Remark, Words, described, named, valued

HEADING = "appropriateness"
SEVERITY = "note"
TITLE = Words("调查的人太少", "A handful of people asked")
RULE = Words("满意度、影响力只问三十以下的人或企业，代表不了全体。", "Asking thirty or fewer does not speak for all.")
SOURCE = sources.APPROPRIATE
INNOCENT = Words("服务对象总共只有这么多。", "There are no more people to ask.")
_ASKED = re.compile(r"(?:询问|调查|总人数|（共?|\(共?)[^，。；\d（(\n]{0,14}?(\d{1,3})\s*([人家户名])").search


def _sample(description: str) -> re.Match[str] | None:
    return _ASKED(description) if any(c in description for c in "人家户名") else None


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a document says how many are asked."""
    return "询问" in joined or "调查" in joined or "总人数" in joined or "（共" in joined


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Thirty is the least number of textbook surveys."""
    if not _ASKED(facts.passages.joined):
        return
    for one in facts.indicators:
        if one.shape not in ("count", "share") or one.kind in ("quantity", "cost", "time"):
            continue
        text = one.description
        match = _sample(text)
        if match is None or int(match[1]) > 30 or one.target is None:
            continue
        every = one.target.value == int(match[1])
        yield Remark(
            (valued(one.indicator), described(one.indicator), named(one.indicator)),
            {"sample": match[1]},
            f"「{one.name}」只问{match[1]}{match[2]}" + ("，还要全部满意。" if every else "。"),
            f"Only {match[1]} are asked" + (", and all of them must agree." if every else "."),
        )
