"""Which projects of a department may be the same in two years, by their names alone.

In: the names of one department with their years. Out: pairs with their likeness in whole percent. A name is compared
by its pairs of neighbouring characters, twice those shared over all of both (Dice), after years, blanks and marks are
dropped. A pair is shown only where each is the other's best in that year, and never where the names count different
phases (一期 and 二期). Nothing is merged by this: it is a hint that a reader sees with its percentage.

Cost: a name is held only against its equals and names that share one of its rarer pairs, so a department with
thousands of projects stays linear. Decided against: edit distance (quadratic in each name) and word segmenters
(they lose names).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

LEAST = 70  # percent: below, names share their kind of work rather than their subject
_COMMON = 40  # a pair of characters in more names than this finds no candidates
_MOST = 20  # candidates that a name is held against in one year

_YEARS = re.compile(r"(?:(?:19|20)\d\d|(?<!\d)\d\d)年度?")
_MARKS = re.compile(r"[^\w]|_")
_PHASE = re.compile(r"第?([一二三四五六七八九十\d]+)(?:期|批|阶段|标段)")


@lru_cache(maxsize=1 << 14)
def pairs_of(name: str) -> Counter[str]:
    """The pairs of neighbouring characters of a name."""
    text = _folded(name)
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) or Counter([text] if text else [])


@lru_cache(maxsize=1 << 14)
def _folded(name: str) -> str:
    return _MARKS.sub("", _YEARS.sub("", name))


def likeness(one: str, other: str) -> int:
    """How alike two names are, in whole percent, rounded down."""
    first, second = pairs_of(one), pairs_of(other)
    whole = first.total() + second.total()
    return 200 * (first & second).total() // whole if whole else 0


def phases(name: str) -> tuple[str, ...]:
    """What a name counts: ``一`` for 苗圃基地建设（一期）."""
    return tuple(_PHASE.findall(name))


def alike(names: Sequence[tuple[str, int]]) -> list[tuple[int, int, int]]:
    """Pairs of names with their years that may be the same: first, second, percent. By position, the first's year
    before the second's."""
    holders: dict[str, list[int]] = defaultdict(list)  # by pair, and by the whole name
    for at, (name, _) in enumerate(names):
        holders[f"={_folded(name)}"].append(at)
        for pair in pairs_of(name):
            holders[pair].append(at)
    best: dict[tuple[int, int], tuple[int, int]] = {}  # (name, other year) → percent, other name
    for at, (name, year) in enumerate(names):
        for other in _candidates(at, name, year, names, holders):
            percent = likeness(name, names[other][0])
            if percent >= LEAST and _same_phase(name, names[other][0]):
                key = (at, names[other][1])
                best[key] = max(best.get(key, (0, -1)), (percent, -other))
    found = []
    for (at, other_year), (percent, negative) in best.items():
        other, year = -negative, names[at][1]
        if year < other_year and best.get((other, year), (0, -1))[1] == -at:
            found.append((at, other, percent))
    return sorted(found)


def _candidates(
    at: int, name: str, year: int, names: Sequence[tuple[str, int]], holders: dict[str, list[int]]
) -> list[int]:
    equals = [other for other in holders[f"={_folded(name)}"] if names[other][1] != year]
    shared: Counter[int] = Counter(dict.fromkeys(equals[:_COMMON], len(name)))
    for pair in pairs_of(name):
        if len(holders[pair]) <= _COMMON:
            shared.update(other for other in holders[pair] if names[other][1] != year)
    by_year: dict[int, list[int]] = defaultdict(list)
    for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if len(by_year[names[other][1]]) < _MOST:
            by_year[names[other][1]].append(other)
    return [other for found in by_year.values() for other in found]


def _same_phase(one: str, other: str) -> bool:
    first, second = phases(one), phases(other)
    return first == second or not (first and second)
