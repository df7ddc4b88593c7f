"""What narrowing and sorting need of every document, one column a file, loaded when it is first used.

Documents are ordered by region, department and year, so these are runs: ``value run value run …``. Kinds of
indicators and findings are numbered combinations; amounts are plain text; the order by name is each document's rank.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Mapping
from itertools import chain, takewhile
from typing import Generic, NamedTuple, TypeVar

import msgspec
import numpy as np

from . import codec
from .files import Deliver, Delivered, piece
from .mapping import KINDS
from .survey import Survey, facts

V = TypeVar("V", bound=Hashable)


class Column(NamedTuple):
    """A column's name, the name of its file, and its size in bytes."""

    name: str
    piece: str
    size: int


class Columns(NamedTuple):
    """All columns and their files; ``pages`` counts the documents at the end that are the portal's own pages."""

    columns: list[Column]
    pages: int
    files: list[Delivered]


def columns(survey: Survey, titles: Mapping[str, str], deliver: Deliver) -> Columns:
    """All columns of all documents, which are looked at once. ``titles`` tell what a finding is called."""
    kinds, years = _Runs[str](), _Runs[tuple[str, str]]()
    regions, departments = _Runs[tuple[str, str]](), _Runs[tuple[str, str]]()
    indicators, findings = _Numbers[tuple[str, ...]](), _Numbers[tuple[str, ...]]()
    amounts: list[str] = []
    names: list[bytes] = []
    for fact in facts(survey):
        kinds.add(fact.kind)
        regions.add((fact.region, fact.region_name))
        departments.add((fact.department_id, fact.department))
        years.add((str(fact.year or ""), str(fact.year or "")))
        indicators.add(fact.indicator_kinds)
        findings.add(fact.findings)
        amounts.append(fact.budget)
        names.append(fact.order)
    texts = {
        "kind": kinds.text(KINDS),
        "region": regions.labelled(),
        "department": departments.labelled(),
        "year": years.labelled(),
        "amount": " ".join(amounts),
        "indicator": _combinations(indicators, {}),
        "finding": _combinations(findings, titles),
        "name": codec.text(_ranks(names)),
    }
    pieces = {name: piece("c", text) for name, text in texts.items()}
    found = [Column(name, file, len(data.data)) for name, (file, data) in pieces.items()]
    return Columns(found, kinds.last("page"), deliver([file for _, file in pieces.values()]))


class _Numbers(Generic[V]):
    """Values as they come, each distinct one kept once."""

    def __init__(self) -> None:
        self.known: dict[V, int] = {}
        self.each = array("q")

    def add(self, value: V) -> None:
        self.each.append(self.known.setdefault(value, len(self.known)))

    def by(self, order: Iterable[V]) -> np.ndarray:
        """The values as their places in ``order``."""
        places = np.zeros(max(len(self.known), 1), dtype=np.int64)
        for place, value in enumerate(order):
            if value in self.known:
                places[self.known[value]] = place
        return places[np.array(self.each, dtype=np.int64)]


class _Runs(_Numbers[V]):
    """Values of which many neighbours are equal."""

    def text(self, order: Iterable[V]) -> str:
        """Each run of equal values as the value's number and the run's length."""
        values = self.by(order)
        begins = np.flatnonzero(np.diff(values, prepend=-1))
        return codec.text(np.stack((values[begins], np.diff(begins, append=values.size)), axis=1).ravel())

    def last(self, value: V) -> int:
        """How many values at the end are this one."""
        number = self.known.get(value)
        return sum(1 for _ in takewhile(lambda each: each == number, reversed(self.each)))

    def labelled(self) -> str:
        """The distinct (code, name) pairs as JSON in one line, the runs in the next."""
        order = sorted(self.known)  # type: ignore[type-var]
        return _json(order) + "\n" + self.text(order)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode("utf-8")


def _combinations(lists: _Numbers[tuple[str, ...]], titles: Mapping[str, str]) -> str:
    """The distinct values, what they are called, and their combinations as JSON; in the next line each document's."""
    values = sorted(set(chain.from_iterable(lists.known)))
    number = {value: i for i, value in enumerate(values)}
    order = sorted(lists.known, key=lambda items: sorted({number[item] for item in items}))
    sets = [sorted({number[item] for item in items}) for items in order]
    return _json([[(value, titles.get(value, value)) for value in values], sets]) + "\n" + codec.text(lists.by(order))


def _ranks(names: list[bytes]) -> np.ndarray:
    """The place of each name among all; equal names share one."""
    order = {name: rank for rank, name in enumerate(sorted(set(names)))}
    return np.fromiter(map(order.__getitem__, names), dtype=np.int64, count=len(names))
