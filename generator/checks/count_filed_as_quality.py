"""A count among the qualities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "relevance"
SEVERITY = "note"
OF = ("quality",)
TITLE = Words("质量指标填的是数量", "A count among the qualities")
RULE = Words(
    "质量指标说做得怎样，单纯的个数应放在数量指标里。", "Quality is how well; a mere count belongs to quantity."
)
CLEAN = Words("质量指标说的是质量", "Qualities are about quality")
SOURCE = sources.KINDS
INNOCENT = Words("个数本身就是成效，例如签约数。", "The count is the result itself, such as contracts signed.")
_COUNT = re.compile(r"(?:数量|个数|次数|人数|家数)(?:[（(].*)?$").search
_BAD = ("差错", "事故", "故障", "投诉", "问题", "缺陷", "案件")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """A count of faults is a quality."""
    for one in facts.by_kind.get("quality", ()):
        name = one.name
        if one.shape == "count" and _COUNT(name) and not any(word in name for word in _BAD):
            yield Remark(
                (named(one.indicator), valued(one.indicator)),
                {"name": name},
                f"「{name}」是数量，放在了质量指标里。",
                f"「{name}」 is a count and stands under quality.",
            )
