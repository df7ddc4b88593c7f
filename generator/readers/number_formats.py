"""A number in a sheet → the text that the sheet shows for it.

Sheets store 1 and show ``100%``, store 1.1 and show ``1.10``. What is published is what was shown: its
digits say how exact the figure is, and its sign of per cent what it means. Formats are those of ECMA-376
part 1, 18.8.31, as far as figures and dates of disclosures use them; anything else shows the number plainly.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    49: "@",
}  # fmt: skip

_COLOUR_OR_CONDITION = re.compile(r"\[[^\]]*\]")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].')


class _Shape(NamedTuple):
    """One section of a format: what stands around the digits, and how the digits are written."""

    before: str
    behind: str
    places: int
    least: int  # places that are shown even when zero
    thousands: bool
    scale: int  # powers of ten to multiply by: 2 for per cent, -3 for each trailing comma


def shown(value: object, code: str = "General") -> str:
    """What the sheet shows. Dates come as such and are shown in Chinese where the format says so."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _date(value, code)
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), code)
    return str(value)


def plainly(number: Decimal) -> str:
    """As a sheet shows it without a format: at most 15 digits, no trailing zeros, no exponent."""
    if number == number.to_integral_value() and abs(number) < Decimal(10) ** 15:
        return str(int(number))
    return f"{Decimal(format(number, '.15g')):f}".rstrip("0").rstrip(".") if number % 1 else f"{number:f}"


def _number(number: Decimal, code: str) -> str:
    sections = code.split(";")
    negative = number < 0 and len(sections) > 1
    section = sections[1] if negative else sections[2] if number == 0 and len(sections) > 2 else sections[0]
    shape = _shape(section)
    if shape is None:
        return plainly(number)
    if negative:
        number = -number
    number = number.scaleb(shape.scale).quantize(Decimal(1).scaleb(-shape.places), ROUND_HALF_UP)
    digits = f"{number:,f}" if shape.thousands else f"{number:f}"
    surplus = shape.places - shape.least
    while surplus and digits.endswith("0"):
        digits, surplus = digits[:-1], surplus - 1
    return shape.before + digits.rstrip(".") + shape.behind


@lru_cache(maxsize=1024)
def _shape(section: str) -> _Shape | None:
    """None where the section shows no plain number: General, text, fractions, exponents."""
    section = _COLOUR_OR_CONDITION.sub("", section)
    literals: list[str] = []

    def taken(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or "")
        return chr(0xE000 + len(literals) - 1)

    bare = _LITERAL.sub(taken, section)
    digits = _DIGITS.search(bare)
    if digits is None or "General" in section or re.search(r"[Ee][+-]|/|@", bare):
        return None

    def literal(text: str) -> str:
        return "".join(literals[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(literals) else c for c in text)

    whole, _, fraction = digits[0].partition(".")
    scale = 2 * bare.count("%") - 3 * (len(whole) - len(whole.rstrip(",")))
    before, behind = bare[: digits.start()], bare[digits.end() :]
    return _Shape(
        literal(before), literal(behind).rstrip(), len(fraction), fraction.count("0"), "," in whole.rstrip(","), scale
    )


def _date(value: datetime | date | time, code: str) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if "年" in code or "月" in code:
        day = f"{value.day}日" if "日" in code else ""
        month = f"{value.month}月" if "月" in code else ""
        return (f"{value.year}年" if "年" in code else "") + month + day
    return value.strftime("%Y-%m-%d")
