"""A project's page: three answers first, then money, plan, goals, indicators, and where to go from here.

What repeats within a page is put together here as HTML, escaped in one pass (:mod:`.markup`); the template
arranges it. Measured: a template that loops over the same fields takes four times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markupsafe import Markup
from msgspec import Struct

from ..charts import Chart, plan_chart
from ..identity import project_name
from ..model import Amount, Finding, Indicator, Project, Submission
from ..money import in_words
from .figures import UNSTATED, chart_figure, fig
from .frame import Link, Page, page, root_of
from .indicators import indicator_rows
from .markup import escaped
from .surroundings import (
    CitedDocument,
    GroupSurroundings,
    ProjectSurroundings,
    SubmissionSurroundings,
    department_url,
    year_title,
)

_ANSWERS = 3  # how many targets the third answer names
NO_NAME = "（原文无名称）"
_ROLES = {"funding": "资金来源", "ground": "指标依据", "mention": "文中提到"}


class Noted(Struct, frozen=True, gc=False):
    """A finding on the page, with the link to its rule."""

    finding: Finding
    title: str
    url: str


SEVERITIES = {"error": "错误", "doubt": "疑点", "note": "提示"}
_ORDER = {"error": 0, "doubt": 1, "note": 2}


def project_page(
    project: Project,
    own: ProjectSurroundings,
    submission: Submission,
    around: SubmissionSurroundings,
    group: GroupSurroundings,
    titles: dict[str, str],
    chart: Chart | None,
) -> Page:
    """One project. ``titles`` names each check; ``chart`` draws its plan."""
    name = project_name(project) or NO_NAME
    root = root_of(own.url)
    source = root + around.url
    return page(
        own.url,
        "project.html",
        name,
        crumbs(group),
        name=name,
        source=source,
        project=project,
        own=own,
        around=around,
        group=group,
        department_url=department_url(group.department_id),
        year=year_title(group.year),
        budget=_budget(project.budget, source),
        budget_words=_words(project.budget),
        plan_words=chart.caption if chart else "",
        points=_points(project, source),
        goals=_goals(project, source),
        targets=_targets(project.indicators, source),
        more_indicators=max(0, len(project.indicators) - _ANSWERS),
        money=_money(project, source, root),
        figure=chart_figure(chart, source),
        rows=indicator_rows(project.indicators, source),
        truncated=next((one.anchor for one in project.damage if one.kind == "truncated"), ""),
        findings=noted(submission, project.order, titles),
        known=submission,
        documents=_documents(own.documents, root, source),
        same_code=links(own.same_code, root),
        siblings=links(own.siblings, root),
    )


def crumbs(group: GroupSurroundings) -> tuple[Link, ...]:
    """Home, divisions, department, department-year."""
    department = Link(group.department, department_url(group.department_id))
    return (*group.region_crumbs, department, Link(year_title(group.year), group.url))


def chart_of(project: Project) -> Chart | None:
    """The chart of a project's spending plan, where the form has one."""
    return plan_chart(project.plan, project.budget, id="plan") if project.plan else None


def noted(submission: Submission, order: int | None, titles: dict[str, str]) -> list[Noted]:
    """The findings of one project (or, for None, of the document itself), the gravest first."""
    found = [finding for finding in submission.findings if finding.project == order]
    found.sort(key=lambda finding: _ORDER[finding.severity])
    return [Noted(f, titles.get(f.check, f.check), f"findings/{f.check}/index.html") for f in found]


def links(found: Iterable[Link], root: str) -> Markup:
    """Links with their notes as list items."""
    texts = [text for link in found for text in (link.text, link.url, link.note)]
    safe = escaped(texts) if texts else []
    return _html(
        f'<li><a href="{root}{safe[at + 1]}">{safe[at]}</a> <span class="note">{safe[at + 2]}</span></li>\n'
        for at in range(0, len(safe), 3)
    )


def _html(parts: Iterable[str]) -> Markup:
    return Markup("".join(parts))  # noqa: S704 - every caller has escaped what it puts in


def _words(amount: Amount | None) -> str:
    return in_words(amount.yuan) if amount and amount.yuan is not None else ""


def _budget(amount: Amount | None, source: str) -> Markup:
    if amount is None or amount.yuan is None:
        return _html(['<span class="unstated">原文没有写预算数</span>'])
    return _html([fig(f"{source}#{amount.anchor}", in_words(amount.yuan), amount.yuan)])


def _points(project: Project, source: str) -> Markup:
    printed = escaped([point.printed for point in project.plan]) if project.plan else []
    parts = []
    for point, text in zip(project.plan, printed, strict=True):
        if point.share is None:
            said = f'<span class="unstated">{text}</span>' if text else UNSTATED
        else:
            sign = "" if text.endswith(("%", "％")) else "%"
            said = f'<data value="{point.share}">{text}{sign}</data>'
        parts.append(f'<a class="fig" href="{source}#{point.anchor}">{point.month}月底 {said}</a>\n')
    return _html(parts)


def _goals(project: Project, source: str) -> Markup:
    texts = escaped([goal.text for goal in project.goals]) if project.goals else []
    return _html(
        f'<li id="g{number}">{f"<b>{escape(goal.scope)}</b> " if goal.scope else ""}'
        f"{fig(f'{source}#{goal.anchor}', text)}</li>\n"
        for number, (goal, text) in enumerate(zip(project.goals, texts, strict=True), 1)
    )


def _targets(indicators: tuple[Indicator, ...], source: str) -> Markup:
    """The targets that say most about when this is done: those with a number first, in printed order."""
    told = [(one, one.target) for one in indicators if one.target and one.target.printed]
    told.sort(key=lambda pair: pair[1].value is None)
    texts = [text for one, target in told[:_ANSWERS] for text in (one.name, target.printed)]
    safe = escaped(texts) if texts else []
    return _html(
        f"<li>{safe[2 * at]} {fig(f'{source}#{target.anchor}', safe[2 * at + 1], target.value)}</li>\n"
        for at, (_, target) in enumerate(told[:_ANSWERS])
    )


def _money(project: Project, source: str, root: str) -> Markup:
    named = [("预算数", project.budget), ("财政资金", project.fiscal_funds), ("其他资金", project.other_funds)]
    named += [(more.label, more.amount) for more in project.further_amounts]
    rows = [(label, amount) for label, amount in named if amount]
    safe = escaped([text for label, amount in rows for text in (label, amount.printed)]) if rows else []
    parts = []
    for at, (_, amount) in enumerate(rows):
        label, printed, href = safe[2 * at], safe[2 * at + 1], f"{source}#{amount.anchor}"
        said = fig(href, "未填", kind="fig unstated") if not amount.printed else fig(href, "没有读出金额")
        if amount.yuan is not None:
            said = fig(href, in_words(amount.yuan), amount.yuan)
        term = f'<a href="{root}pages/glossary/index.html#{label}">{label}</a>' if at < 3 else label
        parts.append(f'<tr><th scope="row">{term}</th><td>{said}</td><td class="printed">{printed}</td></tr>\n')
    return _html(parts)


def _documents(cited: tuple[CitedDocument, ...], root: str, source: str) -> Markup:
    parts = []
    for one in cited:
        role = fig(f"{source}#{one.anchor}", _ROLES[one.role], kind="fig note")
        more = f'<li><a href="{root}{one.url}">还有 {one.more} 个项目</a></li>' if one.more else ""
        others = f"<ul>{links(one.others, root)}{more}</ul>" if one.others else ""
        parts.append(f'<li><a href="{root}{one.url}">{one.number}</a> {role}{others}</li>\n')
    return _html(parts)
