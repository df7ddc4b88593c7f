"""Which projects of a department may be the same in two years, by their names alone.

In: the names of one department with their years. Out: pairs with their likeness in whole percent. A name is compared
by its pairs of neighbouring characters, twice those shared over all of both (Dice), after years, blanks and marks are
dropped. A pair is shown only where each is the other's best in that year, and never where the names count different
phases (一期 and 二期). Nothing is merged by this: it is a hint that a reader sees with its percentage.

Cost: of few names each is held against each, as numbers with a bit a pair. Of many, a name is held only against its
equals and names that share one of its rarer pairs, so a department with thousands of projects stays linear. Decided
against: edit distance (quadratic in each name) and word segmenters (they lose names).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import chain, combinations
from operator import add

import msgspec

LEAST = 70  # percent: below, names share their kind of work rather than their subject
_COMMON = 40  # a pair of characters in more names than this finds no candidates
_MOST = 20  # candidates that a name is held against in one year
_FEW = 400  # names are held each against each

_YEARS = re.compile(r"(?:(?:19|20)\d\d|(?<!\d)\d\d)年度?")
_MARKS = re.compile(r"[^\w]|_")
_PHASE = re.compile(r"第?([一二三四五六七八九十\d]+)(?:期|批|阶段|标段)")

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[tuple[int, int, int]]).decode
_unpack = msgspec.msgpack.Decoder(dict[bytes, bytes]).decode


@lru_cache(maxsize=1 << 10)  # a name comes again in the next year of its department, if at all
def pairs_of(name: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a name. One that comes again is numbered, so that it counts again."""
    text = _folded(name)
    pairs = list(map(add, text, text[1:])) or ([text] if text else [])
    found = frozenset(pairs)
    if len(found) == len(pairs):
        return found
    seen: Counter[str] = Counter()
    for at, pair in enumerate(pairs):
        seen[pair] += 1
        if seen[pair] > 1:
            pairs[at] = f"{pair}{seen[pair]}"
    return frozenset(pairs)


@lru_cache(maxsize=1 << 10)
def _folded(name: str) -> str:
    return name if name.isalpha() else _MARKS.sub("", _YEARS.sub("", name))


def likeness(one: str, other: str) -> int:
    """How alike two names are, in whole percent, rounded down."""
    return _percent(pairs_of(one), pairs_of(other))


def _percent(first: frozenset[str], second: frozenset[str]) -> int:
    whole = len(first) + len(second)
    return 200 * len(first & second) // whole if whole else 0


@lru_cache(maxsize=1 << 10)
def phases(name: str) -> tuple[str, ...]:
    """What a name counts: ``一`` for 苗圃基地建设（一期）."""
    return tuple(_PHASE.findall(name))


class Likenesses:
    """What was found alike. The same names are not compared again: not for the next page, nor by the next build."""

    def __init__(self, version: str = "", before: bytes = b"") -> None:
        """``before`` is what :meth:`packed` gave, or b"". What another ``version`` of this code found is of no use."""
        self._version, self._before = version.encode(), _unpack(before) if before else {}
        self._found: dict[bytes, bytes] = {}  # by a digest of the names; packed, which takes a tenth

    def alike(self, names: Sequence[tuple[str, int]]) -> list[tuple[int, int, int]]:
        """What :func:`alike` says."""
        key = sha256(self._version + _encode(names)).digest()
        found = self._found.get(key) or self._before.get(key) or _encode(alike(names))
        self._found[key] = found
        return _decode(found)

    def packed(self) -> bytes:
        """What was asked for, for the build after this one."""
        return _encode(self._found)


def alike(names: Sequence[tuple[str, int]]) -> list[tuple[int, int, int]]:
    """Pairs of names with their years that may be the same: first, second, percent. By position, the first's year
    before the second's."""
    years = [year for _, year in names]
    pairs = [pairs_of(name) for name, _ in names]
    best: dict[tuple[int, int], tuple[int, int]] = {}  # (name, other year) → percent, other name
    for at, other in _all_alike(pairs, years) if len(names) <= _FEW else _candidates(names, pairs, years):
        percent = _percent(pairs[at], pairs[other])
        if percent >= LEAST and _same_phase(names[at][0], names[other][0]):
            key = (at, years[other])
            best[key] = max(best.get(key, (0, -1)), (percent, -other))
    found = []
    for (at, other_year), (percent, negative) in best.items():
        other, year = -negative, years[at]
        if year < other_year and best.get((other, year), (0, -1))[1] == -at:
            found.append((at, other, percent))
    return sorted(found)


def _all_alike(pairs: Sequence[frozenset[str]], years: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Every name with those of other years that are alike, each with each, by position."""
    bits: dict[str, int] = {}
    for pair in chain.from_iterable(pairs):
        bits.setdefault(pair, 1 << len(bits))
    by_year: dict[int, list[tuple[int, int, int]]] = {}
    for at, own in enumerate(pairs):
        by_year.setdefault(years[at], []).append((at, sum(map(bits.__getitem__, own)), LEAST * len(own)))
    for one, other in combinations(by_year.values(), 2):
        for at, mask, size in one:
            for there in [
                there for there, against, length in other if 200 * (mask & against).bit_count() - size >= length
            ]:
                yield at, there
                yield there, at


def _candidates(
    names: Sequence[tuple[str, int]], pairs: Sequence[frozenset[str]], years: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Every name with those of other years that it is held against, by position."""
    equals: dict[str, list[int]] = defaultdict(list)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, (name, _) in enumerate(names):
        equals[_folded(name)].append(at)
        for pair in pairs[at]:
            holders[pair].append(at)
    # A pair that comes again says nothing that its first did not.
    sizes = list(map(len, pairs))
    rare = {pair: found for pair, found in holders.items() if len(found) <= _COMMON and len(pair) < 3}
    for at, (name, year) in enumerate(names):
        telling = [rare[pair] for pair in pairs[at] if pair in rare]
        shared = Counter(chain.from_iterable(telling))
        same = equals[_folded(name)]
        if len(same) > 1:
            shared.update(dict.fromkeys([other for other in same if years[other] != year][:_COMMON], len(name)))
        # Of n pairs, n·LEAST/(200-LEAST) must be shared for the least likeness; all common ones may be, uncounted.
        own = len(pairs[at])
        common = own - len(telling)
        least = LEAST * own / (200 - LEAST) - common
        some = [other for other, times in shared.items() if times >= least]
        if len(some) > _MOST:
            some = _best_of_each_year(some, shared, years)
        for other in some:
            # Which of them are long is known now, too.
            if years[other] != year and 200 * (shared[other] + common) >= LEAST * (own + sizes[other]):
                yield at, other


def _best_of_each_year(some: Sequence[int], shared: Counter[int], years: Sequence[int]) -> list[int]:
    by_year: dict[int, list[int]] = {}
    for other in some:
        by_year.setdefault(years[other], []).append(other)
    for found in by_year.values():
        if len(found) > _MOST:
            found.sort(key=lambda other: (-shared[other], other))
            del found[_MOST:]
    return list(chain.from_iterable(by_year.values()))


def _same_phase(one: str, other: str) -> bool:
    first, second = phases(one), phases(other)
    return first == second or not (first and second)
