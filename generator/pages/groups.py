"""The pages of one department-year: its own, one a project, one a source. Needs the full submissions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from ..charts import Chart, PlannedBy, bars_chart, spending_chart
from ..charts.bars import Bar
from ..identity import project_name
from ..model import Finding, Project, Submission
from ..money import in_words
from ..rhythm import MONTHS
from .figures import UNSTATED, chart_figure, fig
from .foremost import Spent, about_words
from .frame import READY, Page, page, root_of
from .markup import escaped, joined
from .noted import findings_list, findings_of
from .part_one import shown_sections
from .projects import NO_NAME, chart_of, project_page
from .rhythm import LIST, project_rows
from .shared import crumbs, shared_of
from .sources import SourceView, with_links
from .surroundings import (
    GroupSurroundings,
    ProjectSurroundings,
    SubmissionSurroundings,
    Sums,
    department_url,
    year_title,
)


def group_pages(
    group: GroupSurroundings,
    submissions: Sequence[Submission],
    views: Sequence[SourceView],
    kinds: Mapping[str, Mapping[str, str]],
    titles: dict[str, str],
    bars: int = 12,
    only: str | None = None,
) -> Iterator[Page]:
    """All pages of one department-year, one after the other, or the ``only`` one that somebody asks for.

    ``kinds`` are those of :func:`~generator.pages.compared.kinds_of`.
    """
    whole = only in (None, group.url)
    drawn = [{p.order: chart_of(p) for p in submission.projects if whole} for submission in submissions]
    found = [findings_of(submission) for submission in submissions]
    if whole:
        yield _department_year(group, submissions, drawn, found, titles, bars)
    for around, submission, view, charts, asked in zip(
        group.submissions, submissions, views, drawn, found, strict=True
    ):
        if not submission.sidecar.withdrawn:
            shared = shared_of(group, around, submission)
            for own, project in zip(around.projects, submission.projects, strict=True):
                if own.own and (only is None or only == own.url):
                    chart = charts[project.order] if whole else chart_of(project)
                    noted = findings_list(asked.get(project.order, []), titles, shared.source, shared.root)
                    of = kinds.get(own.id)
                    yield project_page(project, own, shared, noted, chart, of)
        else:
            for own in around.projects:
                if own.own and only in (None, own.url):
                    yield page(own.url, "withdrawn.html", "已撤下", crumbs(group), reason=submission.sidecar.withdrawn)
        if only in (None, around.url):
            yield _source(group, around, submission, view)


def spending_of(sums: Sums, href: str) -> Chart:
    """The chart of planned cumulative spending of summed plans."""
    points = [
        PlannedBy(month, planned, unstated, href)
        for month, planned, unstated in zip(MONTHS, sums.planned, sums.unstated, strict=True)
    ]
    return spending_chart(points, sums.total, id="spending")


def _department_year(
    group: GroupSurroundings,
    submissions: Sequence[Submission],
    drawn: Sequence[dict[int, Chart | None]],
    found: Sequence[dict[int | None, list[Finding]]],
    titles: dict[str, str],
    bars: int,
) -> Page:
    root = root_of(group.url)
    parts, promised = [], []
    bars_of: list[Bar] = []
    plans, money = Markup(), list[Spent]()
    for around, submission, charts, asked in zip(group.submissions, submissions, drawn, found, strict=True):
        shown = not submission.sidecar.withdrawn
        rows = _rows(around, submission, charts, asked, root) if shown else Markup()
        parts.append((around, submission, rows, findings_list(asked.get(None, []), titles, root + around.url, root)))
        if shown:
            promised.append(shown_sections(around, submission, root))
        if shown and around.superseded_by is None:
            plans += project_rows(around, submission, root)
            money += [
                _spent(own, project, around)
                for own, project in zip(around.projects, submission.projects, strict=True)
                if own.counted
            ]
            bars_of += [
                (project_name(project) or NO_NAME, project.budget.yuan if project.budget else None, root + own.url)
                for own, project in zip(around.projects, submission.projects, strict=True)
                if own.counted
            ]
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
        part_one=promised,
        total=in_words(group.sums.total),
        spending=chart_figure(spending_of(group.sums, f"#{LIST}" if plans else "#projects")),
        plans=plans,
        about=about_words(money, root),
        bars=chart_figure(bars_chart(bars_of, id="bars", limit=bars, table=False)),
    )


def _spent(own: ProjectSurroundings, project: Project, around: SubmissionSurroundings) -> Spent:
    budget, purpose = project.budget, (project.purpose,) if project.purpose else ()
    return Spent(
        name=project_name(project) or NO_NAME,
        url=own.url,
        place=f"{around.url}#{budget.anchor if budget else project.anchor}",
        yuan=(budget.yuan if budget else None) or Decimal(0),
        said=sum(len(text.text) for text in (*project.goals, *purpose)),
        plan=any(point.share is not None for point in project.plan),
        indicators=len(project.indicators),
    )


def _rows(
    around: SubmissionSurroundings,
    submission: Submission,
    charts: dict[int, Chart | None],
    asked: dict[int | None, list[Finding]],
    root: str,
) -> Markup:
    """The projects of one submission as table rows."""
    source = root + around.url
    texts: list[str] = []
    for project in submission.projects:
        chart = charts[project.order]
        texts += (project_name(project) or NO_NAME, chart.caption if chart else "—")
    safe = iter(escaped(texts) if texts else ())
    rows = []
    for own, project in zip(around.projects, submission.projects, strict=True):
        url, amount = root + own.url, project.budget
        name, plan = next(safe), next(safe)
        damaged = ' <span class="gap">原文有缺损</span>' if project.damage else ""
        apart = "" if own.counted else ' <span class="note">不计入合计</span>'
        budget = UNSTATED
        if amount and amount.yuan is not None:
            budget = fig(f"{source}#{amount.anchor}", in_words(amount.yuan), amount.yuan)
        findings = len(asked.get(project.order, ()))
        noted = f'<a href="{url}#findings">{findings}</a>' if findings else "0"
        rows.append(
            f'<tr><th scope="row"><a href="{url}">{name}</a>{damaged}{apart}</th>'
            f'<td class="n" data-label="预算数">{budget}</td><td data-label="什么时候花">{plan}</td>'
            f'<td class="n" data-label="指标"><a href="{url}#indicators">{len(project.indicators)}</a></td>'
            f'<td class="n" data-label="提示">{noted}</td></tr>\n'
        )
    return joined(rows)


def _source(group: GroupSurroundings, around: SubmissionSurroundings, submission: Submission, view: SourceView) -> Page:
    root = root_of(around.url)
    shown = not submission.sidecar.withdrawn
    return page(
        around.url,
        "source.html",
        f"原文：{group.department} {year_title(group.year)}",
        crumbs(group),
        group=group,
        around=around,
        submission=submission,
        view=view,
        file_name=redacted_name(around.id) if submission.masked else download_name(around.id, around.path),
        shown=shown,
        blocks=READY if shown else "",
        ready=with_links(view, [root + own.url for own in around.projects]) if shown else b"",
    )


def download_name(identity: str, path: str) -> str:
    """What the downloadable copy of a source is called: the submission's id with the file's own ending."""
    ending = path.rpartition(".")[2].lower()
    ending = ending if ending.isalnum() and ending.isascii() else "bin"
    return f"{identity}.{ending}" if ending not in ("html", "htm", "svg", "xml", "xhtml") else f"{identity}.zip"


def redacted_name(identity: str) -> str:
    """What the text is called that stands in for a source with personal data in it."""
    return f"{identity}-redacted.txt"
