"""What is derived once for a submission and once for each of its projects, for all checks together."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from ...model import Project, Submission
from .kinds import IndicatorFacts, Shape, read_indicator
from .passages import Passages

_DIGIT = re.compile(r"[0-9]").search
_CODE_YEAR = re.compile(r"\d{6}(\d\d)P").match


class SubmissionFacts(Struct, frozen=True):
    """The document around a project."""

    submission: Submission
    year: int | None
    names: str  # department and units in one string: whose document this is
    title: str
    passages: Passages  # of part one


class ProjectFacts(Struct, frozen=True):
    """A project with what several checks ask about it."""

    about: SubmissionFacts
    indicators: tuple[IndicatorFacts, ...]
    by_kind: dict[str, list[IndicatorFacts]]
    shapes: frozenset[Shape]
    shares: tuple[Decimal | None, ...]  # the plan's, in order
    budget: Decimal | None  # yuan
    step: Decimal  # of the budget as printed
    name: str
    purpose: str
    goals: str  # all goals, a line each
    figures_in_purpose: bool
    figures_in_goals: bool
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
        passages=Passages(None, submission.sections),
    )


def read_project(project: Project, about: SubmissionFacts) -> ProjectFacts:
    """The facts of a project."""
    indicators = tuple([read_indicator(indicator) for indicator in project.indicators])
    by_kind: dict[str, list[IndicatorFacts]] = {}
    for facts in indicators:
        by_kind.setdefault(facts.kind, []).append(facts)
    budget = project.budget
    purpose = project.purpose.text if project.purpose else ""
    goals = "\n".join([goal.text for goal in project.goals])
    code = project.code.text if project.code else None
    match = _CODE_YEAR(code) if code else None
    return ProjectFacts(
        about=about,
        indicators=indicators,
        by_kind=by_kind,
        shapes=frozenset([facts.shape for facts in indicators]),
        shares=tuple([checkpoint.share for checkpoint in project.plan]),
        budget=budget.yuan if budget else None,
        step=(budget.step if budget else None) or Decimal(0),
        name=project.name.text if project.name else "",
        purpose=purpose,
        goals=goals,
        figures_in_purpose=_DIGIT(purpose) is not None,
        figures_in_goals=_DIGIT(goals) is not None,
        code_year=2000 + int(match[1]) if match else None,
        passages=Passages(project, (), goals),
    )
