"""The pages that list others, each made once: what they are made of is in their names.

In: the catalogue and, later, what departments contribute. Out: to a :class:`~generator.once.Once`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from .linking import Linked
from .once import Once
from .pages.compared import kinds_index
from .pages.content import content_pages, texts_of
from .pages.findings import findings_index
from .pages.portal import portal_parts
from .pages.surroundings import department_url
from .settings import Settings
from .shares import Shares
from .store import key

_encode = msgspec.msgpack.Encoder(order="sorted").encode


def write_portal(once: Once, linked: Linked, names: Mapping[str, str], version: str, settings: Settings) -> None:
    """Home, regions, departments, years, cited documents. ``names``: of what comes of each department."""
    catalogue = linked.catalogue
    facts: dict[str, str] = {}  # of its submissions, as linked
    for entry in catalogue.submissions:
        placed = (entry.id, entry.current, catalogue.department_name(entry.department_id))
        projects = [(project.id, project.counted, project.submission.id) for project in entry.projects]
        facts[entry.id] = key(linked.keys[entry.head.path], _encode((placed, projects)))
    regions = [(code, entries[0].head.region.name) for code, entries in sorted(catalogue.regions.items())]
    all_parts = key(version, _encode(regions))
    # What its projects were in other years stands on a department's page: these are facts of other departments, too.
    own = {department_url(department): name for department, name in names.items()}
    for part in portal_parts(catalogue, settings):
        name = key(all_parts, part.url, own.get(part.url, ""), *(facts[one.id] for one in part.submissions))
        once.here(name, part.pages)


def write_others(once: Once, shares: Shares, version: str, content: Path, settings: Settings) -> None:
    """The portal's own words, and the indexes of what was made of all departments."""
    texts = [key(path.name, path.read_bytes()) for path in texts_of(content)]
    counted, listed = shares.counted(), once.listed
    once.here(key(version, "texts", *texts), lambda: content_pages(content, settings))
    name = key(version, "findings", _encode((counted, shares.patterns)))
    once.here(name, lambda: [findings_index(counted, shares.patterns)])
    kinds = key(version, "index of kinds", *sorted(shares.heaps.values()))
    once.here(kinds, lambda: kinds_index(listed(), settings))
