"""Drafts → projects: cells by role become facts, and damage is named.

A document is held against itself: where most tables have a heading, one without has lost it; where most have
an indicator table, one without breaks off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from ..model import (
    Amount,
    Cell,
    Checkpoint,
    Code,
    Damage,
    Goal,
    LabelledAmount,
    LabelledText,
    Project,
    Text,
    Unit,
)
from ..money import plain, read_amount
from .drafts import Draft
from .headings import project_in
from .indicators import read_indicators
from .texts import clean, split_goals, split_number
from .vocabulary import Vocabulary

_UNIT = re.compile(r"[\[【（(]?(\d{6}|\d{3})[\]】）)]?\s*[-—－]?\s*([^\d\s].*)")
_SHARE = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*[%％]?")
_AMOUNTS = ("budget", "fiscal_funds", "other_funds")


def read_projects(drafts: Sequence[Draft], vocabulary: Vocabulary) -> tuple[Project, ...]:
    """All drafts of one document."""
    headed = sum(bool(draft.heading) for draft in drafts) * 2 > len(drafts)
    indicated = sum(draft.columns is not None for draft in drafts) * 2 > len(drafts)
    return tuple([_project(draft, headed, indicated, vocabulary) for draft in drafts])


def _project(draft: Draft, headed: bool, indicated: bool, vocabulary: Vocabulary) -> Project:
    budget, fiscal, other = _amounts(draft)
    indicators = read_indicators(draft.indicators, draft.columns, vocabulary) if draft.columns else ()
    return Project(
        order=draft.order,
        heading=_heading(draft, vocabulary),
        unit=_unit(draft, vocabulary),
        code=_code(draft.fields.get("code"), vocabulary),
        name=_text(draft.fields.get("name"), vocabulary),
        budget=budget,
        fiscal_funds=fiscal,
        other_funds=other,
        purpose=_text(draft.purpose, vocabulary),
        plan=tuple([_checkpoint(month, cell) for month, cell in draft.plan]),
        goals=tuple(_goals(draft.goals, vocabulary)),
        indicators=indicators,
        damage=tuple(_damage(draft, headed, indicated)),
        anchor=draft.anchor,
        further_amounts=tuple(_further_amounts(draft)) if draft.further else (),
        further_texts=tuple(_further_texts(draft, vocabulary)) if draft.further or "department" in draft.fields else (),
    )


def _unit(draft: Draft, vocabulary: Vocabulary) -> Unit | None:
    cell = draft.unit or draft.fields.get("unit")
    return read_unit(cell, vocabulary) if cell and cell.text.strip() else None


def _further_amounts(draft: Draft) -> Iterator[LabelledAmount]:
    for kind, label, cell, unit in draft.further:
        if kind == "amount":
            yield LabelledAmount(label, read_amount(cell.text, cell.anchor, unit or draft.unit_of_all))


def _further_texts(draft: Draft, vocabulary: Vocabulary) -> Iterator[LabelledText]:
    """What stands under labels of its own, as long as there is something."""
    cells = [(label, cell) for kind, label, cell, _ in draft.further if kind == "text"]
    if department := draft.fields.get("department"):
        cells.insert(0, ("主管部门", department))
    for label, cell in cells:
        if text := clean(cell.text, vocabulary):
            yield LabelledText(label, text, cell.anchor)


def _text(cell: Cell | None, vocabulary: Vocabulary) -> Text | None:
    return Text(clean(cell.text, vocabulary), cell.anchor) if cell else None


def _heading(draft: Draft, vocabulary: Vocabulary) -> Text | None:
    """The project as the line above its table names it; the mere title of the form names none."""
    if not draft.heading:
        return None
    text = "".join(clean(block.text, vocabulary) for block in draft.heading)
    number, rest = split_number(text)
    name = project_in(rest, vocabulary)
    return Text(name, draft.heading[0].anchor, number) if name else None


def read_unit(cell: Cell, vocabulary: Vocabulary) -> Unit:
    """``439001丰润区经济开发区管理委员会本级`` → its code and its name."""
    text = clean(cell.text, vocabulary)
    match = _UNIT.match(text)
    return Unit(match[1], match[2], cell.anchor) if match else Unit(None, text, cell.anchor)


def _code(cell: Cell | None, vocabulary: Vocabulary) -> Code | None:
    if cell is None:
        return None
    printed = clean(cell.text, vocabulary)
    absent = not printed or vocabulary.no_code.fullmatch(printed) is not None
    return Code(None if absent else printed, printed, cell.anchor)


def _amounts(draft: Draft) -> tuple[Amount | None, ...]:
    """The three amounts; where the table prints no unit, the one beside it (预算数 410万元) serves a bare number."""
    units = draft.label_units
    of_all = draft.unit_of_all
    amounts = [
        read_amount(cell.text, cell.anchor, units.get(key) or of_all) if (cell := draft.fields.get(key)) else None
        for key in _AMOUNTS
    ]
    if not of_all and not any(units.get(key) for key in _AMOUNTS):
        beside = next((a.printed for a in amounts if a and a.unit_from == "cell"), None)
        unit = re.sub(r"[\d.,，\s]", "", beside) if beside else None
        amounts = [
            read_amount(a.printed, a.anchor, unit, "sibling") if a and a.yuan is None and a.printed else a
            for a in amounts
        ]
    return tuple(amounts)


def _checkpoint(month: int, cell: Cell) -> Checkpoint:
    printed = cell.text.strip()
    return Checkpoint(month, _share(printed) if printed else None, printed, cell.anchor)


@lru_cache(maxsize=1 << 12)
def _share(printed: str) -> Decimal | None:
    match = _SHARE.fullmatch(printed)
    return plain(Decimal(match[1]) / 100) if match else None


def _goals(cells: Sequence[tuple[Cell, str | None]], vocabulary: Vocabulary) -> list[Goal]:
    goals: list[Goal] = []
    several = len({period for _, period in cells}) > 1
    for cell, period in cells:
        parts = split_goals(cell.text.strip())
        if len(parts) == 1:
            parts = [split_number(parts[0])[1]]
        scope = period if several else None
        goals.extend(Goal(text, cell.anchor, scope) for part in parts if (text := clean(part, vocabulary)))
    return goals


def _damage(draft: Draft, headed: bool, indicated: bool) -> list[Damage]:
    damage = []
    if headed and not draft.heading:
        damage.append(Damage("heading_missing", draft.anchor, "原文此处没有表格标题，表格直接从单位一行开始"))
    if draft.columns and draft.indicators and len(draft.indicators[-1]) < len(draft.columns):
        last = draft.indicators[-1][-1]
        damage.append(Damage("truncated", last.anchor, "原文在这一行中断：后面的指标值、确定依据和其余指标都缺失"))
    elif indicated and not draft.columns:
        damage.append(Damage("truncated", draft.last_anchor, "原文在此处中断：绩效指标表缺失"))
    if draft.fused_at:
        note = "从这里起的几行与上文没有分隔，也不属于任何项目，原样保留为零散内容"
        damage.append(Damage("fused", draft.fused_at, note))
    return damage
