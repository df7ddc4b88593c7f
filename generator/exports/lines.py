"""A submission → one line of each of the three JSON files.

In: a submission, what the catalogue decided about it (:class:`Placement`) and its findings. Out: the structs of
``shapes``. These lines are the source of every other download: the tables, the database and the workbooks
are made from them, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import UNSET, Struct

from .. import model
from ..model import Finding, Indicator, Item, Project, Section, Submission
from .shapes import (
    Amount,
    Checkpoint,
    Code,
    Department,
    FindingLine,
    FiscalYear,
    Goal,
    IndicatorLine,
    ItemLine,
    Labelled,
    LabelledYuan,
    Message,
    ProjectLine,
    Region,
    SectionLine,
    SourcePlace,
    SubmissionLine,
    Target,
    Text,
)


class ProjectPlacement(Struct, frozen=True, gc=False):
    """A project's identity and address. ``counted`` is False where totals count another copy instead."""

    id: str
    url: str
    counted: bool = True


class Placement(Struct, frozen=True, gc=False):
    """What the catalogue decided about one submission.

    ``url`` is the submission's own page and ``source_page`` its source view. ``projects`` runs parallel to
    ``submission.projects``; None stands where another submission publishes the same project with the same facts.
    """

    id: str
    url: str
    source_page: str
    department: Department | None
    region: Region
    fiscal_year: FiscalYear
    projects: tuple[ProjectPlacement | None, ...]
    supersedes: str | None = None
    superseded_by: str | None = None


@lru_cache(maxsize=1 << 14)
def decimal_string(number: Decimal) -> str:
    """The number in full, without an exponent and without trailing zeros: 3.6E+3 → 3600."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def project_line(
    project: Project, placed: ProjectPlacement, placement: Placement, submission: Submission, findings: tuple[str, ...]
) -> ProjectLine:
    """The line of one project. ``findings`` are the names of the checks that ask something about it."""
    further = tuple(_labelled(more.label, more.amount) for more in project.further_amounts)
    texts = tuple(Labelled(more.label, more.text, more.anchor) for more in project.further_texts)
    return ProjectLine(
        placed.id,
        placed.url,
        _code(project.code),
        _text(project.name),
        project.order,
        project.unit,
        placement.department,
        placement.region,
        placement.fiscal_year,
        _amount(project.budget),
        _amount(project.fiscal_funds),
        _amount(project.other_funds),
        _text(project.purpose),
        tuple(Checkpoint(c.month, _string(c.share), c.printed, c.anchor) for c in project.plan),
        tuple(Goal(goal.text, goal.anchor, goal.scope or UNSET) for goal in project.goals),
        tuple(_indicator(indicator) for indicator in project.indicators),
        project.damage,
        SourcePlace(
            placement.id,
            submission.source.path,
            submission.source.sha256,
            placement.source_page,
            project.anchor,
        ),
        findings,
        further or UNSET,
        texts or UNSET,
        UNSET if placed.counted else False,
    )


def submission_line(submission: Submission, placement: Placement) -> SubmissionLine:
    """The line of one submission. One that was withdrawn says why and shows nothing else."""
    sidecar = submission.sidecar
    shown = sidecar.withdrawn is None
    return SubmissionLine(
        id=placement.id,
        url=placement.url,
        file=submission.source.path,
        sha256=submission.source.sha256,
        department=placement.department,
        units=submission.units,
        region=placement.region,
        fiscal_year=placement.fiscal_year,
        published=sidecar.published,
        source_url=sidecar.source_url,
        supersedes=placement.supersedes,
        superseded_by=placement.superseded_by,
        projects=tuple(placed.id for placed in placement.projects if placed) if shown else (),
        budget=_sum(submission.projects) if shown else None,
        sections=tuple(_section(section) for section in submission.sections) if shown else (),
        fragments=_texts(submission.fragments) if shown else (),
        blocks=len(submission.claims),
        unclaimed=submission.unclaimed,
        received=sidecar.received or UNSET,
        override=sidecar.override or UNSET,
        note=sidecar.note or UNSET,
        withdrawn=sidecar.withdrawn or UNSET,
    )


def finding_line(finding: Finding, submission_id: str, project_id: str | None) -> FindingLine:
    """The line of one finding."""
    return FindingLine(
        finding.check,
        finding.severity,
        finding.heading,
        submission_id,
        project_id,
        finding.places,
        finding.values,
        Message(finding.zh, finding.en),
    )


def _string(number: Decimal | None) -> str | None:
    return None if number is None else decimal_string(number)


def _code(code: model.Code | None) -> Code | None:
    return Code(code.text, code.anchor, UNSET if code.text else code.printed) if code else None


def _text(text: model.Text | None) -> Text | None:
    return Text(text.text, text.anchor) if text else None


def _amount(amount: model.Amount | None) -> Amount | None:
    return Amount(_string(amount.yuan), amount.printed, amount.unit_from, amount.anchor) if amount else None


def _labelled(label: str, amount: model.Amount) -> LabelledYuan:
    return LabelledYuan(label, _string(amount.yuan), amount.printed, amount.unit_from, amount.anchor)


def _indicator(indicator: Indicator) -> IndicatorLine:
    return IndicatorLine(
        indicator.dimension,
        indicator.aspect,
        indicator.name,
        indicator.description,
        _target(indicator.target),
        indicator.basis,
        indicator.anchor,
        indicator.weight or UNSET,
    )


def _target(target: model.Target | None) -> Target | None:
    if target is None:
        return None
    value = _string(target.value)
    return Target(target.printed, target.comparison, value, target.unit, target.per, target.deadline, target.anchor)


def _section(section: Section) -> SectionLine:
    heading = Text(section.heading.text, section.heading.anchor)
    return SectionLine(section.kind, heading, _texts(section.paragraphs), tuple(_item(item) for item in section.items))


def _item(item: Item) -> ItemLine:
    return ItemLine(item.title, _texts(item.goals), _texts(item.indicators), item.anchor)


def _texts(texts: Iterable[model.Text]) -> tuple[Text, ...]:
    return tuple(Text(text.text, text.anchor) for text in texts)


def _sum(projects: Sequence[Project]) -> str | None:
    """What the stated budgets add up to; None where no project states one."""
    stated = [project.budget.yuan for project in projects if project.budget and project.budget.yuan is not None]
    return decimal_string(sum(stated, Decimal())) if stated else None
