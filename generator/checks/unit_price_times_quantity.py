"""A unit price and a quantity in the purpose whose product is not the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model import Project
from ..money import YUAN_PER, in_words
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.figures import Figure, figures, fold_unit, plain_number
from .evidence.remark import Remark, Words, at

HEADING = "arithmetic"
SEVERITY = "doubt"
OF = ("figures in purpose",)
WHEN = ("figures in purpose",)
TITLE = Words("单价乘以数量与预算不符", "Unit price times quantity is not the budget")
RULE = Words(
    "资金用途里写明的单价乘以数量（和月数）应接近预算数。",
    "A unit price in the purpose, times the quantity (and the months), comes near the budget.",
)
CLEAN = Words("单价乘以数量与预算相符", "Unit price times quantity fits the budget")
SOURCE = sources.RECKONING
INNOCENT = Words(
    "单价的单位写错，或者预算里还有别的开支。", "The price's unit is misprinted, or the budget holds other costs."
)
_MEASURES = "平方米|㎡|平米|立方米|亩|公里|吨|米|台|套|个|户|株|盏|份|场|次"
_PRICE = re.compile(rf"(\d+(?:\.\d+)?)\s*(万元|元)\s*/\s*({_MEASURES})|每({_MEASURES})\s*(\d+(?:\.\d+)?)\s*(万元|元)")
_MONTHS = re.compile(r"([一二三四五六七八九十]+|\d+)个月")
_HAN = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}


def _price(purpose: str) -> tuple[re.Match[str], Decimal, str] | None:
    if "元/" not in purpose and "每" not in purpose:
        return None
    match = _PRICE.search(purpose)
    if not match:
        return None
    number, money, unit = (match[1], match[2], match[3]) if match[1] else (match[5], match[6], match[4])
    return match, Decimal(number) * YUAN_PER[money], fold_unit(unit)


def _quantities(purpose: str, price: tuple[re.Match[str], Decimal, str]) -> list[Figure]:
    span = price[0].span()
    return [f for f in figures(purpose) if f.unit == price[2] and not (span[0] <= f.start < span[1])]


def applies(project: Project, facts: ProjectFacts) -> bool:
    """Projects whose purpose states one unit price and one quantity in that unit."""
    price = _price(facts.purpose) if "figures in purpose" in facts.traits else None
    return price is not None and facts.budget is not None and len(_quantities(facts.purpose, price)) == 1


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """The product, for one month, the stated months or twelve, may miss the budget by 5 %."""
    price = _price(facts.purpose)
    if price is None or not facts.budget or project.budget is None or project.purpose is None:
        return
    quantities = _quantities(facts.purpose, price)
    if len(quantities) != 1:
        return
    product = price[1] * quantities[0].value
    months = _MONTHS.search(facts.purpose)
    periods = {1, 12, (int(months[1]) if months[1].isdigit() else _HAN.get(months[1], 1)) if months else 1}
    if any(abs(product * n - facts.budget) * 20 <= facts.budget for n in periods):
        return
    yield Remark(
        (at(project.purpose), at(project.budget)),
        {
            "price": str(price[1]),
            "quantity": str(quantities[0].value),
            "product": str(product),
            "budget": str(facts.budget),
        },
        f"{price[0][0]}乘以{quantities[0].printed}是{in_words(product)}，预算是{in_words(facts.budget)}。",
        f"{plain_number(price[1])} yuan times {quantities[0].printed} is {in_words(product)}, "
        f"the budget is {in_words(facts.budget)}.",
    )
