"""A basis that states a result."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, grounded, named

HEADING = "relevance"
SEVERITY = "note"
OF = ("indicators",)
TITLE = Words("依据写的是结果", "The basis is a result")
RULE = Words(
    "依据应是文件、合同、标准或测算，不是「完成优秀」「评价满意」一类的结果。",
    "A basis is a document, contract, standard or reckoning, not a result.",
)
CLEAN = Words("依据不是结果", "No basis is a result")
SOURCE = sources.FORM
INNOCENT = Words("想说的是用评价结果来衡量。", "The evaluation's result is meant as the measure.")
_RESULTS = ("优秀", "满意", "良好", "合格", "达标")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Bases that end in a word of praise."""
    results = [basis for basis in facts.bases if basis.endswith(_RESULTS)]
    for one in facts.indicators if results else ():
        basis = one.basis
        if basis in results:
            yield Remark(
                (grounded(one.indicator), named(one.indicator)),
                {"basis": basis},
                f"「{one.name}」的依据写的是「{basis}」，是结果，不是依据。",
                f"The basis 「{basis}」 is a result.",
            )
