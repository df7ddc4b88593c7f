"""A total in part one against the parts named behind 其中."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model import Printed, Submission, Text
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.figures import Figure, figures, plain_number
from .evidence.remark import Remark, Words

HEADING = "arithmetic"
SEVERITY = "doubt"
TITLE = Words("第一部分总数与分项不符", "A total in part one is not the sum of its parts")
RULE = Words("「其中」后面分项之和应等于前面的总数。", "What is listed behind 其中 adds up to the total before it.")
CLEAN = Words("第一部分总数与分项相符", "Totals in part one are the sum of their parts")
SOURCE = sources.RECKONING
INNOCENT = Words("「其中」只列了一部分。", "Only some of the parts are listed.")


def _totals(about: SubmissionFacts) -> Iterator[tuple[Text, Figure, list[Figure]]]:
    for place in about.passages:
        before, among, after = place.printed.partition("其中")
        if not among:
            continue
        ends = after.find("。")
        parts = figures(after if ends < 0 else after[:ends])
        for whole in figures(before[before.rfind("。", 0, len(before) - 2) + 1 :]):
            same = [part for part in parts if part.unit == whole.unit]
            if len(same) > 1:
                yield Text(place.printed, place.anchor), whole, same


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents that list parts behind 其中."""
    return any(True for _ in _totals(about))


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """Parts above the total, or within a tenth of it without reaching it."""
    if "其中" not in about.passages.joined:
        return
    for text, whole, parts in _totals(about):
        found = sum((part.value for part in parts), Decimal(0))
        if found > whole.value or whole.value * 9 <= found * 10 < whole.value * 10:
            listed = "、".join(part.printed for part in parts)
            yield Remark(
                (Printed(text.anchor, text.text),),
                {"total": plain_number(whole.value), "sum": plain_number(found)},
                f"总数写的是{whole.printed}，分项{listed}加起来是{plain_number(found)}{whole.unit}。",
                f"The total is {whole.printed}; {listed} add up to {plain_number(found)}{whole.unit}.",
            )
