"""Money that repays earlier borrowing, with goals for new work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts, SubmissionFacts
from .evidence.remark import Remark, Words, at, named, valued

HEADING = "feasibility"
SEVERITY = "doubt"
TITLE = Words("还旧账却定新任务", "Repayment with goals for new work")
RULE = Words(
    "资金用来偿还以前的借款，指标却是当年新做的事，做与不做都不影响还款。",
    "The money repays what was borrowed; the outputs are new work it cannot pay for.",
)
SOURCE = sources.RELEVANT
INNOCENT = Words("指标说的是借款当年做过的事。", "The outputs are those of the year the money was borrowed.")
_REPAY = re.compile(r"借款|还款|偿还|归还|清欠")
_NEW = re.compile(r"举办|开展|组织|交办|新建|采购|签约|建设|参加")
_OLD = re.compile(r"还|偿|借|欠|支付|拨付|款|债")


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a document speaks of repaying."""
    return "借款" in joined or "还款" in joined or "偿还" in joined or "归还" in joined or "清欠" in joined


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """One finding a project, with every quantity of new work."""
    if not _REPAY.search(facts.purpose) and not _REPAY.search(facts.goals):
        return
    new = [
        one.indicator
        for one in facts.by_kind.get("quantity", ())
        if _NEW.search(one.name) and not _OLD.search(one.name)
    ]
    place = project.purpose if project.purpose and _REPAY.search(project.purpose.text) else None
    if new:
        text = at(place) if place else at(project.goals[0])
        names = "、".join(f"「{i.name}」{i.target.printed if i.target else ''}" for i in new)
        yield Remark(
            (text, *(cell for i in new for cell in (named(i), valued(i)))),
            {"repayment": text.printed, "new": names},
            f"资金用来「{text.printed}」，数量指标却是{names}。",
            f"The money is for 「{text.printed}」, the outputs are {names}.",
        )
