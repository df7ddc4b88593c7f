"""Yes or no as the value of a quantity or a cost."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, named, valued

HEADING = "completeness"
SEVERITY = "doubt"
OF = (
    "quantity",
    "cost",
    "satisfaction",
)
WHEN = ("yes",)
TITLE = Words("该填数的地方填了是或否", "Yes or no where a number is due")
RULE = Words(
    "数量、成本、满意度指标应填数，不能只填是或否。", "Quantity, cost and satisfaction are numbers, not yes or no."
)
CLEAN = Words("数量、成本、满意度指标没有填是或否", "No quantity, cost or satisfaction says yes or no")
SOURCE = sources.KINDS
INNOCENT = Words("指标放错了类别，本来是质量要求。", "The indicator is filed under the wrong kind.")
_DUE = ("quantity", "cost", "satisfaction")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Each such indicator."""
    for kind in _DUE:
        for one in facts.by_kind.get(kind, ()):
            if one.shape == "yes" and one.target:
                yield Remark(
                    (valued(one.indicator), named(one.indicator)),
                    {"target": one.target.printed},
                    f"{one.indicator.aspect}「{one.name}」的值是「{one.target.printed}」，应当是数。",
                    f"The value is 「{one.target.printed}」 where a number is due.",
                )
