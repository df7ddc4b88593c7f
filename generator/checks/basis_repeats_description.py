"""A basis that repeats the indicator itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, grounded, named

HEADING = "relevance"
SEVERITY = "note"
OF = ("indicators",)
TITLE = Words("依据只是重复指标", "The basis repeats the indicator")
RULE = Words(
    "指标值确定依据应说明这个数从哪里来，不是把指标再写一遍。",
    "The basis says where the number comes from, not the indicator again.",
)
CLEAN = Words("依据没有重复指标", "No basis repeats its indicator")
SOURCE = sources.FORM
INNOCENT = Words("没有成文的依据可写。", "There is no written ground.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Word for word the description or the name."""
    for one in facts.indicators:
        basis = one.basis
        if basis and len(basis) > 3 and (basis == one.description or basis == one.name):
            yield Remark(
                (grounded(one.indicator), named(one.indicator)),
                {"basis": basis},
                f"「{one.name}」的依据写的是「{basis}」，与指标本身一样。",
                "The basis repeats the indicator word for word.",
            )
