"""Amounts as printed → exact yuan and their step, and back into words for people.

In: the text of a cell and the unit its surroundings print. Out: :class:`~generator.model.Amount`.
Decided against: floats anywhere, and rounding for display; a figure is shown with every digit it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from .model import Amount

# 元 and its multiples as forms print them; 万 and 亿 stand for 万元 and 亿元 in an amount cell.
YUAN_PER = {
    "元": 1,
    "千元": 1_000,
    "万元": 10_000,
    "万": 10_000,
    "百万元": 1_000_000,
    "亿元": 100_000_000,
    "亿": 100_000_000,
}

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％", "0123456789.,-+%")
_AMOUNT = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(百万元|亿元|万元|千元|元|万|亿)?(?:整|人民币)?")

UnitFrom = Literal["header", "cell", "sibling"]


def plain(number: Decimal) -> Decimal:
    """The same number without an exponent and without trailing zeros (3.6E+3 → 3600)."""
    if number == number.to_integral_value():
        return Decimal(int(number))
    return number.normalize()


@lru_cache(maxsize=1 << 12)  # an amount comes again in its own project, if at all
def _parse(text: str) -> tuple[str, str | None] | None:
    """The digits as printed, without commas, and the unit behind them."""
    match = _AMOUNT.fullmatch(text.translate(_FULL_WIDTH))
    return (match[1].replace(",", ""), match[2]) if match else None


def read_amount(cell: str, anchor: str, unit: str | None = None, unit_from: UnitFrom = "header") -> Amount:
    """Read one amount cell.

    ``unit`` is the unit printed around the cell and ``unit_from`` where (a header or a sibling cell);
    a unit in the cell itself wins. Without any unit, or where the cell is no number, ``yuan`` is None.
    """
    printed = cell.strip()
    found = _parse(printed) if printed else None
    if found is None:
        return Amount(None, None, printed, None, anchor)
    digits, own = found
    if own:
        unit, unit_from = own, "cell"
    if not unit:
        return Amount(None, None, printed, None, anchor)
    return Amount(*_scaled(digits, unit), printed, unit_from, anchor)


@lru_cache(maxsize=1 << 12)
def _scaled(digits: str, unit: str) -> tuple[Decimal, Decimal]:
    """Yuan and step. Remembered by the digits: as numbers 500 and 500.00 are equal, but not in their steps."""
    whole, _, fraction = digits.partition(".")
    yuan, rest = divmod(int(whole + fraction) * YUAN_PER[unit], 10 ** len(fraction))
    return plain(Decimal(digits) * YUAN_PER[unit]) if rest else Decimal(yuan), _step(len(fraction), unit)


@lru_cache(maxsize=1 << 8)
def _step(places: int, unit: str) -> Decimal:
    """What the last printed digit stands for."""
    return plain(Decimal(1).scaleb(-places) * YUAN_PER[unit])


def adds_up(whole: Amount, parts: Iterable[Amount]) -> bool:
    """Whether the parts make the whole, within what rounding to the printed steps allows.

    Each printed amount may be off by half its step; blank parts count as nothing.
    """
    if whole.yuan is None or whole.step is None:
        return True
    total, slack = Decimal(0), whole.step
    for part in parts:
        if part.yuan is not None and part.step is not None:
            total += part.yuan
            slack += part.step
    return abs(total - whole.yuan) * 2 <= slack


def total(amounts: Iterable[Amount | None]) -> Decimal:
    """The sum in yuan of what is stated."""
    return plain(sum((a.yuan for a in amounts if a is not None and a.yuan is not None), Decimal(0)))


@lru_cache(maxsize=1 << 14)
def in_words(yuan: Decimal) -> str:
    """An amount for people, exact: 万元 from 1,000 元 on, 亿元 from 1 亿元 on (7187.52万 → ``7,187.52 万元``)."""
    size = abs(yuan)
    if size >= 100_000_000:
        return f"{_grouped(yuan / 100_000_000)} 亿元"
    if size >= 1_000 or size == 0:
        return f"{_grouped(yuan / 10_000)} 万元" if size else "0 元"
    return f"{_grouped(yuan)} 元"


@lru_cache(maxsize=1 << 12)
def in_ten_thousands(yuan: Decimal) -> str:
    """The bare number of 万元, exact (3600 → ``0.36``)."""
    return _grouped(yuan / 10_000)


def _grouped(number: Decimal) -> str:
    return f"{plain(number):,f}"
