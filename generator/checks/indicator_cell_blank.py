"""Blank cells in the indicator table."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Indicator, Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, described, grounded, named, valued

HEADING = "completeness"
SEVERITY = "note"
OF = ("indicators",)
WHEN = ("blank cell",)
TITLE = Words("指标表有空格", "Blank cells in the indicator table")
RULE = Words(
    "指标的名称、描述、指标值、依据都应填写。", "Name, description, target and basis of an indicator are filled in."
)
CLEAN = Words("指标表没有空格", "No blank cell in the indicator table")
SOURCE = sources.FORM
INNOCENT = Words("名称已经说明白，不必再描述。", "The name says it all.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """A blank target or name is an error; a cell that the form does not have is not blank."""
    for one in facts.indicators:
        indicator = one.indicator
        if one.shape != "blank" and indicator.name and indicator.description != "" and indicator.basis != "":
            continue
        yield from _blanks(indicator)


def _blanks(indicator: Indicator) -> Iterator[Remark]:
    label = indicator.name or indicator.aspect or "指标"
    cells = (
        ("三级指标", "name", named(indicator), not indicator.name),
        ("绩效指标描述", "description", described(indicator), indicator.description == ""),
        ("指标值", "target", valued(indicator), bool(indicator.target and not indicator.target.printed)),
        ("指标值确定依据", "basis", grounded(indicator), indicator.basis == ""),
    )
    for column, key, place, blank in cells:
        if blank:
            yield Remark(
                (place, named(indicator)),
                {"column": column},
                f"「{label}」的{column}没有填写。",
                f"The {key} of 「{label}」 is blank.",
                # Forms without descriptions leave the target of a 定性 indicator blank by design.
                "error" if key == "name" or (key == "target" and indicator.description is not None) else None,
            )
