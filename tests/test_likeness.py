"""Projects that may be the same in two years, by their names."""

from __future__ import annotations

import random
import time

import pytest

from generator import likeness as module
from generator.likeness import Likenesses, alike, likeness


@pytest.mark.parametrize(
    ("one", "other", "percent"),
    [
        ("2023年古树名木保护补助", "2024年古树名木保护补助", 100),  # the year is no part of the name
        ("2023年古树名木保护补助", "2024年古树名木保护补助资金", 87),  # 7 pairs of 7 and 9: 14/16
        ("公园绿地养护经费", "公园广场绿地养护经费", 75),  # 6 pairs of 7 and 9: 12/16
        ("运转保障经费（劳务费）", "办公设备购置", 0),
        ("电", "电", 100),
        ("", "", 0),
    ],
)
def test_likeness_is_the_share_of_pairs_of_characters(one: str, other: str, percent: int) -> None:
    assert likeness(one, other) == likeness(other, one) == percent


def test_a_pair_is_each_others_best_in_that_year() -> None:
    names = [("公园绿地养护经费", 2023), ("公园绿地养护经费", 2024), ("公园广场绿地养护经费", 2024), ("差旅费", 2024)]
    assert alike(names) == [(0, 1, 100)]


def test_names_of_one_year_are_never_paired() -> None:
    assert alike([("差旅费", 2024), ("差旅费", 2024)]) == []


def test_three_years_are_paired_two_by_two() -> None:
    assert alike([("差旅费", 2023), ("差旅费", 2024), ("差旅费", 2025)]) == [(0, 1, 100), (0, 2, 100), (1, 2, 100)]


@pytest.mark.parametrize("phase", ["（二期）", "第二批", "（第二阶段）"])
def test_phases_are_told_apart(phase: str) -> None:
    first = phase.replace("二", "一")
    assert alike([(f"苗圃基地建设{first}", 2023), (f"苗圃基地建设{phase}", 2024)]) == []
    assert len(alike([(f"苗圃基地建设{first}", 2023), (f"苗圃基地建设{first}", 2024)])) == 1


def test_names_that_share_only_their_kind_of_work_are_not_paired() -> None:
    assert alike([("限高杆安装", 2023), ("路灯安装", 2024)]) == []


@pytest.mark.parametrize("few", [0, 400])
def test_nothing_is_lost_to_all_against_all(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made of few characters, so that names share much, and some say a pair twice; as few names are held against each
    other, and as many."""
    monkeypatch.setattr("generator.likeness._FEW", few)
    chosen = random.Random(7)  # noqa: S311 - the same names every time
    words = ["".join(chosen.choices("甲乙丙丁戊己庚辛", k=chosen.randint(1, 6))) for _ in range(12)]
    names = [("".join(chosen.choices(words, k=chosen.randint(1, 4))), chosen.randint(2023, 2025)) for _ in range(38)]

    def best(at: int, year: int) -> int | None:
        others = [other for other, (_, found) in enumerate(names) if found == year]
        percent, negative = max((likeness(names[at][0], names[other][0]), -other) for other in others)
        return -negative if percent >= 70 else None

    wanted = [
        (one, other, likeness(names[one][0], names[other][0]))
        for one in range(len(names))
        for other in range(len(names))
        if names[one][1] < names[other][1] and best(one, names[other][1]) == other and best(other, names[one][1]) == one
    ]
    assert wanted
    assert alike(names) == wanted


def test_a_department_with_thousands_of_projects_takes_no_time() -> None:
    """8,000 names over two years, half of them with common words: a comparison of all with all would be 16 million."""
    syllables = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    kinds = [f"{a}{b}{c}村道路改造工程" for a in syllables for b in syllables for c in syllables][:4000]
    names = [(name, year) for year in (2023, 2024) for name in kinds]
    before = time.process_time()
    found = alike(names)
    assert time.process_time() - before < 10
    assert len(found) == 4000
    assert all(percent == 100 and names[one][0] == names[other][0] for one, other, percent in found)


def test_names_are_compared_once_until_they_or_the_code_change(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(module, "alike", lambda names: compared.append(names) or alike(names))
    names = [("道路养护经费", 2023), ("道路养护经费", 2024), ("会议费", 2024)]
    first = Likenesses("1")
    assert first.alike(names) == first.alike(names) == alike(names) == [(0, 1, 100)]
    after = Likenesses("1", first.packed())
    assert after.alike(names) == alike(names)
    assert (compared, after.packed()) == ([names], first.packed())
    after.alike(names[1:])
    Likenesses("2", after.packed()).alike(names)
    assert compared == [names, names[1:], names]
