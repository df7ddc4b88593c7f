"""A task or deadline of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Printed
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.passages import Passages
from .evidence.remark import Remark, Words

HEADING = "feasibility"
SEVERITY = "doubt"
TITLE = Words("写着别的年份的任务", "A task of another year")
RULE = Words("目标、指标里的年份应是文件的年度。", "A year in a goal or an indicator is the document's own.")
CLEAN = Words("目标和指标都是当年的", "Goals and indicators are of the year")
SOURCE = sources.YEAR
INNOCENT = Words(
    "任务跨年，或者引用了以前的数作比较。", "The task spans years, or an earlier figure is quoted for comparison."
)
_YEAR = re.compile(r"(?<![【〔（(\[《\d-])((?:19|20)\d\d)年(?!以来|度?(?:同期|相比|基础|增长))(\d{1,2}月)?")
_SOME_YEAR = re.compile(r"20(?=\d\d年)..").findall
_BEFORE = re.compile(r"(?:较|比|自|从|到|至|截至|上年|建前|《[^》]*)$")
_REPAY = ("借款", "还款", "偿还", "欠", "尾款", "结转", "结余")


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a text names another year."""
    return about.year is not None and not set(_SOME_YEAR(joined)) <= {str(about.year)}


def check_texts(passages: Passages, about: SubmissionFacts) -> Iterator[Remark]:
    """Earlier years anywhere in running text but the name; later years only as a deadline."""
    year = about.year
    if year is None:
        return
    for place in _tasks(passages):
        for match in _YEAR.finditer(place.printed) if "年" in place.printed else ():
            found = int(match[1])
            past = year - 15 < found < year
            if not past and not (found > year and match[2] and "前" in place.printed[match.end() : match.end() + 3]):
                continue
            if _BEFORE.search(place.printed[: match.start()]) or any(word in place.printed for word in _REPAY):
                continue
            yield Remark(
                (place,),
                {"text": match[0], "document": str(year)},
                f"文件是{year}年的，这里写的是{match[0]}。",
                f"The document is of {year}, this says {found}.",
            )
            break


def _tasks(passages: Passages) -> Iterator[Printed]:
    """Everything but the name and what repeats it: a year in the name is the money's, not the task's."""
    name = passages.name
    for place in passages:
        if name and place.printed in (name, passages.heading):
            continue
        if name and any(match[1] in name or match[1][2:] + "年" in name for match in _YEAR.finditer(place.printed)):
            continue
        yield place
