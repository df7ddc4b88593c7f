"""What narrowing and sorting need of every document, one column a file, loaded when it is first used.

Documents are ordered by region, department and year, so these are runs: ``value run value run …``. Kinds of
indicators and findings are numbered combinations; amounts are plain text; the order by name is each document's rank.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from . import codec
from .chunk import Facts
from .files import File, piece
from .mapping import KINDS


class Column(NamedTuple):
    """A column's name, the name of its file, and its size in bytes."""

    name: str
    piece: str
    size: int


def columns(facts: Sequence[Facts]) -> tuple[list[Column], list[File]]:
    """All columns of all documents."""
    texts = {
        "kind": _runs([fact.kind for fact in facts], list(KINDS)),
        "region": _labelled_runs([(fact.region, fact.region_name) for fact in facts]),
        "department": _labelled_runs([(fact.department_id, fact.department) for fact in facts]),
        "year": _labelled_runs([(str(fact.year or ""), str(fact.year or "")) for fact in facts]),
        "amount": " ".join(fact.budget for fact in facts),
        "indicator": _combinations([fact.indicator_kinds for fact in facts]),
        "finding": _combinations([fact.findings for fact in facts]),
        "name": codec.text(_ranks(facts)),
    }
    found, files = [], []
    for name, text in texts.items():
        piece_name, file = piece("c", text)
        found.append(Column(name, piece_name, len(file.data)))
        files.append(file)
    return found, files


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode("utf-8")


def _runs(values: Sequence[Hashable], known: Sequence[Hashable]) -> str:
    """Each run of equal values as the value's number and the run's length."""
    number = {value: i for i, value in enumerate(known)}
    return codec.text([n for value, run in groupby(values) for n in (number[value], sum(1 for _ in run))])


def _labelled_runs(pairs: Sequence[tuple[str, str]]) -> str:
    """The distinct (code, name) pairs as JSON in one line, the runs in the next."""
    known = sorted(set(pairs))
    return _json(known) + "\n" + _runs(pairs, known)


def _combinations(lists: Sequence[tuple[str, ...]]) -> str:
    """The distinct values and their combinations as JSON, each document's combination in the next line."""
    values = sorted({value for items in lists for value in items})
    number = {value: i for i, value in enumerate(values)}
    sets = [tuple(sorted({number[item] for item in items})) for items in lists]
    known = sorted(set(sets))
    where = {combination: i for i, combination in enumerate(known)}
    return _json([values, known]) + "\n" + codec.text([where[combination] for combination in sets])


def _ranks(facts: Sequence[Facts]) -> list[int]:
    ranks = [0] * len(facts)
    rank, last = -1, None
    for i in sorted(range(len(facts)), key=lambda i: facts[i].order):
        if facts[i].order != last:
            rank, last = rank + 1, facts[i].order
        ranks[i] = rank
    return ranks
