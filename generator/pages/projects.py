"""A project's page: three answers first, then money, plan, goals, indicators, and where to go from here."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from ..charts import Chart, plan_chart
from ..identity import project_name
from ..model import Amount, Finding, Indicator, Project, Submission
from ..money import in_words
from .frame import Link, Page, page
from .surroundings import (
    GroupSurroundings,
    ProjectSurroundings,
    SubmissionSurroundings,
    department_url,
    year_title,
)

_ANSWERS = 3  # how many targets the third answer names


class Money(Struct, frozen=True, gc=False):
    """One line of the money table."""

    label: str
    amount: Amount
    words: str


class Measured(NamedTuple):
    """An indicator as the page shows it: its labels said once for several rows."""

    dimension: str  # "" where the row above says it
    aspect: str
    indicator: Indicator
    value: str
    missing: bool


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
) -> Page:
    """One project. ``titles`` names each check."""
    name = project_name(project) or "（原文无名称）"
    return page(
        own.url,
        "project.html",
        name,
        crumbs(group, around),
        name=name,
        project=project,
        own=own,
        around=around,
        group=group,
        department_url=department_url(group.department_id),
        year=year_title(group.year),
        money=_money(project),
        budget_words=_words(project.budget),
        chart=chart_of(project, own.id),
        answers=_answers(project),
        more_indicators=max(0, len(project.indicators) - _ANSWERS),
        indicators=_measured(project.indicators),
        truncated=next((one.anchor for one in project.damage if one.kind == "truncated"), ""),
        findings=noted(submission, project.order, titles),
        known=submission,
        withdrawn=submission.sidecar.withdrawn,
    )


def crumbs(group: GroupSurroundings, around: SubmissionSurroundings | None = None) -> tuple[Link, ...]:
    """Home, divisions, department, department-year."""
    return (
        *group.region_crumbs,
        Link(group.department, department_url(group.department_id)),
        Link(year_title(group.year), group.url),
    )


def chart_of(project: Project, identity: str) -> Chart | None:
    return plan_chart(project.plan, project.budget, id="plan") if project.plan else None


def noted(submission: Submission, order: int | None, titles: dict[str, str]) -> list[Noted]:
    """The findings of one project (or, for None, of the document itself), the gravest first."""
    found = [finding for finding in submission.findings if finding.project == order]
    found.sort(key=lambda finding: _ORDER[finding.severity])
    return [Noted(f, titles.get(f.check, f.check), f"findings/{f.check}/index.html") for f in found]


def _words(amount: Amount | None) -> str:
    return in_words(amount.yuan) if amount and amount.yuan is not None else ""


def _money(project: Project) -> list[Money]:
    named = [("预算数", project.budget), ("财政资金", project.fiscal_funds), ("其他资金", project.other_funds)]
    rows = [Money(label, amount, _words(amount)) for label, amount in named if amount]
    rows += [Money(more.label, more.amount, _words(more.amount)) for more in project.further_amounts]
    return rows


def _answers(project: Project) -> list[Indicator]:
    """The targets that say most about when this is done: those with a number first, in printed order."""
    told = [i for i in project.indicators if i.target and i.target.printed]
    told.sort(key=lambda indicator: indicator.target is None or indicator.target.value is None)
    return told[:_ANSWERS]


def _measured(indicators: tuple[Indicator, ...]) -> list[Measured]:
    rows: list[Measured] = []
    dimension = aspect = None
    for indicator in indicators:
        new_dimension = indicator.dimension != dimension
        new_aspect = new_dimension or indicator.aspect != aspect
        dimension, aspect = indicator.dimension, indicator.aspect
        target = indicator.target
        value = str(target.value) if target and target.value is not None else ""
        rows.append(
            Measured(
                (dimension or "") if new_dimension else "",
                (aspect or "") if new_aspect else "",
                indicator,
                value,
                target is None,
            )
        )
    return rows
