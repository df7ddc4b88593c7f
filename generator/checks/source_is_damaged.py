"""The source breaks off or is fused here."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Printed, Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words

HEADING = "completeness"
SEVERITY = "error"
OF = ()
WHEN = ("damage",)
TITLE = Words("原文此处缺失", "The source is damaged here")
RULE = Words("公开的文件应当完整。", "A published document is whole.")
CLEAN = Words("原文完整", "The source is whole")
SOURCE = sources.FORM
INNOCENT = Words("转换文件格式时丢了内容，原件是完整的。", "Content was lost in conversion; the original is whole.")
_EN = {
    "truncated": "The source breaks off here.",
    "heading_missing": "The table's heading is missing.",
    "fused": "Rows that belong to nobody follow without a gap.",
}


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """What the reader of the document has noticed."""
    for damage in project.damage:
        yield Remark((Printed(damage.anchor, ""),), {"kind": damage.kind}, f"{damage.note}。", _EN[damage.kind])
