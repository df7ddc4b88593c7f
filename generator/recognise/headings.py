"""The lines above a project's table → its heading, and what else they say: the year, the unit of money, who.

``（2023年度）``, ``单位：万元`` and ``填报单位：…`` may stand between the heading and its table, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..model import Cell, Paragraph, Row
from .texts import clean
from .vocabulary import Vocabulary, squeeze

_SENTENCE_END = tuple("。；;：:，,！？")
_YEAR_LINE = re.compile(r"[(（]?\s*((?:19|20)\d\d)\s*年度?\s*[)）]?")
_YEAR_IN_HEADING = re.compile(r"^((?:19|20)\d\d)年度?|[(（]\s*((?:19|20)\d\d)\s*年度?\s*[)）]$")
_MAY_HEAD = re.compile("表|年度|元")
_PAGE_NUMBER = re.compile(r"[-—－]?\d{1,4}[-—－]?|第\d+页(?:共\d+页)?")
_ANNEX = re.compile(r"附[件表]?\d*(?:-\d+)?|表\d+(?:-\d+)?")

Pending = list[tuple[int, Paragraph]]  # index of the block and the paragraph


@dataclass(slots=True)
class Above:
    """What stands above a table."""

    heading: list[Paragraph] = field(default_factory=list)
    year: tuple[int, str] | None = None
    money_unit: str | None = None
    fields: list[tuple[str, Cell]] = field(default_factory=list)


def take_above(pending: Pending, order: int, claims: list[str], vocabulary: Vocabulary) -> Above:
    """Claim the lines that belong to the table that follows; ``order`` is the number of its project."""
    above = Above()
    texts = [(index, block, text) for index, block in pending if (text := clean(block.text, vocabulary))]
    _take_asides(above, texts, order, claims, vocabulary)
    if texts and is_heading(texts[-1][2], vocabulary):
        index, block, text = texts.pop()
        claims[index] = f"project {order}: heading"
        above.heading = [block]
        if texts and _is_broken_name(texts[-1][2], vocabulary) and not text[0].isdigit():
            index, first, _ = texts.pop()
            claims[index] = f"project {order}: heading"
            above.heading = [first, block]
        above.year = above.year or _year_of(text, block.anchor, vocabulary)
        _take_asides(above, texts, order, claims, vocabulary)
    drop(pending, claims, vocabulary)
    return above


def _take_asides(
    above: Above, texts: list[tuple[int, Paragraph, str]], order: int, claims: list[str], vocabulary: Vocabulary
) -> None:
    """Claim the last lines as long as they say such small print."""
    while texts and _aside(above, texts[-1][1], texts[-1][2], vocabulary):
        claims[texts.pop()[0]] = f"project {order}: above the table"


def _aside(above: Above, block: Paragraph, text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line only says the year, the unit of money, or one of the form's own fields."""
    if year := _YEAR_LINE.fullmatch(text):
        above.year = above.year or (int(year[1]), block.anchor)
        return True
    if _ANNEX.fullmatch(text):
        return True
    if len(text) > 60 or is_heading(text, vocabulary):
        return False
    if money := vocabulary.money_unit.search(squeeze(text)):
        above.money_unit = above.money_unit or money[1]
    found = labelled(Cell(text, block.anchor), vocabulary)
    named = found is not None and found[0].startswith("field:")  # 绩效目标：… may be the last line of part one
    if found and named:
        above.fields.append((found[0][6:], found[1]))
    return bool(money or named)


def labelled(cell: Cell, vocabulary: Vocabulary) -> tuple[str, Cell] | None:
    """``项目名称：校舍维修`` in one piece: what is announced, and the value as a cell of its own."""
    label, colon, value = cell.text.partition("：" if "：" in cell.text else ":")
    if not colon or not value.strip() or (found := vocabulary.label(label)) is None:
        return None
    return found, Cell(value.strip(), cell.anchor)


def _year_of(text: str, anchor: str, vocabulary: Vocabulary) -> tuple[int, str] | None:
    """The year in a heading that names no project: 2023年项目绩效目标表. In a project's name it is not the form's."""
    match = _YEAR_IN_HEADING.search(text)
    return (int(match[1] or match[2]), anchor) if match and not project_in(text, vocabulary) else None


@lru_cache(maxsize=1 << 10)
def project_in(heading: str, vocabulary: Vocabulary) -> str:
    """The project that a heading names; "" for the mere title of a form, 项目支出绩效目标表."""
    named = vocabulary.headed(heading)
    name = (heading if named is None else named).strip()
    bare = _YEAR_IN_HEADING.sub("", squeeze(name))
    return "" if not bare or vocabulary.generic_heading.fullmatch(bare) else name


def heading_in(row: Row, vocabulary: Vocabulary) -> Paragraph | None:
    """The heading of a table, its year or its unit of money, that stands in a row of its own over all columns."""
    cell = row.cells[0]
    if len(row.cells) > 1 and row.cells[1].text.strip():  # so it is in most rows
        return None
    if not _MAY_HEAD.search(cell.text) or any(other.text.strip() for other in row.cells[1:]):
        return None
    text = clean(cell.text, vocabulary)
    titled = "表" in text and vocabulary.label(cell.text) is None and is_heading(text, vocabulary)
    if titled or _YEAR_LINE.fullmatch(text) or vocabulary.money_unit.fullmatch(squeeze(text)):
        return Paragraph(cell.text, cell.anchor)
    return None


def is_heading(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a paragraph is the heading of a project table (…绩效目标表)."""
    return vocabulary.headed(text) is not None and not vocabulary.parts.get(text)


def may_stand_above(texts: Sequence[str], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a line right before the first table, those behind it included, belongs to it and not to part one."""
    text = texts[at]
    if not text or is_heading(text, vocabulary) or _aside(Above(), Paragraph(text, ""), text, vocabulary):
        return True
    after = next((later for later in texts[at + 1 :] if later), "")
    return is_heading(after, vocabulary) and _is_broken_name(text, vocabulary) and not after[0].isdigit()


def _is_broken_name(text: str, vocabulary: Vocabulary) -> bool:
    """The first line of a heading whose name is broken over two."""
    return (
        0 < len(text) <= 60
        and not text.endswith(_SENTENCE_END)
        and not text.isdigit()
        and not vocabulary.parts.get(text)
        and not is_heading(text, vocabulary)
        and not _YEAR_LINE.fullmatch(text)
        and not _ANNEX.fullmatch(squeeze(text))
    )


def drop(pending: Pending, claims: list[str], vocabulary: Vocabulary) -> None:
    """Say of the lines that are left what they are, where that is plain."""
    for index, block in pending:
        if not claims[index]:
            text = clean(block.text, vocabulary)
            if not text.rstrip(":："):
                claims[index] = "blank"
            elif vocabulary.parts.get(text):
                claims[index] = "part heading"
            elif _PAGE_NUMBER.fullmatch(squeeze(text)):
                claims[index] = "page number"
    pending.clear()
