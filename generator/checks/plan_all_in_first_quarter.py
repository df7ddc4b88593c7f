"""All money planned for the first quarter."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "feasibility"
SEVERITY = "doubt"
OF = ("plan from March",)
WHEN = ("early plan",)
TITLE = Words("资金三月底前全部支出", "All money planned by the end of March")
RULE = Words(
    "预算批下不久就计划付清全部资金，工作却是全年的，要看一看。",
    "All money is to be paid by March, though the work lasts all year.",
)
CLEAN = Words("资金没有在三月底前全部付清", "Not all money is paid by March")
SOURCE = sources.FEASIBLE
INNOCENT = Words(
    "付的是已经做完的事，或者年初按合同一次付清。", "It pays for work already done, or is due at once by contract."
)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """The end of March already stands at 100 %."""
    if not facts.shares or facts.shares[0] != 1 or project.plan[0].month != 3:
        return
    yield Remark(
        (at(project.plan[0]),), {"march": "1"}, "3月底就计划支出100%。", "100 % is planned by the end of March."
    )
