"""No project code."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Printed, Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "completeness"
SEVERITY = "note"
OF = ()
WHEN = ("no code",)
TITLE = Words("没有项目编码", "No project code")
RULE = Words(
    "项目编码是跨年查对同一个项目的凭据，应当填写。",
    "The code is what ties a project's years together, and is to be given.",
)
CLEAN = Words("有项目编码", "Has a project code")
SOURCE = sources.FORM
INNOCENT = Words("编制时编码还没有下来，或者当地不用编码。", "The code was not yet assigned, or the place uses none.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """The cell is blank, only dashes, or absent where other projects of the document have it."""
    if "项目编码" not in facts.about.parts or (project.code and project.code.text):
        return
    yield Remark(
        (at(project.code) if project.code else Printed(project.anchor, ""),),
        {},
        "项目编码没有填写。" if project.code else "表里没有项目编码一栏。",
        "The project code is not filled in.",
    )
