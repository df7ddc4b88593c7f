"""What the lines of the three JSON files look like, field by field, in their published order.

Other people's scripts read these names: a change here is a new major version. Numbers are decimal strings
and never floats. A blank cell is null with ``printed: ""`` and its anchor; a cell that is not there at all
is null as a whole. A field that the usual form does not have (实施期, 分值权重, a reply) is written only where there
is one.
"""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from ..model import Damage, KnownFrom, Printed, Severity, Unit

UnitFrom = Literal["header", "cell", "sibling"]


class Department(Struct, frozen=True, gc=False):
    """部门."""

    id: str
    code: str | None
    name: str


class Region(Struct, frozen=True, gc=False):
    """区划."""

    code: str | None
    name: str | None
    known_from: KnownFrom | None


class FiscalYear(Struct, frozen=True, gc=False):
    """预算年度."""

    year: int | None
    known_from: KnownFrom | None


class Text(Struct, frozen=True, gc=False):
    """A printed text and its place."""

    text: str
    anchor: str


class Code(Struct, frozen=True, gc=False):
    """项目编码; ``printed`` stands where the cell holds no code: blank, or dashes."""

    text: str | None
    anchor: str
    printed: str | UnsetType = UNSET


class Amount(Struct, frozen=True, gc=False):
    """An amount in exact yuan."""

    yuan: str | None
    printed: str
    unit_from: UnitFrom | None
    anchor: str


class Checkpoint(Struct, frozen=True, gc=False):
    """The cumulative share planned by the end of ``month``."""

    month: int
    share: str | None
    printed: str
    anchor: str


class Goal(Struct, frozen=True, gc=False):
    """绩效目标."""

    text: str
    anchor: str
    scope: str | UnsetType = UNSET


class Target(Struct, frozen=True, gc=False):
    """指标值."""

    printed: str
    comparison: str | None
    value: str | None
    unit: str | None
    per: str | None
    deadline: str | None
    anchor: str


class IndicatorLine(Struct, frozen=True, gc=False):
    """绩效指标."""

    dimension: str | None
    aspect: str | None
    name: str
    description: str | None
    target: Target | None
    basis: str | None
    anchor: str
    weight: str | UnsetType = UNSET


class SourcePlace(Struct, frozen=True, gc=False):
    """Where the project stands: the submission, the file as received, its page."""

    submission: str
    file: str
    sha256: str
    url: str
    anchor: str


class Labelled(Struct, frozen=True, gc=False):
    """A text under a label outside the usual form."""

    label: str
    text: str
    anchor: str


class LabelledYuan(Struct, frozen=True, gc=False):
    """An amount under a label outside the usual form, such as 上年结转资金."""

    label: str
    yuan: str | None
    printed: str
    unit_from: UnitFrom | None
    anchor: str


class ProjectLine(Struct, frozen=True, gc=False):
    """One line of projects.jsonl, and the whole of a project.json."""

    id: str
    url: str
    code: Code | None
    name: Text | None
    order: int
    unit: Unit | None
    department: Department | None
    region: Region
    fiscal_year: FiscalYear
    budget: Amount | None
    fiscal_funds: Amount | None
    other_funds: Amount | None
    purpose: Text | None
    plan: tuple[Checkpoint, ...]
    goals: tuple[Goal, ...]
    indicators: tuple[IndicatorLine, ...]
    damage: tuple[Damage, ...]
    source: SourcePlace
    findings: tuple[str, ...]
    further_amounts: tuple[LabelledYuan, ...] | UnsetType = UNSET
    further_texts: tuple[Labelled, ...] | UnsetType = UNSET
    counted: bool | UnsetType = UNSET


class ItemLine(Struct, frozen=True, gc=False):
    """One itemised goal of part one with its indicators."""

    title: str | None
    goals: tuple[Text, ...]
    indicators: tuple[Text, ...]
    anchor: str


class SectionLine(Struct, frozen=True, gc=False):
    """A section of part one."""

    kind: Literal["overall", "itemised", "safeguards"]
    heading: Text
    paragraphs: tuple[Text, ...]
    items: tuple[ItemLine, ...]


class SubmissionLine(Struct, frozen=True, gc=False):
    """One line of submissions.jsonl."""

    id: str
    url: str
    file: str
    sha256: str
    department: Department | None
    units: tuple[Unit, ...]
    region: Region
    fiscal_year: FiscalYear
    published: str | None
    source_url: str | None
    supersedes: str | None
    superseded_by: str | None
    projects: tuple[str, ...]
    budget: str | None
    sections: tuple[SectionLine, ...]
    fragments: tuple[Text, ...]
    blocks: int
    unclaimed: int
    received: str | UnsetType = UNSET
    override: str | UnsetType = UNSET
    note: str | UnsetType = UNSET
    withdrawn: str | UnsetType = UNSET


class Message(Struct, frozen=True, gc=False):
    """What a finding says, in both languages."""

    zh: str
    en: str


class FindingLine(Struct, frozen=True, gc=False):
    """One line of findings.jsonl."""

    check: str
    severity: Severity
    heading: str
    submission: str
    project: str | None
    places: tuple[Printed, ...]
    values: dict[str, str]
    message: Message
