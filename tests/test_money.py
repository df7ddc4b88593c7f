"""Amounts as forms print them → exact yuan, their step and where the unit came from; and back into words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model import Amount
from generator.money import adds_up, in_ten_thousands, in_words, read_amount, total


@pytest.mark.parametrize(
    ("cell", "around", "yuan", "step", "unit_from"),
    [
        # cell      unit around it   yuan        step      unit from
        ("0.36", "万元", "3600", "100", "header"),
        ("500.00", "万元", "5000000", "100", "header"),
        ("300万元", None, "3000000", "10000", "cell"),
        ("136.5万元", None, "1365000", "1000", "cell"),
        ("300万元", "元", "3000000", "10000", "cell"),  # the cell's own unit wins
        ("250万", None, "2500000", "10000", "cell"),
        ("1.2亿元", None, "120000000", "10000000", "cell"),
        ("1,234,567.89", "元", "1234567.89", "0.01", "header"),
        ("１２．５", "万元", "125000", "1000", "header"),
        ("0", "万元", "0", "10000", "header"),  # zero is stated
        ("-3.00", "万元", "-30000", "100", "header"),
        ("12千元", None, "12000", "1000", "cell"),
    ],
)
def test_an_amount_is_exact_and_keeps_its_step(cell: str, around: str | None, yuan: str, step: str, unit_from: str):
    amount = read_amount(f"  {cell} ", "L9", around)
    assert amount == Amount(Decimal(yuan), Decimal(step), cell, unit_from, "L9")  # type: ignore[arg-type]


def test_equal_numbers_printed_with_other_steps_keep_their_own_step():
    """
    500.00   500   500.0   500.00     单位：万元
    """
    steps = [str(read_amount(cell, "L1", "万元").step) for cell in ("500.00", "500", "500.0", "500.00")]
    assert steps == ["100", "10000", "1000", "100"]


@pytest.mark.parametrize("cell", ["", "  ", "\n", "　"])
def test_a_blank_cell_is_not_zero(cell: str):
    assert read_amount(cell, "L77", "万元") == Amount(None, None, "", None, "L77")


@pytest.mark.parametrize("cell", ["详见附件", "约300", "1,23", "1,2345", "3-5万元", "300万元/年", "一百万元", "."])
def test_what_is_no_single_number_is_kept_as_printed_and_not_guessed(cell: str):
    assert read_amount(cell, "L1", "万元") == Amount(None, None, cell, None, "L1")


def test_a_bare_number_without_any_unit_is_no_amount():
    assert read_amount("410", "L1024") == Amount(None, None, "410", None, "L1024")
    assert read_amount("410", "L1024", "万元", "sibling").unit_from == "sibling"


def amounts(*cells: str) -> list[Amount]:
    return [read_amount(cell, f"L{number}", "万元") for number, cell in enumerate(cells)]


@pytest.mark.parametrize(
    ("budget", "fiscal", "other", "fits"),
    [
        ("33.34", "16.67", "16.67", True),
        ("33.34", "16.67", "16.66", True),  # each rounded to 0.01
        ("33.34", "16.67", "16.65", False),
        ("300", "299.6", "", True),  # 300 was rounded to whole 万元
        ("300", "299.4", "", False),
        ("20.00", "20.00", "", True),
        ("20.00", "", "", False),
        ("", "20.00", "", True),  # nothing to hold the parts against
    ],
)
def test_parts_make_the_whole_within_what_rounding_allows(budget: str, fiscal: str, other: str, fits: bool):
    whole, *parts = amounts(budget, fiscal, other)
    assert adds_up(whole, parts) is fits


def test_a_sum_takes_what_is_stated():
    assert total([*amounts("0.36", "69.54", "", "1.10"), None]) == Decimal(710000)
    assert total([]) == 0


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "0 元"),
        ("999", "999 元"),
        ("1000", "0.1 万元"),
        ("3600", "0.36 万元"),
        ("71875200", "7,187.52 万元"),
        ("99999999", "9,999.9999 万元"),
        ("100000000", "1 亿元"),
        ("123456789.01", "1.2345678901 亿元"),
        ("-30000", "-3 万元"),
    ],
)
def test_words_for_people_show_every_digit(yuan: str, words: str):
    assert in_words(Decimal(yuan)) == words


def test_ten_thousands_are_exact():
    assert in_ten_thousands(Decimal(3600)) == "0.36"
    assert in_ten_thousands(Decimal(71875200)) == "7,187.52"
