"""The catalogue's decisions about one submission, as its lines need them."""

from __future__ import annotations

from ..catalogue import SubmissionEntry
from .lines import Placement, ProjectPlacement
from .shapes import Department, FiscalYear, Region


def placement_of(entry: SubmissionEntry) -> Placement:
    """Ids, addresses and editions of one submission and its projects."""
    head, owner = entry.head, entry.head.department
    return Placement(
        id=entry.id,
        url=entry.url,
        source_page=entry.url,
        department=Department(entry.department_id, owner.code, owner.name) if owner else None,
        region=Region(head.region.code, head.region.name, head.region.known_from),
        fiscal_year=FiscalYear(head.fiscal_year.year, head.fiscal_year.known_from),
        # A project that stands here with the same facts as elsewhere is published once, where it stood first.
        projects=tuple(
            ProjectPlacement(project.id, project.url, project.counted) if project.submission is entry else None
            for project in entry.projects
        ),
        supersedes=entry.supersedes.id if entry.supersedes else None,
        superseded_by=entry.superseded_by.id if entry.superseded_by else None,
    )
