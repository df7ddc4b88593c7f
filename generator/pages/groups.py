"""The pages of one department-year: its own, one a project, one a source. Needs the full submissions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..charts import PlannedBy, bars_chart, spending_chart
from ..identity import project_name
from ..model import Document, Project, Submission
from ..money import in_words
from .frame import Link, Page, page, root_of
from .projects import SEVERITIES, chart_of, crumbs, noted, project_page
from .sources import source_blocks
from .surroundings import GroupSurroundings, Sums, department_url, year_title
from ..catalogue import MONTHS


class Listed(Struct, frozen=True, gc=False):
    """A project in a list."""

    order: int
    name: str
    url: str
    budget: str
    yuan: str
    source: str
    plan: str
    indicators: int
    findings: int
    damaged: bool
    counted: bool


def group_pages(
    group: GroupSurroundings,
    submissions: Sequence[Submission],
    documents: Sequence[Document],
    titles: dict[str, str],
    bars: int = 12,
) -> Iterator[Page]:
    """All pages of one department-year, one after the other."""
    yield _department_year(group, submissions, titles, bars)
    for around, submission, document in zip(group.submissions, submissions, documents, strict=True):
        if not submission.sidecar.withdrawn:
            for own, project in zip(around.projects, submission.projects, strict=True):
                if own.own:
                    yield project_page(project, own, submission, around, group, titles)
        else:
            for own in around.projects:
                if own.own:
                    yield page(own.url, "withdrawn.html", "已撤下", crumbs(group), reason=submission.sidecar.withdrawn)
        yield _source(group, around, submission, document, titles)


def spending_of(sums: Sums, href: str) -> object:
    """The chart of planned cumulative spending of summed plans."""
    points = [
        PlannedBy(month, planned, unstated, href)
        for month, planned, unstated in zip(MONTHS, sums.planned, sums.unstated, strict=True)
    ]
    return spending_chart(points, sums.total, id="spending")


def _department_year(
    group: GroupSurroundings, submissions: Sequence[Submission], titles: dict[str, str], bars: int
) -> Page:
    root = root_of(group.url)
    parts = []
    rows: list[tuple[str, object, str]] = []
    for around, submission in zip(group.submissions, submissions, strict=True):
        listed = []
        if not submission.sidecar.withdrawn:
            for own, project in zip(around.projects, submission.projects, strict=True):
                row = _listed(own.url, own.counted, project, submission, root + around.url)
                listed.append(row)
                if own.counted and around.superseded_by is None:
                    rows.append((row.name, project.budget.yuan if project.budget else None, root + own.url))
        parts.append((around, submission, listed, noted(submission, None, titles)))
    title = f"{group.department} {year_title(group.year)}"
    return page(
        group.url,
        "department_year.html",
        title,
        crumbs(group)[:-1],
        group=group,
        department_url=department_url(group.department_id),
        year=year_title(group.year),
        parts=parts,
        total=in_words(group.sums.total),
        spending=spending_of(group.sums, "#projects"),
        bars=bars_chart(rows, id="bars", limit=bars),
        severities=SEVERITIES,
    )


def _listed(url: str, counted: bool, project: Project, submission: Submission, source: str) -> Listed:
    chart = chart_of(project, "plan")
    budget = project.budget
    return Listed(
        order=project.order,
        name=project_name(project) or "（原文无名称）",
        url=url,
        budget=in_words(budget.yuan) if budget and budget.yuan is not None else "",
        yuan=str(budget.yuan) if budget and budget.yuan is not None else "",
        source=f"{source}#{budget.anchor if budget else project.anchor}",
        plan=chart.caption if chart else "",
        indicators=len(project.indicators),
        findings=sum(1 for finding in submission.findings if finding.project == project.order),
        damaged=bool(project.damage),
        counted=counted,
    )


def _source(group: GroupSurroundings, around, submission, document, titles) -> Page:  # type: ignore[no-untyped-def]
    root = root_of(around.url)
    return page(
        around.url,
        "source.html",
        f"原文：{group.department} {year_title(group.year)}",
        crumbs(group),
        group=group,
        around=around,
        submission=submission,
        document=document,
        file_name=download_name(around.id, around.path),
        shown=not submission.sidecar.withdrawn,
        blocks="" if submission.sidecar.withdrawn else source_blocks(document, submission, around, root),
    )


def download_name(identity: str, path: str) -> str:
    """What the downloadable copy of a source is called: the submission's id with the file's own ending."""
    ending = path.rpartition(".")[2].lower()
    ending = ending if ending.isalnum() and ending.isascii() else "bin"
    return f"{identity}.{ending}" if ending not in ("html", "htm", "svg", "xml", "xhtml") else f"{identity}.zip"
