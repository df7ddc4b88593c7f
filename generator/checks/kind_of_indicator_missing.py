"""No indicator of a kind that the form requires."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at, named

HEADING = "completeness"
SEVERITY = "doubt"
OF = ("whole table",)
TITLE = Words("缺少一类指标", "A kind of indicator is missing")
RULE = Words(
    "产出应有数量、质量、时效、成本四类指标，另应有效益指标和满意度指标。",
    "Output has quantity, quality, time and cost; there are a benefit and a satisfaction, too.",
)
CLEAN = Words("各类指标齐全", "All kinds of indicators are there")
SOURCE = sources.KINDS
INNOCENT = Words("有的项目确实不便设这一类指标。", "Some projects have no sensible indicator of that kind.")
_OUTPUT = {"quantity": "数量指标", "quality": "质量指标", "time": "时效指标", "cost": "成本指标"}
_BENEFIT = frozenset(("economic", "social", "ecological", "lasting"))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """One finding a project, naming every missing kind."""
    kinds = facts.by_kind
    missing = [label for kind, label in _OUTPUT.items() if kind not in kinds]
    if not missing and "satisfaction" in kinds and not _BENEFIT.isdisjoint(kinds):
        return
    if "whole table" not in facts.traits or not any(kind in _OUTPUT for kind in kinds):
        return
    if _BENEFIT.isdisjoint(kinds):
        missing.append("效益指标")
    if "satisfaction" not in kinds:
        missing.append("满意度指标")
    name = (at(project.name),) if project.name else ()
    yield Remark(
        (*name, named(project.indicators[0])),
        {"missing": "、".join(missing)},
        f"没有{'、'.join(missing)}。",
        f"Missing: {', '.join(missing)}.",
    )
