"""A rate among the quantities."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "relevance"
SEVERITY = "note"
OF = ("quantity",)
WHEN = ("share",)
TITLE = Words("数量指标填的是比率", "A rate among the quantities")
RULE = Words(
    "数量指标说做多少，应当是件数、人数、面积，不是百分比。", "A quantity counts pieces, people, area: not per cent."
)
CLEAN = Words("数量指标填的是数量", "Quantities are counts")
SOURCE = sources.KINDS
INNOCENT = Words("总数写在别处，这里只说做到几成。", "The total stands elsewhere; this is how much of it.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Each quantity in per cent."""
    for one in facts.by_kind.get("quantity", ()):
        if one.shape == "share" and one.target:
            yield Remark(
                (valued(one.indicator), named(one.indicator)),
                {"target": one.target.printed},
                f"数量指标「{one.name}」的值是{one.target.printed}，看不出数量。",
                f"The quantity is {one.target.printed}: a rate, not a count.",
            )
