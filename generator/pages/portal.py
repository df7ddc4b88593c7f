"""The pages of the whole portal, from light facts: home, regions, departments, years, cited documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from ..catalogue import Catalogue, ProjectEntry, SubmissionEntry, document_url, total_of
from ..charts import bars_chart
from ..charts.years import InYear, years_chart
from ..identity import year_word
from ..money import in_words
from ..settings import Settings
from .figures import chart_figure
from .foremost import about_words, foremost, spent
from .frame import HOME, Link, Page, page, paged, root_of
from .groups import spending_of
from .rhythm import late_words, plan_pages, plan_table, plan_url
from .rhythm import rows_of as rhythm_rows
from .surroundings import (
    Sums,
    department_url,
    department_year_url,
    region_crumbs,
    region_name,
    region_url,
    sums_of,
    year_title,
)
from .years import years_lines


class DepartmentRow(Struct, frozen=True, gc=False):
    """A department (or one of its years) in a list."""

    name: str
    url: str
    region: str
    years: tuple[Link, ...]
    projects: int
    total: str
    yuan: str


class CitingRow(Struct, frozen=True, gc=False):
    """A project that cites a document."""

    name: str
    url: str
    department: str
    year: str
    budget: str
    yuan: str
    source: str
    role: str
    cited_at: str


DOCUMENTS = "documents/index.html"
ROLES = {"funding": "资金来源", "ground": "指标依据", "mention": "文中提到"}


class Part(Struct, frozen=True):
    """A page (with those that continue it): its address, the submissions whose facts it shows, how to make it."""

    url: str
    submissions: Sequence[SubmissionEntry]
    pages: Callable[[], Iterator[Page]]


def portal_parts(catalogue: Catalogue, settings: Settings) -> Iterator[Part]:
    """All of them, in a fixed order."""
    yield Part("index.html", catalogue.submissions, partial(_home, catalogue, settings))
    yield _plan_part(catalogue, settings, catalogue.submissions, (HOME,))
    for code in sorted(catalogue.regions):
        entries = catalogue.regions[code]
        region = entries[0].head.region
        yield Part(region_url(region.code), entries, partial(_region, catalogue, settings, code))
        yield _plan_part(catalogue, settings, entries, region_crumbs(region, catalogue))
    for department_id in sorted(catalogue.departments):
        entries = catalogue.departments[department_id]
        yield Part(department_url(department_id), entries, partial(_department, catalogue, settings, department_id))
    for year in sorted(catalogue.years):
        entries = catalogue.years[year]
        yield Part(year_url(year), entries, partial(_year, catalogue, settings, year))
        yield _plan_part(catalogue, settings, entries, (HOME, Link(year_title(year), year_url(year))))
    yield Part(DOCUMENTS, catalogue.submissions, partial(_documents, catalogue, settings))
    for number in sorted(catalogue.documents):
        citing = [project.submission for project, _ in catalogue.documents[number]]
        yield Part(document_url(number), citing, partial(_document, catalogue, settings, number))


def _plan_part(
    catalogue: Catalogue, settings: Settings, entries: Sequence[SubmissionEntry], above: tuple[Link, ...]
) -> Part:
    return Part(plan_url(above[-1].url), entries, partial(plan_pages, catalogue, settings, entries, above))


def portal_pages(catalogue: Catalogue, settings: Settings) -> Iterator[Page]:
    """The pages of all parts."""
    for part in portal_parts(catalogue, settings):
        yield from part.pages()


def _rows_of(
    catalogue: Catalogue, submissions: Sequence[SubmissionEntry], year: str | None = None
) -> list[tuple[DepartmentRow, Decimal]]:
    """Departments with their sums, the largest first."""
    by_department: dict[str, list[SubmissionEntry]] = defaultdict(list)
    for entry in submissions:
        by_department[entry.department_id].append(entry)
    rows = []
    for department_id, entries in by_department.items():
        projects = catalogue.counted(entries)
        total = total_of(projects)
        years = sorted({entry.year_word for entry in entries})
        url = department_year_url(department_id, year) if year else department_url(department_id)
        row = DepartmentRow(
            name=catalogue.department_name(department_id),
            url=url,
            region=region_name(entries[0].head.region),
            years=tuple(Link(year_title(word), department_year_url(department_id, word)) for word in years),
            projects=len(projects),
            total=in_words(total),
            yuan=str(total),
        )
        rows.append((row, total))
    return sorted(rows, key=lambda pair: (-pair[1], pair[0].name, pair[0].url))


def _summary(
    catalogue: Catalogue,
    settings: Settings,
    submissions: Sequence[SubmissionEntry],
    rows: list[tuple[DepartmentRow, Decimal]],
    root: str,
    here: str,
    what: str = "部门",
) -> dict[str, Any]:
    """What home, a region and a year show alike: sums, the spending plan, departments as bars."""
    counted = catalogue.counted(submissions)
    sums = sums_of(counted)
    paces, plans = rhythm_rows(catalogue, submissions), plan_url(here)
    bars = [(row.name, total, root + row.url) for row, total in rows]
    return {
        "sums": sums,
        "total": in_words(sums.total),
        "departments": [row for row, _ in rows],
        "submissions": sum(1 for entry in submissions if not entry.head.sidecar.withdrawn),
        "spending": chart_figure(spending_of(sums, root + plans)),
        "late": late_words(paces, root + plans, root),
        "plans": plans,
        "foremost": foremost(counted, paces, root),
        "bars": chart_figure(bars_chart(bars, id="bars", what=what, limit=settings.lists.bars, table=False)),
    }


def _home(catalogue: Catalogue, settings: Settings) -> Iterator[Page]:
    rows = _rows_of(catalogue, catalogue.submissions)
    regions = []
    for code in sorted(catalogue.regions, key=lambda code: (code == "noregion", code)):
        entries = catalogue.regions[code]
        total = total_of(catalogue.counted(entries))
        name = region_name(entries[0].head.region)
        regions.append((Link(name, region_url(entries[0].head.region.code)), len(entries), in_words(total), str(total)))
    years = []
    for word in sorted(catalogue.years, reverse=True):
        total = total_of(catalogue.counted(catalogue.years[word]))
        years.append((Link(year_title(word), year_url(word)), len(catalogue.years[word]), in_words(total), str(total)))
    years.sort(key=lambda row: row[0].text == "年度不详")
    shown = _summary(catalogue, settings, catalogue.submissions, rows[: settings.lists.rows], "", "index.html")
    yield page(
        "index.html",
        "home.html",
        settings.title,
        regions=regions,
        years=years,
        departments_all=len(rows),
        documents=_most_cited(catalogue, 6),
        **shown,
    )


def _most_cited(catalogue: Catalogue, limit: int | None = None) -> list[Link]:
    cited = sorted(catalogue.documents.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Link(number, document_url(number), f"{len(citing)} 个项目") for number, citing in cited[:limit]]


def year_url(word: str) -> str:
    return f"years/{word}/index.html"


def _region(catalogue: Catalogue, settings: Settings, code: str) -> Iterator[Page]:
    entries = catalogue.regions[code]
    region = entries[0].head.region
    rows = _rows_of(catalogue, entries)
    below = [
        Link(region_name(catalogue.regions[other][0].head.region), region_url(other))
        for other in sorted(catalogue.regions)
        if other != code and other != "noregion" and _inside(other, code)
    ]
    # The first page stands in another folder than those that continue it, so this is worked out twice at most.
    summary = cache(lambda root: _summary(catalogue, settings, entries, rows, root, region_url(region.code)))
    for address, part, links in paged(region_url(region.code), rows, settings.lists.rows):
        shown = {**summary(root_of(address)), "departments": [row for row, _ in part]}
        yield page(
            address,
            "region.html",
            region_name(region),
            region_crumbs(region, catalogue)[:-1],
            code=region.code,
            region=region,
            below=below,
            continued=links,
            **shown,
        )


def _inside(code: str, above: str) -> bool:
    """Whether a division lies in another: 130208 in 130200 in 130000."""
    stem = above[:2] if above.endswith("0000") else above[:4] if above.endswith("00") else above
    return code.startswith(stem)


def _department(catalogue: Catalogue, settings: Settings, department_id: str) -> Iterator[Page]:
    entries = catalogue.departments[department_id]
    by_year: dict[str, list[SubmissionEntry]] = defaultdict(list)
    for entry in entries:
        by_year[entry.year_word].append(entry)
    years = []
    for word in sorted(by_year):
        sums = sums_of(catalogue.counted(by_year[word]))
        link = Link(year_title(word), department_year_url(department_id, word))
        years.append((link, sums, in_words(sums.total)))
    region = entries[0].head.region
    word = max(by_year, key=lambda word: (word != "undated", word))
    url = department_url(department_id)
    owner = entries[-1].head.department
    yield page(
        url,
        "department.html",
        catalogue.department_name(department_id),
        region_crumbs(region, catalogue),
        owner=owner,
        region=region,
        region_name=region_name(region),
        years=years,
        units=sorted({u for entry in entries if not entry.head.sidecar.withdrawn for u in entry.head.units}, key=str),
        lines=years_lines(catalogue, department_id, root_of(url)),
        names=_names(entries),
        year_urls={link.text: link.url for link, _, _ in years},
        chart=_years_chart(years),
        plans=plan_table(sorted(rhythm_rows(catalogue, entries), key=lambda row: row.url), root_of(url)),
        about=about_words(
            [spent(p) for p in catalogue.counted(by_year[word])],
            root_of(url),
            year_title(word),
            f"{root_of(url)}{department_year_url(department_id, word)}#projects",
        ),
    )


def _names(entries: Sequence[SubmissionEntry]) -> list[tuple[str, str]]:
    """What the department was called, with the first year of each name."""
    found: list[tuple[str, str]] = []
    for entry in sorted(entries, key=lambda entry: (entry.year or 0, entry.id)):
        owner = entry.head.department
        if owner and (not found or found[-1][1] != owner.name):
            found.append((year_title(entry.year_word), owner.name))
    return found


def _years_chart(years: Sequence[tuple[Link, Sums, str]]) -> Markup:
    """The department's sums, year by year."""
    points = [
        InYear(int(link.text.removesuffix("年")), sums.total)
        for link, sums, _ in years
        if link.text.removesuffix("年").isdigit()
    ]
    return chart_figure(years_chart(points, id="years", table=False)) if len(points) > 1 else Markup()


def _year(catalogue: Catalogue, settings: Settings, word: str) -> Iterator[Page]:
    entries = catalogue.years[word]
    rows = _rows_of(catalogue, entries, word)
    summary = cache(lambda root: _summary(catalogue, settings, entries, rows, root, year_url(word)))
    for address, part, links in paged(year_url(word), rows, settings.lists.rows):
        shown = {**summary(root_of(address)), "departments": [row for row, _ in part]}
        yield page(address, "year.html", year_title(word), (HOME,), continued=links, word=word, **shown)


def _documents(catalogue: Catalogue, settings: Settings) -> Iterator[Page]:
    listed = _most_cited(catalogue)
    for address, part, links in paged(DOCUMENTS, listed, settings.lists.rows):
        yield page(address, "documents.html", "引用的文件", (HOME,), listed=part, continued=links, count=len(listed))


def _document(catalogue: Catalogue, settings: Settings, number: str) -> Iterator[Page]:
    above = (HOME, Link("引用的文件", DOCUMENTS))
    rows = [_citing(project, citation) for project, citation in catalogue.documents[number]]
    total = total_of(project for project, _ in catalogue.documents[number] if project.counted)
    roles = sorted({row.role for row in rows})
    departments = len({project.submission.department_id for project, _ in catalogue.documents[number]})
    for address, part, links in paged(document_url(number), rows, settings.lists.rows):
        yield page(
            address,
            "document.html",
            number,
            above,
            rows=part,
            continued=links,
            count=len(rows),
            total=in_words(total),
            yuan=str(total),
            roles=roles,
            departments=departments,
        )


def _citing(project: ProjectEntry, citation: Any) -> CitingRow:
    head, entry = project.head, project.submission
    owner = entry.head.department
    return CitingRow(
        name=head.name or "（原文无名称）",
        url=project.url,
        department=owner.name if owner else "",
        year=year_title(year_word(entry.year)),
        budget="" if head.budget is None else in_words(head.budget),
        yuan="" if head.budget is None else str(head.budget),
        source=f"{entry.url}#{head.budget_anchor}",
        role=ROLES[citation.role],
        cited_at=f"{entry.url}#{citation.anchor}",
    )
