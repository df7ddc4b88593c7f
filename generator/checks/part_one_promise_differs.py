"""Part one promises another number than the project that is to bring it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import add

from msgspec import Struct

from ..model import Indicator, Printed, Submission, Target
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.figures import SAME_UNIT, Figure, figures
from .evidence.remark import Remark, Words, named, valued
from .evidence.wording import clause_around, pairs

HEADING = "relevance"
SEVERITY = "doubt"
TITLE = Words("第一部分与项目的数不同", "Part one and the project promise different numbers")
RULE = Words(
    "部门整体目标里承诺的数，应与项目指标里同一件事的数一致。",
    "A number promised in part one is the one of the project's indicator.",
)
CLEAN = Words("第一部分与项目的数一致", "Part one and projects promise the same numbers")
SOURCE = sources.RELEVANT
INNOCENT = Words("项目只承担其中一部分。", "The project brings only part of it.")
_MONEY = ("亿元", "亿", "万元", "万")
_COMMON = frozenset(("项目", "数量", "企业", "工作", "活动"))
_DIGIT = re.compile(r"\d").search
_QUALIFIER = re.compile(
    r"[\d.]*\s*[万亿]?元(?:以上|以下)|[\d.\-]+\s*[万亿]?\S?(?:以上|以下)?|力争|争取|全年|今年|预计|计划|达到|不少于|完成|确保|一年内|年度"
)


class Promise(Struct, frozen=True):
    """A figure of part one with the telling words around it."""

    place: Printed
    figure: Figure
    words: frozenset[str]
    approximate: bool


def _promises(about: SubmissionFacts) -> list[Promise]:
    found = []
    for place in about.passages:
        text = place.printed
        if not _DIGIT(text):
            continue
        for figure in figures(text):
            after = text[figure.end : figure.end + 2]
            if figure.yuan is not None and after in ("以上", "以下") and "个" in text[figure.end : figure.end + 10]:
                continue  # 亿元以上项目20个: the amount only says which projects
            ranged = text[max(0, figure.start - 1) : figure.start] in ("-", "~", "—", "至", "到")
            words = pairs(_QUALIFIER.sub("", clause_around(text, figure.start, figure.end)))
            found.append(Promise(place, figure, words, ranged))
    return found


def _kept(promise: Promise, target: Target, shared: frozenset[str], size: int) -> bool | None:
    """Whether the indicator promises the same; None where it is about something else."""
    figure, words = promise.figure, promise.words & shared
    if len(words - _COMMON) < 2 or len(words) * 2 < min(len(promise.words), size):
        return None
    return target.value == figure.value or (promise.approximate and abs((target.value or 0) - figure.value) <= 1)


def _pairs(submission: Submission, about: SubmissionFacts) -> Iterator[tuple[Promise, Indicator, bool]]:
    """Every promise with every indicator that is about the same: two telling words shared, and half of all words."""
    by_unit: dict[str, list[Promise]] = {}
    for promise in _promises(about):
        for unit in _same_units(promise.figure.unit):
            by_unit.setdefault(unit, []).append(promise)
    vocabulary = frozenset([word for promises in by_unit.values() for promise in promises for word in promise.words])
    for project in submission.projects:
        for indicator in project.indicators:
            target = indicator.target
            if target is None or target.value is None or target.unit not in by_unit:
                continue
            name = indicator.name
            if vocabulary.isdisjoint(map(add, name, name[1:])):
                continue
            text = name + "\n" + (indicator.description or "")
            shared = vocabulary.intersection(map(add, text, text[1:]))
            if len(shared) > 1:
                for promise in by_unit[target.unit]:
                    kept = _kept(promise, target, shared, len(text) - 2)
                    if kept is not None:
                        yield promise, indicator, kept


@cache
def _same_units(unit: str) -> tuple[str, ...]:
    """The units in which the same may be counted; amounts of money by their multiples."""
    if unit in _MONEY:
        return _MONEY
    return (unit, *(printed for printed, folded in SAME_UNIT.items() if folded == unit))


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents with numbers in part one."""
    return _DIGIT(about.passages.joined) is not None


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """One finding an indicator, unless it keeps some promise or another indicator keeps this one."""
    found: dict[str, list[tuple[Promise, Indicator]]] = {}
    matches = list(_pairs(submission, about))
    held = {promise for promise, _, kept in matches if kept}
    settled = {indicator.anchor for _, indicator, kept in matches if kept}
    for promise, indicator, _ in matches:
        if promise not in held and indicator.anchor not in settled:
            found.setdefault(indicator.anchor, []).append((promise, indicator))
    for differing in found.values():
        first, indicator = differing[0]
        printed = indicator.target.printed if indicator.target else ""
        figure = first.figure
        clause = clause_around(first.place.printed, figure.start, figure.end)
        places = {promise.place.anchor: promise.place for promise, _ in differing}
        yield Remark(
            (*places.values(), valued(indicator), named(indicator)),
            {"part_one": figure.printed, "indicator": printed},
            f"第一部分写「{clause}」，项目指标「{indicator.name}」是{printed}。",
            f"Part one says 「{clause}」, the project's indicator {printed}.",
        )
