"""Which indicators are one kind: the second-level label and the name, both folded, joined where ``kinds.toml`` says so.

In: the labels and the target's unit as read. Out: a :class:`Kind` with its address, and a value on a scale that kinds
share (万元 and 元 become 元). The rule is short on purpose: whoever reads a comparison can check it by eye. Decided
against: grouping by likeness of names, which would compare what nobody said is the same.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from .model import Indicator
from .money import YUAN_PER, plain
from .recognise.whose import short_digest

_BRACKET = re.compile(r"[(\[〔【][^()\[\]〔〕【】]{0,10}[)\]〕】]?$")
_MONEY = re.compile("成本|金额|资金|费|投资|预算|价|产值|收入|税|补助")
_UNITS = {"平方": "平方米", "㎡": "平方米", "％": "%"}
# Full width to half, except the marks that Chinese sentences are written with.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；！？"}
NO_LABEL = "没有二级指标"


class Kind(Struct, frozen=True, gc=False):
    """A kind of indicator: its address below ``indicators/``, the second-level label, the name."""

    id: str
    aspect: str
    name: str


class Rule(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """One entry of ``kinds.toml``."""

    id: str
    name: str
    aspect: str = ""
    names: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    money: bool = False
    under: str = ""

    def fits(self, aspect: str, name: str, money: bool, per: str) -> bool:
        """Whether an indicator with these folded labels is of this kind."""
        if (self.aspect and self.aspect != aspect) or (self.money and not money) or (self.per and per not in self.per):
            return False
        if not (self.names or self.contains or self.ends):
            return True
        if name in self.names or name.endswith(self.ends):
            return True
        for part in self.contains:  # noqa: SIM110 - asked of every kind for every name: a generator costs three times this
            if part in name:
                return True
        return False


class _Rules(Struct, frozen=True, forbid_unknown_fields=True):
    aspects: dict[str, str]
    kind: tuple[Rule, ...]


@cache
def rules() -> _Rules:
    """``kinds.toml``, read once."""
    return msgspec.convert(tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")), _Rules)


@cache
def named() -> frozenset[str]:
    """The kinds of ``kinds.toml``, by address: these have a page wherever there is one indicator of them."""
    return frozenset(rule.id for rule in rules().kind)


class Measured(Struct, frozen=True, gc=False):
    """An indicator among others of its kind: its value and the unit that the kind is compared in."""

    kind: Kind
    value: Decimal | None
    unit: str


def measured(indicator: Indicator) -> Measured:
    """The kind of an indicator and its value there: ``≤1.3万元/月`` is 13000 and ``元/月``."""
    label, target = indicator.aspect or indicator.dimension or "", indicator.target
    if target is None or target.value is None:
        return Measured(_scale(label, indicator.name, None, "")[0], None, "")
    kind, unit, factor = _scale(label, indicator.name, target.unit or "", target.per or "")
    return Measured(kind, plain(target.value * factor) if factor else target.value, unit)


@lru_cache(maxsize=1 << 13)
def _scale(label: str, printed: str, unit: str | None, per: str) -> tuple[Kind, str, int]:
    """The kind, the unit it is compared in, and how many yuan one of the printed unit is (0: it is no money).

    Many values share one. ``unit`` is None where there is no number.
    """
    money = unit is not None and _is_money(unit, printed)
    kind = _kind(label, printed, money, per)
    if unit is None:
        return kind, "", 0
    base = "元" if money else _UNITS.get(unit, unit)
    return kind, base + (f"/{per.removeprefix('每')}" if per else ""), YUAN_PER[unit] if money else 0


@lru_cache(maxsize=1 << 10)
def _rules_for(aspect: str) -> tuple[Rule, ...]:
    """The rules that some indicator under this label may fit, in order."""
    return tuple(rule for rule in rules().kind if rule.aspect in ("", aspect))


@lru_cache(maxsize=1 << 13)
def _kind(label: str, printed: str, money: bool, per: str) -> Kind:
    """To find the kind is the dear part."""
    aspect, name = fold_label(label), fold_name(printed)
    for rule in _rules_for(aspect):
        if rule.fits(aspect, name, money, per):
            return Kind(rule.id, rule.under or rule.aspect or aspect, rule.name)
    return Kind(short_digest(aspect, name), aspect, name)


def _is_money(unit: str, name: str) -> bool:
    """Whether a target is an amount. A bare 万 is one only where the name speaks of money (节电量 ≥3万 does not)."""
    return unit in YUAN_PER and (unit.endswith("元") or _MONEY.search(name) is not None)


@lru_cache(maxsize=1 << 10)
def fold_label(label: str) -> str:
    """``可持续性影响指标`` → ``可持续影响``."""
    folded = _fold(label)
    folded = folded.removesuffix("指标") or folded
    return rules().aspects.get(folded, folded) or NO_LABEL


def fold_name(name: str) -> str:
    """``受访人员满意度（%）`` → ``受访人员满意度``."""
    folded = _fold(name)
    return _BRACKET.sub("", folded) or folded or "没有三级指标"


def _fold(text: str) -> str:
    return "".join(text.split()).translate(_HALF)
