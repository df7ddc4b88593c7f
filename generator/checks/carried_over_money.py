"""Money of an earlier year in this year's document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "feasibility"
SEVERITY = "note"
OF = ()
TITLE = Words("以前年度的资金", "Money of an earlier year")
RULE = Words(
    "项目编码或名称的年份早于文件年度，多半是结转或补付的钱。",
    "A code or name of an earlier year means money carried over or paid late.",
)
CLEAN = Words("都是当年的资金", "All money is of the year")
SOURCE = sources.YEAR
INNOCENT = Words(
    "结转资金、上级补助、分期付款都会这样，不是错。",
    "Carried-over money, grants and instalments do so; it is no error.",
)
_YEAR = re.compile(r"(?<![【〔（(\[\d])((?:19|20)\d\d)年|(?<!\d)(\d\d)年(?=借款|[^\d末底])")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """By the code's year, else by a year in the name; a document number's year is not the money's."""
    year = facts.about.year
    if year is None:
        return
    if facts.code_year is not None and facts.code_year < year and project.code:
        yield Remark(
            (at(project.code), *((at(project.name),) if project.name else ())),
            {"code": str(facts.code_year), "document": str(year)},
            f"项目编码是{facts.code_year}年的，文件是{year}年的：多半是结转资金。",
            f"The code is of {facts.code_year}, the document of {year}: probably money carried over.",
        )
    elif "年" in facts.name.removeprefix(f"{year}年") and project.name:
        for match in _YEAR.finditer(facts.name):
            found = int(match[1]) if match[1] else 2000 + int(match[2])
            if year - 15 < found < year:
                goals = [goal for goal in project.goals if match[0] in goal.text]
                yield Remark(
                    (at(project.name), *(at(goal) for goal in goals)),
                    {"name": str(found), "document": str(year)},
                    f"项目名称写的是{match[0]}，文件是{year}年的：多半是补付或结转。",
                    f"The name says {found}, the document is of {year}: probably paid late or carried over.",
                )
                break
