"""What kind of indicator a label prints, and what shape its target has."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from ...model import Indicator, Target
from ...money import YUAN_PER

Kind = Literal["quantity", "quality", "time", "cost", "economic", "social", "ecological", "lasting", "satisfaction", ""]
Shape = Literal["absent", "blank", "yes", "unit", "word", "deadline", "share", "money", "count", "bare", "other"]

_MARKS: tuple[tuple[str, Kind], ...] = (
    ("数量", "quantity"),
    ("质量", "quality"),
    ("时效", "time"),
    ("成本", "cost"),
    ("经济效益", "economic"),
    ("社会效益", "social"),
    ("生态", "ecological"),
    ("可持续", "lasting"),
    ("满意", "satisfaction"),
)
YES = frozenset(("是", "否", "有", "无"))
# Words that stand for a unit when nothing else is in the cell.
UNITS = frozenset(
    [
        "元",
        "万元",
        "亿元",
        "千元",
        "万",
        "亿",
        "平方米",
        "平方",
        "㎡",
        "米",
        "公里",
        "亩",
        "公顷",
        "吨",
        "千克",
        "公斤",
        "度",
        "个",
        "名",
        "人",
        "人次",
        "台",
        "套",
        "件",
        "家",
        "户",
        "处",
        "次",
        "条",
        "项",
        "篇",
        "辆",
        "座",
        "块",
        "场",
        "场次",
        "批",
        "天",
        "日",
        "月",
        "年",
        "小时",
        "%",
        "％",
        "百分比",
        "百分点",
        "份",
        "路",
        "盏",
        "株",
        "棵",
        "眼",
        "间",
        "所",
        "期",
        "班",
        "元/平方米",
        "元/人",
        "元/月",
        "元/年",
    ]
)
ABOUT_MONEY = ("额", "费", "成本", "元", "款", "投资", "收入", "税", "产值", "预算", "控制", "支出", "补助", "价")


class IndicatorFacts(Struct, frozen=True, gc=False):
    """An indicator with its ``kind``, the ``shape`` of its target and, where that is money, its ``yuan``.

    Name, description and target stand here again because every check asks for them.
    """

    indicator: Indicator
    kind: Kind
    shape: Shape
    yuan: Decimal | None
    name: str
    description: str  # "" where the cell is absent
    target: Target | None
    basis: str


@lru_cache(maxsize=4096)
def kind_of(dimension: str | None, aspect: str | None) -> Kind:
    """The kind that the printed labels name; the second level wins over the first."""
    for label in (aspect, dimension):
        for mark, kind in _MARKS:
            if label and mark in label:
                return kind
    return ""


def read_indicator(indicator: Indicator) -> IndicatorFacts:
    """Classify one indicator."""
    target, yuan = indicator.target, None
    if target is None:
        shape: Shape = "absent"
    elif target.value is None:
        shape = "deadline" if target.deadline else _shape(target.printed)
    elif target.unit == "%":
        shape = "share"
    elif target.unit is None:
        shape = "bare"
    elif target.unit in YUAN_PER:
        shape, yuan = "money", target.value * YUAN_PER[target.unit]
    else:
        shape = "count"
    return IndicatorFacts(
        indicator,
        kind_of(indicator.dimension, indicator.aspect),
        shape,
        yuan,
        indicator.name,
        indicator.description or "",
        target,
        indicator.basis or "",
    )


@lru_cache(maxsize=4096)
def _shape(printed: str) -> Shape:
    if not printed:
        return "blank"
    if printed in YES:
        return "yes"
    if printed in UNITS or printed.strip("（）()/ ") in UNITS:
        return "unit"
    return "other" if any(c.isdecimal() for c in printed) else "word"


def nameless(one: IndicatorFacts) -> bool:
    """No unit at all, or 万 and 亿 alone where the indicator is not about money."""
    target, text = one.target, one.name
    if one.shape == "bare":
        return "（" not in text and "(" not in text and "率" not in text and "度" not in text[-3:]
    if one.shape == "money" and target and target.unit in ("万", "亿"):
        text += one.description
        return not any(word in text for word in ABOUT_MONEY)
    return False
