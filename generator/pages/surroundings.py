"""What the pages of one department-year need to know of the rest of the portal: neighbours, editions, citations.

Made from the catalogue where it is; small enough to travel to the process that renders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ..catalogue import Catalogue, ProjectEntry, SubmissionEntry, document_url, plan_of, project_url, total_of
from ..divisions import path_of
from ..model import Finding, Region
from ..money import in_words
from ..recognise.whose import DIVISION_CODE
from .frame import HOME, Link
from .years import Relative, relatives_of

_SIBLINGS = 6


class CitedDocument(Struct, frozen=True, gc=False, array_like=True):
    """An official document that a project cites, and the other projects that cite it."""

    number: str
    url: str
    role: str  # funding, ground, mention
    anchor: str
    others: tuple[Link, ...]
    more: int


class ProjectSurroundings(Struct, frozen=True, gc=False, array_like=True):
    """Address and connections of one project."""

    id: str
    at: int  # which of its submission's it is
    name: str  # as links to it say
    budget: str
    own: bool  # False: an earlier submission publishes the same project, and this page is there
    counted: bool
    years: tuple[Relative, ...]  # itself in other years, and what may be
    carried_from: int | None  # the year of its code, where that is an earlier one
    documents: tuple[CitedDocument, ...]
    sources: tuple[Link, ...]  # other submissions with the very same project
    newer: Link | None  # the same project in the edition that replaces this one, and in the one it replaces
    older: Link | None

    @property
    def url(self) -> str:
        return project_url(self.id)


class SubmissionSurroundings(Struct, frozen=True, gc=False, array_like=True):
    """Address and editions of one submission."""

    id: str
    url: str
    path: str
    sha256: str
    projects: tuple[ProjectSurroundings, ...]
    supersedes: Link | None
    superseded_by: Link | None
    across: tuple[Finding, ...] = ()  # findings that need other submissions to be seen
    unknown_edition: str = ""  # what its sidecar says it replaces, where that is not there

    def siblings(self, project: ProjectSurroundings) -> list[int]:
        """Others of the same document, but for those beside it: round and round, so that each is found from some."""
        at, count = project.at, len(self.projects)
        return [other % count for other in range(at + 2, at + count - 1)[:_SIBLINGS]]


class Sums(Struct, frozen=True, gc=False, array_like=True):
    """What the projects of a page add up to."""

    projects: int
    total: Decimal
    planned: tuple[Decimal, ...]
    unstated: tuple[Decimal, ...]


class GroupSurroundings(Struct, frozen=True, gc=False, array_like=True):
    """A department-year: whose it is, its other years, its submissions."""

    url: str
    department_id: str
    department: str
    region: Region
    region_crumbs: tuple[Link, ...]
    year: str
    named: str  # what the department was called that year, where that is another name
    years: tuple[Link, ...]
    submissions: tuple[SubmissionSurroundings, ...]
    sums: Sums


def year_title(word: str) -> str:
    return "年度不详" if word == "undated" else f"{word}年"


def department_url(department_id: str) -> str:
    return f"departments/{department_id}/index.html"


def department_year_url(department_id: str, year: str) -> str:
    return f"departments/{department_id}/{year}/index.html"


def region_url(code: str | None) -> str:
    return f"regions/{code or 'noregion'}/index.html"


def region_name(region: Region) -> str:
    if region.code is None:
        return "区划不详"
    return region.name or f"区划代码 {region.code}"


def region_crumbs(region: Region, catalogue: Catalogue) -> tuple[Link, ...]:
    """Home and the divisions above that have pages, down to the region itself."""
    above = [Link(name, region_url(code)) for code, name in path_of(region.code or "") if code in catalogue.regions]
    if not above or above[-1].url != region_url(region.code):
        above.append(Link(region_name(region), region_url(region.code)))
    return (HOME, *above)


def sums_of(entries: list[ProjectEntry]) -> Sums:
    plan = plan_of(entries)
    return Sums(len(entries), total_of(entries), plan.planned, plan.unstated)


def surroundings_of(
    catalogue: Catalogue,
    department_id: str,
    year: str,
    entries: list[SubmissionEntry],
    across: Mapping[str, Sequence[Finding]],
) -> GroupSurroundings:
    """All that the pages of one department-year need beside their submissions."""
    years = sorted({entry.year_word for entry in catalogue.departments[department_id]})
    region, pace = entries[0].head.region, catalogue.pace(department_id, year)
    return GroupSurroundings(
        url=department_year_url(department_id, year),
        department_id=department_id,
        department=catalogue.department_name(department_id),
        region=region,
        region_crumbs=region_crumbs(region, catalogue),
        year=year,
        named=_named(entries, catalogue.department_name(department_id)),
        years=tuple(Link(year_title(word), department_year_url(department_id, word)) for word in years),
        submissions=tuple(_submission(catalogue, entry, across.get(entry.head.path, ())) for entry in entries),
        sums=Sums(pace.projects, pace.total, pace.planned, pace.unstated),
    )


def _named(entries: Sequence[SubmissionEntry], now: str) -> str:
    names = {entry.head.department.name for entry in entries if entry.head.department}
    return "、".join(sorted(names - {now}))


def _submission(catalogue: Catalogue, entry: SubmissionEntry, across: Sequence[Finding]) -> SubmissionSurroundings:
    editions = (_by_id(entry.superseded_by), _by_id(entry.supersedes))
    wanted = entry.head.sidecar.supersedes
    return SubmissionSurroundings(
        id=entry.id,
        url=entry.url,
        path=entry.head.path,
        sha256=entry.head.sha256,
        projects=tuple([_project(catalogue, entry, at, editions) for at in range(len(entry.projects))]),
        supersedes=_edition(entry.supersedes),
        superseded_by=_edition(entry.superseded_by),
        across=tuple(across),
        unknown_edition=wanted if wanted and entry.supersedes is None else "",
    )


Editions = tuple[Mapping[str, ProjectEntry], Mapping[str, ProjectEntry]]


def _by_id(entry: SubmissionEntry | None) -> dict[str, ProjectEntry]:
    """The projects of another edition by what identifies them in any edition."""
    return {project.head.base_id: project for project in entry.projects} if entry else {}


def _other(edition: Mapping[str, ProjectEntry], project: ProjectEntry) -> Link | None:
    other = edition.get(project.head.base_id)
    return project_link(other) if other and other is not project else None


def _edition(entry: SubmissionEntry | None) -> Link | None:
    return Link(entry.id, entry.url, entry.head.sidecar.published or "") if entry else None


def project_link(project: ProjectEntry) -> Link:
    budget = project.head.budget
    return Link(project.head.name or "（原文无名称）", project.url, "" if budget is None else in_words(budget))


def _with_year(project: ProjectEntry) -> Link:
    link = project_link(project)
    owner = project.submission.head.department
    return Link(f"{year_title(project.submission.year_word)} · {link.text}", link.url, owner.name if owner else "")


def _project(catalogue: Catalogue, entry: SubmissionEntry, at: int, editions: Editions) -> ProjectSurroundings:
    project = entry.projects[at]
    head = project.head
    return ProjectSurroundings(
        project.id,
        at,
        head.name or "（原文无名称）",
        "" if head.budget is None else in_words(head.budget),
        project.submission is entry,
        project.counted,
        years=relatives_of(catalogue, project),
        carried_from=_code_year(project),
        documents=tuple([_cited(catalogue, project, citation.number) for citation in head.citations]),
        sources=tuple([Link(one.head.path, one.url, place.anchor) for one, place in project.elsewhere(entry)]),
        newer=_other(editions[0], project) if editions[0] else None,
        older=_other(editions[1], project) if editions[1] else None,
    )


def _code_year(project: ProjectEntry) -> int | None:
    """The year in the project's code where it is before the document's."""
    match = DIVISION_CODE.match(project.head.code or "")
    year = 2000 + int(match[2]) if match else None
    return year if year and project.submission.year and year < project.submission.year else None


def _cited(catalogue: Catalogue, project: ProjectEntry, number: str) -> CitedDocument:
    citing = catalogue.documents.get(number, [])
    own = next(citation for citation in project.head.citations if citation.number == number)
    others = [entry for entry, _ in citing[:5] if entry is not project][:4]
    more = max(0, len(citing) - 1 - len(others))
    links = tuple(map(_with_year, others))
    return CitedDocument(number, document_url(number), own.role, own.anchor, links, more)
