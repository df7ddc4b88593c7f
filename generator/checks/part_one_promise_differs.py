"""Part one promises another number than the project that is to bring it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from ..model import Indicator, Printed, Submission, Target
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.figures import Figure, figures, fold_unit
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
        if not any(c.isdecimal() for c in text):
            continue
        for figure in figures(text):
            after = text[figure.end : figure.end + 2]
            if figure.yuan is not None and after in ("以上", "以下") and "个" in text[figure.end : figure.end + 10]:
                continue  # 亿元以上项目20个: the amount only says which projects
            ranged = text[max(0, figure.start - 1) : figure.start] in ("-", "~", "—", "至", "到")
            words = pairs(_QUALIFIER.sub("", clause_around(text, figure.start, figure.end)))
            found.append(Promise(place, figure, words, ranged))
    return found


def _kept(promise: Promise, indicator: Indicator, target: Target) -> bool | None:
    """Whether the indicator promises the same; None where it is about something else."""
    figure, unit = promise.figure, fold_unit(target.unit)
    money = figure.unit in ("亿元", "亿", "万元", "万") and unit in ("亿元", "亿", "万元", "万")
    if not money and unit != figure.unit:
        return None
    words = pairs(_QUALIFIER.sub("", indicator.name)) | pairs(_QUALIFIER.sub("", indicator.description or ""))
    shared = promise.words & words - frozenset(("项目", "数量", "企业", "工作", "活动"))
    if len(shared) < 2 or len(promise.words & words) * 2 < min(len(promise.words), len(words)):
        return None
    return target.value == figure.value or (promise.approximate and abs((target.value or 0) - figure.value) <= 1)


def _pairs(submission: Submission, about: SubmissionFacts) -> Iterator[tuple[Promise, Indicator, bool]]:
    promises = _promises(about)
    if not promises:
        return
    units = {promise.figure.unit for promise in promises} | {"亿", "万"}
    for project in submission.projects:
        for indicator in project.indicators:
            target = indicator.target
            if target is None or target.value is None or target.unit is None or fold_unit(target.unit) not in units:
                continue
            for promise in promises:
                kept = _kept(promise, indicator, target)
                if kept is not None:
                    yield promise, indicator, kept


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Documents where a number of part one is taken up by a project."""
    return any(True for _ in _pairs(submission, about))


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
