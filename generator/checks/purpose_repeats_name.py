"""A purpose that only repeats the project's name."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at
from .evidence.wording import all_pairs, bare, letters_of

HEADING = "relevance"
SEVERITY = "note"
OF = ("purpose",)
TITLE = Words("资金用途只是重复项目名称", "The purpose only repeats the name")
RULE = Words(
    "资金用途应说明钱花在哪里，不能只重复项目名称。", "The purpose says where the money goes, not only the name again."
)
CLEAN = Words("资金用途没有只重复名称", "Purposes say more than the name")
SOURCE = sources.CLEAR
INNOCENT = Words("名称已经把用途说清楚了。", "The name says it all.")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Nothing is left of the purpose once the name's own words are taken away."""
    if (
        project.purpose is None
        or project.name is None
        or not facts.purpose
        or len(facts.purpose) > len(facts.name) + 20
    ):
        return
    if len(letters_of(facts.purpose).difference(facts.name)) > 8:
        return
    said, name = bare(facts.purpose), bare(facts.name)
    if len(said) > 3 and (said in name or _says_no_more(said, name)):
        yield Remark(
            (at(project.purpose), at(project.name)),
            {"purpose": facts.purpose},
            f"资金用途「{facts.purpose}」没有比项目名称多说什么。",
            "The purpose says no more than the name.",
        )


def _says_no_more(said: str, name: str) -> bool:
    words = all_pairs(said)
    return sum([word in name for word in words]) * 100 >= len(words) * 85
