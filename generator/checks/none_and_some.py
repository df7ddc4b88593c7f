"""None promised here, some allowed there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts, SubmissionFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "relevance"
SEVERITY = "doubt"
WHEN = ("ceiling",)
TITLE = Words("一处说零发生，一处允许发生", "None here, some there")
RULE = Words(
    "承诺不发生的事，指标不应再允许发生若干次。", "What is promised never to happen is not allowed a few times."
)
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words("指标说的范围比目标宽。", "The indicator covers more than the goal.")
_HARMS = ("事故", "故障", "案件", "事件", "投诉", "差错", "泄密", "中断")
_CLAIM = re.compile(
    r"(?:零(?=.{0,4}(?:事故|故障|投诉|差错))|(?:不发生|无一例|杜绝|不出现|无)[^，。；]{0,8}?)(事故|故障|案件|事件|投诉|差错|泄密)"
    r"|(事故|故障|案件|事件|投诉|差错|泄密)[^，。；]{0,4}(?:零发生|为零)|7\s*[*×xX]\s*24|不间断"
)


def _claims(text: str) -> re.Match[str] | None:
    return _CLAIM.search(text)


def _asks(joined: str) -> bool:
    return any(word in joined for word in ("零", "不发生", "无一", "杜绝", "不出现", "*24", "×24", "不间断"))


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a document promises that something never happens."""
    return any(word in joined for word in ("零", "不发生", "无一", "杜绝", "不出现", "*24", "×24", "不间断"))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """A harm with a ceiling above nothing, and a text that says none of that harm."""
    if not _asks(facts.passages.joined):
        return
    for one in facts.indicators:
        target, name = one.target, one.name
        if target is None or target.comparison not in ("≤", "<") or not target.value or one.shape != "count":
            continue
        harm = next((word for word in _HARMS if word in name), None)
        if harm is None:
            continue
        for place in facts.passages:
            match = _claims(place.printed)
            if match and (harm in match[0] or (harm == "故障" and not (match[1] or match[2]))):
                yield Remark(
                    (place, valued(one.indicator), named(one.indicator)),
                    {"claim": match[0], "allowed": target.printed},
                    f"一处写「{match[0]}」，指标「{name}」却是{target.printed}。",
                    f"「{match[0]}」 here, {target.printed} allowed there.",
                )
                break
