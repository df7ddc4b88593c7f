"""A basis copied from another indicator that it fits better."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, grounded, named
from .evidence.wording import telling_pairs

HEADING = "relevance"
SEVERITY = "doubt"
OF = ("indicators",)
TITLE = Words("依据说的是另一个指标", "The basis of another indicator")
RULE = Words(
    "依据应说明本指标，不应是从另一个指标抄来的。",
    "A basis speaks of its own indicator and is not copied from another.",
)
CLEAN = Words("依据说的是本指标", "Bases speak of their own indicators")
SOURCE = sources.FORM
INNOCENT = Words("一份文件同时是几个指标的依据。", "One document is the ground of several indicators.")
_CITED = re.compile(
    r"(?:依据|根据)?[\u4e00-\u9fff]{0,6}[【〔\[（(]?(?:19|20)\d\d[】〕\])）]?\s*[【〔]?\d+[】〕]?号文?件?"
)


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Where a basis stands for several, it is held against each; citations of documents do not count."""
    for basis in facts.bases:
        if len(basis) <= 24 or len(_CITED.sub("", basis)) <= 19:
            continue
        same = [one.indicator for one in facts.indicators if one.basis == basis]
        if len(same) < 2:
            continue
        words = telling_pairs(_CITED.sub("", basis))
        fits = [len(words & telling_pairs(one.name + (one.description or ""))) for one in same]
        best = max(fits)
        for one, fit in zip(same, fits, strict=True):
            if best and fit * 2 <= best - 1 and (fit == 0 or best >= 4):
                source = same[fits.index(best)]
                yield Remark(
                    (grounded(one), named(one), named(source)),
                    {"basis": basis},
                    f"「{one.name}」的依据与「{source.name}」的一字不差，说的是后者。",
                    f"The basis of 「{one.name}」 is that of 「{source.name}」, of which it speaks.",
                )
