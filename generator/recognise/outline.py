"""Part one (第一部分 部门整体绩效目标) → title, author line and sections with itemised goals.

In: the paragraphs before the first project table. Out: sections in printed order. A numbered line opens an
item when a 绩效目标： line follows it; a numbered line of 分项绩效目标 with none behind it is itself the goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, cast

from ..model import Item, Paragraph, Section, Text
from .texts import clean, split_number
from .vocabulary import Vocabulary, squeeze

_TITLE = re.compile(r"((?:19|20)\d\d)年度?.{0,30}(?:绩效目标|预算绩效文本|绩效目标文本)$")
_TITLE_ANY = re.compile(r".{2,40}(?:部门|单位).{0,8}(?:绩效目标|绩效目标文本)$")


class Outline:
    """What part one says; filled line by line, then read."""

    def __init__(self) -> None:
        self.title: Text | None = None
        self.author: Text | None = None
        self.sections: list[Section] = []


Line = tuple[int, Text]  # index of the block, its cleaned text with its list number


def read_outline(blocks: Sequence[tuple[int, Paragraph]], vocabulary: Vocabulary, claims: list[str]) -> Outline:
    """Claim every paragraph of part one and return its structure."""
    outline, kind, heading = Outline(), None, None
    lines: list[Line] = []
    for index, block in blocks:
        text = clean(block.text, vocabulary)
        if not text:
            claims[index] = "blank"
            continue
        number, rest = split_number(text)
        section = vocabulary.sections.get(rest)
        if section and section != kind:
            _close(outline, kind, heading, lines, claims, vocabulary)
            kind, heading, lines = section, Text(rest, block.anchor, number), []
            claims[index] = f"section {section}"
        elif kind:
            lines.append((index, Text(rest, block.anchor, number)))
        else:
            claims[index] = _front_matter(outline, Text(text, block.anchor), vocabulary)
    _close(outline, kind, heading, lines, claims, vocabulary)
    return outline


def _front_matter(outline: Outline, text: Text, vocabulary: Vocabulary) -> str:
    if vocabulary.parts.get(text.text):
        return "part heading"
    word = squeeze(text.text)
    if outline.title is None and (_TITLE.search(word) or _TITLE_ANY.fullmatch(word)):
        outline.title = text
        return "title"
    author = vocabulary.prepared_by.fullmatch(text.text)
    if author and outline.author is None:
        outline.author = Text(author[1].strip().removesuffix("：").strip(), text.anchor)
        return "author"
    return ""


def _close(
    outline: Outline,
    kind: str | None,
    heading: Text | None,
    lines: list[Line],
    claims: list[str],
    vocabulary: Vocabulary,
) -> None:
    if kind is None or heading is None:
        return
    items: list[Item] = []
    if kind == "itemised":
        items = list(_items(lines, vocabulary, claims))
    paragraphs = []
    for index, text in lines:
        if not claims[index]:
            if vocabulary.parts.get(text.text):
                claims[index] = "part heading"
                continue
            paragraphs.append(text)
            claims[index] = "paragraph"
    section_kind = cast(Literal["overall", "itemised", "safeguards"], kind)
    outline.sections.append(Section(section_kind, heading, tuple(paragraphs), tuple(items)))


def _items(lines: list[Line], vocabulary: Vocabulary, claims: list[str]) -> Iterator[Item]:
    """Group lines into items; a line that fits nowhere stays unclaimed and becomes a paragraph."""
    leads = [vocabulary.item_lead.match(text.text) for _, text in lines]
    at = 0
    while at < len(lines):
        index, line = lines[at]
        title = line if line.number and not leads[at] else None
        start = at
        at += 1 if title else 0
        goals: list[Text] = []
        indicators: list[Text] = []
        while at < len(lines) and (lead := leads[at]):
            place, text = lines[at]
            fact = Text(text.text[lead.end() :].strip(), text.anchor)
            (goals if lead.lastgroup == "goal" else indicators).append(fact)
            claims[place] = f"item {lead.lastgroup}"
            at += 1
        if goals or indicators:
            if title:
                claims[index] = "item title"
            number = line.number if title else ""
            name = title.text if title else None
            yield Item(name, tuple(goals), tuple(indicators), lines[start][1].anchor, number)
        elif title:
            claims[index] = "item goal"
            yield Item(None, (title,), (), title.anchor, title.number)
        else:
            at += 1
