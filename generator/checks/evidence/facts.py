"""What is derived once for a submission and once for each of its projects, for all checks together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from ...model import Project, Submission
from .kinds import IndicatorFacts, read_indicator
from .passages import Passages

_DIGIT = re.compile(r"[0-9]").search
_NONE, _FEW = Decimal(0), Decimal("0.3")
_CODE_YEAR = re.compile(r"\d{6}(\d\d)P").match


class SubmissionFacts(Struct, frozen=True):
    """The document around a project."""

    submission: Submission
    year: int | None
    names: str  # department and units in one string: whose document this is
    title: str
    goals: str  # of all projects
    parts: frozenset[str]  # of the form: what at least one project of the document has, be it blank
    passages: Passages  # of part one


class ProjectFacts(Struct, frozen=True):
    """A project with what several checks ask about it.

    ``traits`` are the shapes of its targets and what :func:`_traits_of_indicator`, :func:`_traits_of_plan` and
    :func:`read_project` add; a check that names some in ``WHEN`` is asked only of projects that have one of them.
    """

    about: SubmissionFacts
    indicators: tuple[IndicatorFacts, ...]
    by_kind: dict[str, list[IndicatorFacts]]
    bases: list[str]  # of its indicators, each once: few projects have more than three
    shares: tuple[Decimal | None, ...]  # the plan's, in order
    budget: Decimal | None  # yuan
    step: Decimal  # of the budget as printed
    name: str
    purpose: str
    goals: str  # all goals, a line each
    traits: frozenset[str]  # what a check's WHEN names
    code_year: int | None
    passages: Passages


def read_submission(submission: Submission) -> SubmissionFacts:
    """The facts of a document."""
    names = [unit.name for unit in submission.units]
    if submission.department:
        names.append(submission.department.name)
    return SubmissionFacts(
        submission=submission,
        year=submission.fiscal_year.year,
        names="\n".join(names),
        title=submission.title.text if submission.title else "",
        goals="\n".join([goal.text for project in submission.projects for goal in project.goals]),
        parts=frozenset([part for project in submission.projects for part in _parts(project)]),
        passages=Passages(None, submission.sections),
    )


def _parts(project: Project) -> Iterator[str]:
    """Forms differ: the central one has neither a purpose nor a plan, many have no code."""
    if project.code is not None:
        yield "项目编码"
    if project.purpose is not None:
        yield "资金用途"
    if project.plan:
        yield "资金支出计划"
    if project.goals:
        yield "绩效目标"
    if project.indicators:
        yield "绩效指标"


def read_project(project: Project, about: SubmissionFacts) -> ProjectFacts:
    """The facts of a project."""
    indicators = [read_indicator(indicator) for indicator in project.indicators]
    by_kind: dict[str, list[IndicatorFacts]] = {}
    for one in indicators:
        by_kind.setdefault(one.kind, []).append(one)
    traits = set(by_kind)
    for one in indicators:
        _traits_of_indicator(one, traits)
    budget, code = project.budget, project.code.text if project.code else None
    purpose = project.purpose.text if project.purpose else ""
    goals = "\n".join([goal.text for goal in project.goals])
    shares = tuple([checkpoint.share for checkpoint in project.plan])
    match = _CODE_YEAR(code) if code else None
    traits |= _traits_of_plan(shares)
    if _DIGIT(purpose):
        traits.add("figures in purpose")
    if _DIGIT(goals):
        traits.add("figures in goals")
    if not code:
        traits.add("no code")
    if project.damage:
        traits.add("damage")
    if indicators:
        traits.update(("indicators",) if project.damage else ("indicators", "whole table"))
    if goals:
        traits.add("goals")
    if purpose:
        traits.add("purpose")
    if project.heading and project.name:
        traits.add("heading")
    if budget and project.fiscal_funds:
        traits.add("budget")
    return ProjectFacts(
        about=about,
        indicators=tuple(indicators),
        by_kind=by_kind,
        bases=list({one.basis: None for one in indicators if one.basis}),
        traits=frozenset(traits),
        shares=shares,
        budget=budget.yuan if budget else None,
        step=(budget.step if budget else None) or _NONE,
        name=project.name.text if project.name else "",
        purpose=purpose,
        goals=goals,
        code_year=2000 + int(match[1]) if match else None,
        passages=Passages(project, (), goals),
    )


def _traits_of_indicator(one: IndicatorFacts, traits: set[str]) -> None:
    """The target's shape; a ceiling on a share or a count; a low share; money in 万; a price; a blank cell."""
    indicator, shape = one.indicator, one.shape
    traits.add(shape)
    if shape == "share" or shape == "count":
        target = one.target
        if target is not None and target.value is not None:
            if target.comparison == "≤" or target.comparison == "<":
                traits.add("ceiling")
            elif shape == "share" and target.value < 90:
                traits.add("low share")
    elif shape == "money" and one.target is not None:
        if one.target.unit in ("万", "亿"):
            traits.add("short money")
        if one.kind == "cost":
            traits.add("cost in money")
        if one.target.per or "每" in one.name or "每" in one.description:
            traits.add("price")
    if shape == "blank" or indicator.description == "" or indicator.basis == "" or not indicator.name:
        traits.add("blank cell")


@lru_cache(maxsize=1024)
def _traits_of_plan(shares: tuple[Decimal | None, ...]) -> frozenset[str]:
    """What is unusual about a plan; the checks of the plan look closer."""
    traits = {"plan"} if shares else set()
    stated = [share for share in shares if share is not None]
    if len(stated) < len(shares):
        traits.add("blank plan")
    if stated and (sorted(stated) != stated or stated[0] < 0 or stated[-1] > 1):
        traits.add("odd plan")
    if shares and shares[0] is not None:
        traits.add("plan from March")
    if shares and shares[-1] == 1:
        traits.add("plan to December")
    if 1 in shares[:-1]:
        traits.add("plan complete early")
    if 1 not in stated:
        traits.add("incomplete plan")
    elif shares[0] == 1:
        traits.add("early plan")
    elif shares[-1] == 1 and (len(stated) == 1 or stated[-2] < _FEW):
        traits.add("late plan")
    return frozenset(traits)
