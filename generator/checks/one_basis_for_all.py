"""Pattern: one basis for every indicator of a project."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Submission
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Words

HEADING = "appropriateness"
SEVERITY = "note"
TITLE = Words("所有指标同一个依据", "One basis for all indicators")
RULE = Words(
    "每个指标值应有自己的依据；全都写同一句，等于没有依据。",
    "Every target has its own ground; one phrase for all is none.",
)
SOURCE = sources.FORM
INNOCENT = Words("一份文件或合同确实规定了全部指标。", "One document or contract does set them all.")


def tally(facts: ProjectFacts, submission: Submission) -> Iterator[tuple[str, bool]]:
    """For each project with three bases or more, the commonest and whether it is the only one."""
    bases = [one.basis for one in facts.indicators if one.basis]
    if len(bases) > 2:
        alone = len(facts.bases) == 1
        yield (bases[0] if alone else max(sorted(facts.bases), key=bases.count)), alone
