"""Two headings of one list that say the same."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Printed, Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words
from .evidence.wording import pairs

HEADING = "form"
SEVERITY = "doubt"
TITLE = Words("小标题重复", "A heading twice")
RULE = Words("同一部分里的小标题不应重复。", "Within a section a heading stands once.")
CLEAN = Words("小标题不重复", "Headings stand once")
SOURCE = sources.WRITING
INNOCENT = Words(
    "抄模板时多抄了一条，或者改了内容忘了改标题。",
    "One too many was copied, or the text was changed and not its heading.",
)


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with numbered paragraphs."""
    return any(text.number for section in submission.sections for text in section.paragraphs)


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """Equal headings are a doubt, nearly equal ones a note."""
    for section in submission.sections:
        heads: list[Printed] = []
        for text in section.paragraphs:
            head = text.text.partition("。")[0]
            if not text.number or len(head) > 16:
                continue
            for other in heads:
                near = _near(other.printed, head)
                if near:
                    yield Remark(
                        (Printed(text.anchor, head), other),
                        {"first": other.printed, "second": head},
                        f"小标题「{other.printed}」" + ("出现了两次。" if near == 2 else f"与「{head}」几乎一样。"),
                        "The heading stands twice." if near == 2 else "Two headings say nearly the same.",
                        None if near == 2 else "note",
                    )
                    break
            heads.append(Printed(text.anchor, head))


def _near(first: str, second: str) -> int:
    """2 where equal, 1 where four fifths of the shorter one stand in the other, else 0."""
    if first == second:
        return 2
    one, other = pairs(first), pairs(second)
    fewer = min(len(one), len(other))
    return 1 if fewer > 3 and len(one & other) * 5 >= fewer * 4 else 0
