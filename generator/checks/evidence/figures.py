"""Numbers with units inside running text: 6个进出口, 3510㎡, 166000元, 97%."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from ...money import YUAN_PER

_UNIT = (
    "亿元|万元|千元|元|亿|万|%|％|百分比|平方米|平方公里|㎡|平方|公里|米|亩|公顷|个|名|人次|人|台|套|家|处|次|条|项|篇|件|辆|"
    "户|基|盏|起|天|度|吨|路|批|座|块|场|所|间|株|棵|眼|份"
)
_FIGURE = re.compile(rf"(\d[\d,]*(?:\.\d+)?)\s*({_UNIT})")
_HAN_FIGURE = re.compile(r"([一二两三四五六七八九十]{1,3})(个|名|家|处|次|台|套|座|条|项)")
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SAME_UNIT = {
    "％": "%",
    "百分比": "%",
    "㎡": "平方米",
    "平方": "平方米",
    "名": "人",
    "人次": "人",
    "条": "个",
    "篇": "个",
    "项": "个",
}


class Figure(Struct, frozen=True, gc=False):
    """A number in a text: its exact value, its unit as printed and folded, and the span it stands in."""

    value: Decimal
    unit: str
    printed: str
    start: int
    end: int

    @property
    def yuan(self) -> Decimal | None:
        factor = YUAN_PER.get(self.unit)
        return self.value * factor if factor else None

    @property
    def step(self) -> Decimal:
        """What the last printed digit stands for, in yuan."""
        exponent = int(self.value.as_tuple().exponent)
        return Decimal(1).scaleb(exponent) * YUAN_PER.get(self.unit, 1)


def fold_unit(unit: str | None) -> str:
    """One spelling for units that count the same: ㎡ and 平方米, 名 and 人."""
    return SAME_UNIT.get(unit or "", unit or "")


def figures(text: str, *, spelled: bool = False) -> list[Figure]:
    """Every number with a unit, in order; ``spelled`` finds 两个 and 六名, too."""
    found = []
    for match in _FIGURE.finditer(text):
        value = Decimal(match[1].replace(",", ""))
        found.append(Figure(value, fold_unit(match[2]), match[0], match.start(), match.end()))
    if spelled:
        for match in _HAN_FIGURE.finditer(text):
            number = _from_han(match[1])
            if number is not None:
                found.append(Figure(number, fold_unit(match[2]), match[0], match.start(), match.end()))
        found.sort(key=lambda figure: figure.start)
    return found


def _from_han(digits: str) -> Decimal | None:
    if "十" not in digits:
        return Decimal(_HAN[digits]) if digits in _HAN else None
    tens, _, ones = digits.partition("十")
    return Decimal(_HAN.get(tens, 1) * 10 + _HAN.get(ones, 0))


def plain_number(value: Decimal) -> str:
    """A number for a sentence: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
