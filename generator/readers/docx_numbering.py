"""The numbers that Word counts by itself: ``一、``, ``（一）``, ``1.``

They are printed but stand nowhere in the text. Headings and goals are told apart by them, so they are
counted again here the way Word does (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.readers.ooxml import child, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEVEL = re.compile(r"%(\d)")


@dataclass(slots=True)
class Level:
    """How one level of a list prints its number."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """Knows every list of a document and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)  # number id → abstract id
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)  # a list that begins elsewhere
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # paragraph style → list and level
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, properties: _Element | None) -> str:
        """The number printed before a paragraph with these properties; counts it."""
        number, level = self._list_of(properties)
        abstract = self.lists.get(number, "")
        if (shape := self.levels.get(abstract, {}).get(level)) is None or shape.style == "bullet":
            return ""
        counts = self.counts.setdefault(abstract, {})
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        counts[level] = counts.get(level, self._start(number, level, shape) - 1) + 1
        if shape.style == "none":
            return ""

        def printed(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            outer = self.levels[abstract].get(other, Level())
            return written(counts.get(other, self._start(number, other, outer)), outer.style)

        return _LEVEL.sub(printed, shape.text)

    def _start(self, number: str, level: int, shape: Level) -> int:
        return self.starts.get((number, level), shape.start)

    def _list_of(self, properties: _Element | None) -> tuple[str, int]:
        given = child(properties, "numPr")
        style = self.styles.get(value(child(properties, "pStyle")) or "", ("", 0))
        if given is None:
            return style
        number = value(child(given, "numId"))
        level = value(child(given, "ilvl"))
        return number if number is not None else style[0], int(level) if level is not None else style[1]


def numbering(definitions: _Element | None, styles: _Element | None) -> Numbering:
    """What ``numbering.xml`` and ``styles.xml`` say; both may be missing."""
    found = Numbering()
    for element in definitions if definitions is not None else ():
        if local(element) == "abstractNum":
            found.levels[value(element, "abstractNumId") or ""] = {
                int(value(level, "ilvl") or 0): Level(
                    int(value(child(level, "start")) or 1),
                    value(child(level, "numFmt")) or "decimal",
                    value(child(level, "lvlText")) or "",
                )
                for level in element
                if local(level) == "lvl"
            }
        elif local(element) == "num":
            number = value(element, "numId") or ""
            found.lists[number] = value(child(element, "abstractNumId")) or ""
            for override in element:
                if (first := value(child(override, "startOverride"))) is not None:
                    found.starts[number, int(value(override, "ilvl") or 0)] = int(first)
    for style in styles if styles is not None else ():
        given = child(style, "pPr", "numPr")
        if local(style) == "style" and given is not None:
            level = int(value(child(given, "ilvl")) or 0)
            found.styles[value(style, "styleId") or ""] = (value(child(given, "numId")) or "", level)
    return found


def written(number: int, style: str) -> str:
    """A number as a list style writes it."""
    if "hinese" in style or style.startswith(("japaneseCounting", "taiwaneseCounting", "ideographDigital")):
        return chinese(number)
    if style.startswith("decimalEnclosedCircle") and 1 <= number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if style == "ideographTraditional" and 1 <= number <= len(_STEMS):
        return _STEMS[number - 1]
    if style in {"lowerLetter", "upperLetter"} and number >= 1:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if style == "lowerLetter" else letters.upper()
    if style in {"lowerRoman", "upperRoman"}:
        return roman(number) if style == "upperRoman" else roman(number).lower()
    return f"{number:02}" if style == "decimalZero" else str(number)


def chinese(number: int) -> str:
    """一 … 九十九 in words; what no list reaches, digit by digit."""
    if not 0 < number < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def roman(number: int) -> str:
    """Ⅳ as IV."""
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for step, letters in steps:
        text += letters * (number // step)
        number %= step
    return text
