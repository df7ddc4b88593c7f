"""What was read of every file → the catalogue, and each department's work.

Light facts are the one thing that is in memory for all submissions at once, so nothing here keeps two forms of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr

from . import checks
from .catalogue import Catalogue, Head, SubmissionEntry, link
from .digest import decode_gathered, decode_head
from .likeness import Likenesses
from .model import Finding
from .pages.surroundings import surroundings_of
from .reading import Read
from .rendering import Department
from .store import key

_encode = msgspec.msgpack.Encoder(order="sorted").encode


# What many projects say alike. Not the budget: 1 and 1.0 are equal, too, and are printed as they stand.
_OFTEN = ("name", "plan", "anchor", "budget_anchor")


class Linked(Struct, frozen=True):
    """All submissions together."""

    catalogue: Catalogue
    keys: Mapping[str, str]  # by path: where the digest is in the store
    across: Mapping[str, Sequence[Finding]]  # by path: findings that need several submissions to be seen


def link_all(
    reads: list[Read], likenesses: Likenesses | None = None, advance: Callable[[int], None] = lambda items: None
) -> Linked:
    """Link what was read, and take it out of the list: packed, it is half as large as linked.

    ``likenesses`` are those of the build before. ``advance`` hears of every file twice: when what it has to do with
    others was looked at, and when it stands in the catalogue.
    """
    keys = {read.path: read.key for read in reads}
    # First, because that needs much memory for a moment, which can be had again for the catalogue.
    across = _across(reads, advance)
    catalogue = link(_heads(reads, advance), likenesses)
    for submission in catalogue.submissions:
        for head in submission.head.projects:
            force_setattr(head, "facts", "")  # they have told the same from the like, and are a tenth of all
    return Linked(catalogue, keys, across)


def _heads(reads: list[Read], advance: Callable[[int], None]) -> Iterator[Head]:
    """The heads, in which equal values are one object: a third of what a million of them take."""
    known: dict[object, object] = {}
    while reads:
        head = decode_head(reads.pop().light)
        for project in head.projects:
            for name in _OFTEN:
                value = getattr(project, name)
                force_setattr(project, name, known.setdefault(value, value))
        yield head
        advance(1)


def _across(reads: Iterable[Read], advance: Callable[[int], None]) -> dict[str, list[Finding]]:
    paths: dict[int, str] = {}
    gathered = []
    for read in reads:
        number, facts = decode_gathered(read.light)
        paths[number] = read.path
        gathered.append(facts)
        advance(1)
    found: dict[str, list[Finding]] = {}
    for number, finding in checks.across(gathered):
        found.setdefault(paths[number], []).append(finding)
    return found


def departments_of(linked: Linked, version: str, limit: int = 0) -> Iterator[Department]:
    """The work of every department, in the order in which search and downloads list them.

    ``limit``: up to how many projects the whole index is made as stock Lunr JSON, too.
    """
    catalogue, keys = linked.catalogue, linked.keys
    whole = len(catalogue.projects) <= limit
    for department_id, years in _by_region(catalogue):
        mine, stored = [], []
        for year, entries in years:
            mine.append(surroundings_of(catalogue, department_id, year, entries, linked.across))
            stored.append(tuple(keys[entry.head.path] for entry in entries))
        groups, bodies = _encode(mine), tuple(stored)
        result = key(version, department_id, str(whole), groups, _encode(bodies))
        projects = sum(group.sums.projects for group in mine)
        yield Department(department_id, result, groups, bodies, projects, whole)


def _by_region(catalogue: Catalogue) -> list[tuple[str, list[tuple[str, list[SubmissionEntry]]]]]:
    """Departments with their years, each with its submissions, by the regions that they are in."""
    found = [
        (department_id, [(year, entries) for _, year, entries in years])
        for department_id, years in groupby(catalogue.groups(), key=lambda group: group[0])
    ]
    return sorted(found, key=lambda one: (one[1][0][1][0].head.region.code or "", one[0]))
