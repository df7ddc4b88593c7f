"""A target as printed (指标值) → comparison, value, unit, per, deadline.

``≤1.3万元/月`` is value 1.3, unit 万元, per 月; ``≥98百分比`` is 98, unit %; ``≤20天（工作日）`` keeps its bracket in
the unit; ``12月底前`` has only a deadline; ``优``, ``是`` and ``平方米`` have nothing. Nothing is guessed: what does
not read as one comparison, one number and one unit keeps its printed text alone.
"""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from functools import lru_cache

from ..model import Target
from ..money import plain
from .vocabulary import Comparison, Vocabulary

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?")
_DEADLINE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号]|(?P<end>底|末))|年(?P<year_end>底|末))"
    r"(?:之?前|以前)?(?:完成)?"
)
_ENCLOSED = re.compile(r"[（(]([^（()）]+)[)）]")
# A second number behind the first (2-3个, 90%~95%, 7*24小时), unless in brackets or part of a unit (m2, PM2.5).
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_SECOND_NUMBER = re.compile(r"(?<![A-Za-z0-9.])\d")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def read_target(cell: str, anchor: str, vocabulary: Vocabulary) -> Target:
    """Read one cell of the column 指标值."""
    printed = cell.strip()
    comparison, value, unit, per, deadline = _parts(printed, vocabulary)
    return Target(printed, comparison, value, unit, per, deadline, anchor)


Parts = tuple[Comparison | None, Decimal | None, str | None, str | None, str | None]


@lru_cache(maxsize=1 << 13)
def _parts(printed: str, vocabulary: Vocabulary) -> Parts:
    comparison, rest = _comparison(printed.translate(_WIDTH), vocabulary)
    if ("月" in rest or "年" in rest) and (deadline := _DEADLINE.fullmatch("".join(rest.split()))):
        return comparison, None, None, None, _last_day(deadline)
    match = _NUMBER.match(rest)
    if not match or _YEAR.fullmatch(rest):  # 2021年 alone is a date, not 2,021 years
        return None, None, None, None, None
    value = plain(Decimal(match[0].replace(",", "")))
    tail = rest[match.end() :].strip()
    if enclosed := _ENCLOSED.fullmatch(tail):  # =100.00(%)
        tail = enclosed[1]
    if tail and not tail.isalpha() and _SECOND_NUMBER.search(_IN_BRACKETS.sub("", tail)):
        return None, None, None, None, None
    if comparison is None and tail:
        for word, sign in vocabulary.compare_behind.get(tail[-1], ()):
            if tail.endswith(word) and tail != word:
                comparison, tail = sign, tail[: -len(word)].strip()
                break
    if tail and vocabulary.percent.get(tail):
        return comparison, value, "%", None, None
    unit, slash, per = tail.partition("/")
    if slash and unit and per and "/" not in per:
        return comparison, value, unit.strip(), per.strip(), None
    return comparison, value, tail or None, None, None


def _comparison(text: str, vocabulary: Vocabulary) -> tuple[Comparison | None, str]:
    for word, sign in vocabulary.compare_before.get(text[:1], ()):
        if text.startswith(word):
            return sign, text[len(word) :].strip()
    return None, text


def _last_day(match: re.Match[str]) -> str | None:
    year, month = match["year"], 12 if match["year_end"] else int(match["month"])
    if match["day"]:
        day = int(match["day"])
        if day > calendar.monthrange(int(year) if year else 2000, month)[1]:
            return None  # 6月31日 is no day
    elif month == 2 and not year:
        return None  # the end of February needs a year
    else:
        day = calendar.monthrange(int(year) if year else 2001, month)[1]
    return f"{year}-{month:02d}-{day:02d}" if year else f"{month:02d}-{day:02d}"
