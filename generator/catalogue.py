"""The light facts of every submission, linked: who, where, which year, the same project across years, totals.

In: one :class:`Head` a submission, made beside it by :func:`head_of`. Out: a :class:`Catalogue`, from which
pages, search and downloads take addresses, neighbours and sums. Full submissions stay where they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from .identity import (
    document_id,
    facts_digest,
    project_facts,
    project_id,
    project_name,
    submission_id,
    told_apart,
    year_word,
)
from .likeness import Likenesses
from .model import FiscalYear, Owner, Printed, Project, Region, Sidecar, Submission
from .money import plain
from .recognise.citations import cited_documents
from .recognise.whose import DIVISION_CODE
from .rhythm import MONTHS, Pace, Shares, pace_of, pack_shares, unpack_shares

_NOTHING = Decimal(0)


class Citation(Struct, frozen=True, gc=False, array_like=True):
    """A project cites an official document: as ``funding`` (in its name), as ``ground`` (in a basis) or otherwise."""

    number: str
    role: str
    anchor: str


class ProjectHead(Struct, frozen=True, gc=False, array_like=True):
    """What the catalogue keeps of a project: a portal of a country holds a million of these at once."""

    base_id: str
    order: int
    code: str | None
    name: str
    budget: Decimal | None
    plan: str  # its shares, packed: one text takes a seventh of four numbers
    indicators: int
    citations: tuple[Citation, ...]
    damage: tuple[Printed, ...]  # where the source is damaged, and how
    anchor: str
    budget_anchor: str
    said: int  # characters of its purpose and goals
    facts: str  # digest of the project's facts without places

    @property
    def shares(self) -> Shares:
        """Cumulative shares of its budget at the ends of months 3, 6, 10, 12."""
        return unpack_shares(self.plan)


class Head(Struct, frozen=True, gc=False, array_like=True):
    """What the catalogue keeps of a submission."""

    path: str
    sha256: str
    base_id: str
    sidecar: Sidecar
    department: Owner | None
    region: Region
    fiscal_year: FiscalYear
    units: tuple[tuple[str | None, str], ...]
    projects: tuple[ProjectHead, ...]


def head_of(submission: Submission) -> Head:
    """The light facts of one submission. Pure; runs beside the recogniser."""
    return Head(
        path=submission.source.path,
        sha256=submission.source.sha256,
        base_id=submission_id(submission),
        sidecar=submission.sidecar,
        department=submission.department,
        region=submission.region,
        fiscal_year=submission.fiscal_year,
        units=tuple((unit.code, unit.name) for unit in submission.units),
        projects=tuple(_project_head(submission, project) for project in submission.projects),
    )


def _project_head(submission: Submission, project: Project) -> ProjectHead:
    shares = {checkpoint.month: checkpoint.share for checkpoint in project.plan}
    return ProjectHead(
        base_id=project_id(submission, project),
        order=project.order,
        code=project.code.text if project.code else None,
        name=project_name(project),
        budget=project.budget.yuan if project.budget else None,
        plan=pack_shares([shares.get(month) for month in MONTHS]),
        indicators=len(project.indicators),
        citations=tuple(_citations(project)),
        damage=tuple([Printed(one.anchor, one.note) for one in project.damage]),
        anchor=project.anchor,
        budget_anchor=project.budget.anchor if project.budget else project.anchor,
        said=sum([len(goal.text) for goal in project.goals], len(project.purpose.text) if project.purpose else 0),
        facts=project_facts(project),
    )


def _citations(project: Project) -> Iterator[Citation]:
    texts: list[tuple[str, str, str]] = []
    for field, role in ((project.name, "funding"), (project.heading, "funding"), (project.purpose, "mention")):
        if field and "号" in field.text:
            texts.append((field.text, role, field.anchor))
    texts += [(goal.text, "mention", goal.anchor) for goal in project.goals if "号" in goal.text]
    for indicator in project.indicators:
        if indicator.basis and "号" in indicator.basis:
            texts.append((indicator.basis, "ground", indicator.basis_anchor))
    seen = set()
    for text, role, anchor in texts:
        for number in cited_documents(text):
            if number not in seen:
                seen.add(number)
                yield Citation(number, role, anchor)


class Plan(Struct, frozen=True, gc=False):
    """Money planned to be spent: cumulative yuan by the end of each month, and how much states nothing by then."""

    planned: tuple[Decimal, ...]
    unstated: tuple[Decimal, ...]
    total: Decimal


class ProjectEntry:
    """A project in the catalogue: its head with its final address and the submission it stands in."""

    __slots__ = ("_sources", "counted", "head", "id", "submission")

    def __init__(self, head: ProjectHead, submission: SubmissionEntry, identity: str, counted: bool):
        self.head, self.submission, self.id, self.counted = head, submission, identity, counted
        self._sources: list[tuple[SubmissionEntry, ProjectHead]] | None = None  # hardly one stands in several

    @property
    def sources(self) -> list[tuple[SubmissionEntry, ProjectHead]]:
        """The submissions that it stands in, each with what it says."""
        return self._sources or [(self.submission, self.head)]

    def elsewhere(self, submission: SubmissionEntry) -> list[tuple[SubmissionEntry, ProjectHead]]:
        """Its sources but for this one."""
        return [one for one in self._sources if one[0] is not submission] if self._sources else []

    def add_source(self, submission: SubmissionEntry, head: ProjectHead) -> None:
        """The very same project stands in another submission, too."""
        self._sources = [*self.sources, (submission, head)]

    @property
    def url(self) -> str:
        return project_url(self.id)


class SubmissionEntry:
    """A submission in the catalogue, with its final id and its editions."""

    __slots__ = ("head", "id", "projects", "superseded_by", "supersedes")

    def __init__(self, head: Head, identity: str):
        self.head, self.id = head, identity
        self.projects: list[ProjectEntry] = []  # in printed order; one that stands elsewhere too may be shared
        self.supersedes: SubmissionEntry | None = None
        self.superseded_by: SubmissionEntry | None = None

    @property
    def url(self) -> str:
        return f"sources/{self.id}/index.html"

    @property
    def current(self) -> bool:
        """Whether its money counts: neither replaced by a newer edition nor withdrawn."""
        return self.superseded_by is None and not self.head.sidecar.withdrawn

    @property
    def year(self) -> int | None:
        return self.head.fiscal_year.year

    @property
    def year_word(self) -> str:
        return year_word(self.year)

    @property
    def department_id(self) -> str:
        owner = self.head.department
        return owner.id if owner else f"{self.head.region.code or 'noregion'}-unnamed"


class Catalogue:
    """Everything that crosses submissions. Built once by :func:`link`, then only read."""

    def __init__(self, likenesses: Likenesses | None = None) -> None:
        self.likenesses = likenesses or Likenesses()
        self.submissions: list[SubmissionEntry] = []
        self.projects: list[ProjectEntry] = []
        self.departments: dict[str, list[SubmissionEntry]] = {}
        self.regions: dict[str, list[SubmissionEntry]] = {}
        self.years: dict[str, list[SubmissionEntry]] = {}
        self.documents: dict[str, list[tuple[ProjectEntry, Citation]]] = {}
        self._same_code: dict[str, list[ProjectEntry]] = {}  # by id, of projects whose code others have, too
        self._paces: dict[tuple[str, str], Pace] = {}
        self._alike: tuple[str, dict[str, list[tuple[ProjectEntry, int]]]] = ("", {})
        self.double_ids: list[ProjectEntry] = []  # a later project told apart from an earlier one with its id
        self.unknown_editions: list[tuple[SubmissionEntry, str]] = []  # supersedes what is not there, or itself

    def department_name(self, department_id: str) -> str:
        """The name as in the newest document of the department."""
        newest = max(self.departments[department_id], key=lambda s: (s.year or 0, s.id))
        return newest.head.department.name if newest.head.department else "（原文未注明部门）"

    def same_code(self, project: ProjectEntry) -> list[ProjectEntry]:
        """The projects under the code of this one, itself included; none where it has none, or one of its own."""
        return self._same_code.get(project.id, [])

    def add_codes(self) -> None:
        """Note which projects have one code."""
        first: dict[tuple[str, str | None], ProjectEntry] = {}
        for project in self.projects:
            if project.head.code and not project.submission.head.sidecar.withdrawn:
                code = _code_key(project)
                other = first.setdefault(code, project)
                if other is not project:
                    self._same_code[project.id] = same = self._same_code.setdefault(other.id, [other])
                    same.append(project)

    def pace(self, department_id: str, year: str) -> Pace:
        """When the money of a department-year is to be spent."""
        key = department_id, year
        if key not in self._paces:
            entries = [entry for entry in self.departments[department_id] if entry.year_word == year]
            self._paces[key] = pace_of((p.head.budget, p.head.plan) for p in self.counted(entries))
        return self._paces[key]

    def alike(self, department_id: str) -> dict[str, list[tuple[ProjectEntry, int]]]:
        """For the projects of a department, by id: those of other years that may be the same by their names, with how
        alike these are in percent. Kept for one department at a time."""
        department, known = self._alike
        if department == department_id:
            return known
        entries = self.departments[department_id]
        found: dict[str, list[tuple[ProjectEntry, int]]] = {}
        if len({entry.year for entry in entries}) > 1:
            dated = [p for p in self.counted(entries) if p.submission.year and p.head.name]
            for one, other, percent in self.likenesses.alike([(p.head.name, p.submission.year or 0) for p in dated]):
                first, second = dated[one], dated[other]
                if not (first.head.code and first.head.code == second.head.code):
                    found.setdefault(first.id, []).append((second, percent))
                    found.setdefault(second.id, []).append((first, percent))
        self._alike = (department_id, found)
        return found

    def forget(self, department_id: str) -> None:
        """Work out anew what was worked out from heads of a department that have been replaced."""
        for key in [key for key in self._paces if key[0] == department_id]:
            del self._paces[key]
        if self._alike[0] == department_id:
            self._alike = ("", {})

    def dissolve(self) -> None:
        """Loosen what holds on to each other in circles: what nobody else holds goes with the catalogue, at once."""
        for entry in self.submissions:
            entry.projects = []
            entry.supersedes = entry.superseded_by = None

    def groups(self) -> Iterator[tuple[str, str, list[SubmissionEntry]]]:
        """Department-years: (department id, year word, its submissions), sorted."""
        for department_id in sorted(self.departments):
            by_year: dict[str, list[SubmissionEntry]] = defaultdict(list)
            for entry in self.departments[department_id]:
                by_year[entry.year_word].append(entry)
            for year in sorted(by_year):
                yield department_id, year, by_year[year]

    @staticmethod
    def counted(submissions: Iterable[SubmissionEntry]) -> list[ProjectEntry]:
        """The projects whose money counts, each once, in printed order."""
        return list(dict.fromkeys([p for s in submissions if s.current for p in s.projects if p.counted]))


def _code_key(project: ProjectEntry) -> tuple[str, str | None]:
    """Codes without a division in them repeat between counties."""
    code = project.head.code or ""
    return code, None if DIVISION_CODE.match(code) else project.submission.head.region.code


def total_of(projects: Iterable[ProjectEntry]) -> Decimal:
    """The sum of the stated budgets in yuan."""
    return plain(sum((p.head.budget for p in projects if p.head.budget is not None), Decimal(0)))


def plan_of(projects: Iterable[ProjectEntry]) -> Plan:
    """Planned cumulative spending of projects at the four checkpoints; blank is unstated, not zero."""
    of_plan: dict[str, Decimal] = {}  # plans are of few kinds
    for project in projects:
        head = project.head
        if head.budget:
            of_plan[head.plan] = of_plan.get(head.plan, _NOTHING) + head.budget
    planned, unstated, total = [_NOTHING] * len(MONTHS), [_NOTHING] * len(MONTHS), _NOTHING
    for packed, budget in of_plan.items():
        total += budget
        for at, share in enumerate(unpack_shares(packed)):
            if share is None:
                unstated[at] += budget
            else:
                planned[at] += budget * share
    return Plan(tuple(map(plain, planned)), tuple(map(plain, unstated)), plain(total))


def link(heads: Iterable[Head], likenesses: Likenesses | None = None) -> Catalogue:
    """Give every submission and project its address and connect them. The order of ``heads`` does not matter.

    ``likenesses`` are those of the build before."""
    catalogue = Catalogue(likenesses)
    ordered = sorted(heads, key=lambda head: (head.sidecar.published or "", head.path))
    _place_submissions(catalogue, _editions_last(ordered))
    _place_projects(catalogue)
    catalogue.submissions.sort(key=lambda entry: entry.id)
    catalogue.projects.sort(key=lambda entry: entry.id)
    for entry in catalogue.submissions:
        catalogue.departments.setdefault(entry.department_id, []).append(entry)
        catalogue.regions.setdefault(entry.head.region.code or "noregion", []).append(entry)
        catalogue.years.setdefault(entry.year_word, []).append(entry)
    catalogue.add_codes()
    for project in catalogue.projects:
        if project.submission.current:
            for citation in project.head.citations:
                catalogue.documents.setdefault(citation.number, []).append((project, citation))
    return catalogue


def _editions_last(heads: list[Head]) -> list[Head]:
    """A newer edition comes after the one that it supersedes, whatever their dates and paths."""
    return sorted(heads, key=lambda head: head.sidecar.supersedes is not None)


def _place_submissions(catalogue: Catalogue, heads: list[Head]) -> None:
    taken: set[str] = set()
    for head in heads:
        identity = head.base_id
        if identity.casefold() in taken:
            identity = told_apart(identity, head.sha256)
        if identity.casefold() in taken:
            identity += facts_digest(head.path.encode())[:4]
        taken.add(identity.casefold())
        catalogue.submissions.append(SubmissionEntry(head, identity))
    names: dict[str, SubmissionEntry] = {}
    for entry in catalogue.submissions:
        for name in (entry.id, entry.head.path, entry.head.path.rpartition("/")[2]):
            names.setdefault(name, entry)
    for entry in catalogue.submissions:
        wanted = entry.head.sidecar.supersedes
        if not wanted:
            continue
        older = names.get(wanted)
        if older is None or _leads_to(older, entry):
            catalogue.unknown_editions.append((entry, wanted))
        else:
            entry.supersedes, older.superseded_by = older, entry


def _leads_to(edition: SubmissionEntry | None, other: SubmissionEntry) -> bool:
    """Whether an edition is another, or supersedes it by way of others: editions in a circle replace nothing."""
    while edition is not None and edition is not other:
        edition = edition.supersedes
    return edition is other


def _place_projects(catalogue: Catalogue) -> None:
    taken: dict[str, tuple[ProjectEntry, ...]] = {}
    used: set[str] = set()
    for entry in catalogue.submissions:
        for head in entry.head.projects:
            earlier = taken.get(head.base_id, ())
            same = next((p for p in earlier if p.head.facts == head.facts), None)
            if same:
                same.add_source(entry, head)
                if entry.current and not same.submission.current:  # a newer edition says the same: its page is there
                    same.submission, same.head = entry, head
                same.counted = same.counted or (entry.current and not any(p.counted for p in earlier))
                entry.projects.append(same)
                continue
            identity = head.base_id
            if identity.casefold() in used:
                identity = told_apart(identity, entry.head.sha256)
            if identity.casefold() in used:
                identity += facts_digest(f"{entry.id}/{head.order}".encode())[:4]
            used.add(identity.casefold())
            counted = entry.current and not any(p.counted for p in earlier)
            project = ProjectEntry(head, entry, identity, counted)
            if earlier and entry.current and any(p.submission.current for p in earlier):
                catalogue.double_ids.append(project)
            taken[head.base_id] = (*earlier, project)
            entry.projects.append(project)
            catalogue.projects.append(project)


def project_url(identity: str) -> str:
    return f"projects/{identity}/index.html"


def document_url(number: str) -> str:
    return f"documents/{document_id(number)}/index.html"
