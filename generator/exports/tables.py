"""The flat tables: which columns each has, and the rows that one line gives.

In: lines of ``shapes``. Out: rows as tuples of texts, decimal strings and None. The CSV files, the
database, the workbooks, Parquet and the package's description all follow these tables, so that a column
has one name and one label everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from .shapes import FindingLine, ProjectLine, Text

# Numbers are decimal strings here too: what a figure is, its column says.
Row = tuple[str | None, ...]
Kind = Literal["text", "number", "integer", "boolean"]


class Column(Struct, frozen=True):
    """One column: its name, its Chinese label, what its cells are, its Fiscal Data Package type."""

    name: str
    title: str
    kind: Kind = "text"
    fiscal: str = ""


class Table(Struct, frozen=True):
    """One table. ``key`` are the columns that tell its rows apart; ``year`` is where the fiscal year stands."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def place(self, column: str) -> int:
        """The position of a column in a row."""
        return next(at for at, found in enumerate(self.columns) if found.name == column)


_YEAR = Column("fiscal_year", "预算年度", "integer", "date:fiscal-year")
_SOURCE = (Column("source_url", "原文页面"), Column("source_anchor", "原文位置"))

PROJECTS = Table(
    "projects",
    "预算项目",
    (
        Column("id", "项目标识", fiscal="budget-line-id"),
        Column("url", "项目页面"),
        Column("code", "项目编码", fiscal="activity:generic:project:code"),
        Column("name", "项目名称", fiscal="activity:generic:project:label"),
        Column("order", "原文序号", "integer"),
        Column("unit_code", "预算单位编码", fiscal="administrative-classification:generic:level2:code"),
        Column("unit_name", "预算单位", fiscal="administrative-classification:generic:level2:label"),
        Column("department_id", "部门标识", fiscal="administrative-classification:generic:level1:code"),
        Column("department_name", "部门", fiscal="administrative-classification:generic:level1:label"),
        Column("region_code", "区划代码", fiscal="geo:target:code"),
        Column("region_name", "区划", fiscal="geo:target:title"),
        Column("region_known_from", "区划依据"),
        _YEAR,
        Column("fiscal_year_known_from", "年度依据"),
        Column("budget_yuan", "预算数（元）", "number", "value"),
        Column("budget_printed", "预算数（原文）"),
        Column("budget_unit_from", "预算数单位依据"),
        Column("fiscal_funds_yuan", "财政资金（元）", "number"),
        Column("fiscal_funds_printed", "财政资金（原文）"),
        Column("fiscal_funds_unit_from", "财政资金单位依据"),
        Column("other_funds_yuan", "其他资金（元）", "number"),
        Column("other_funds_printed", "其他资金（原文）"),
        Column("other_funds_unit_from", "其他资金单位依据"),
        Column("purpose", "资金用途"),
        Column("goals", "绩效目标"),
        Column("damage", "原文残缺"),
        Column("findings", "核对提示"),
        Column("counted", "计入合计", "boolean"),
        Column("submission_id", "文本标识"),
        Column("source_file", "原文文件"),
        Column("source_sha256", "原文 SHA-256"),
        *_SOURCE,
    ),
    ("id",),
)

INDICATORS = Table(
    "indicators",
    "绩效指标",
    (
        Column("project_id", "项目标识"),
        _YEAR,
        Column("number", "序号", "integer"),
        Column("dimension", "一级指标"),
        Column("aspect", "二级指标"),
        Column("name", "三级指标"),
        Column("description", "绩效指标描述"),
        Column("target_printed", "指标值（原文）"),
        Column("comparison", "比较符号"),
        Column("target_value", "指标值", "number"),
        Column("target_unit", "计量单位"),
        Column("target_per", "每"),
        Column("target_deadline", "期限"),
        Column("basis", "指标值确定依据"),
        Column("weight", "分值权重"),
        *_SOURCE,
    ),
    ("project_id", "number"),
)

PLAN = Table(
    "plan",
    "资金支出计划",
    (
        Column("project_id", "项目标识"),
        _YEAR,
        Column("month", "截至月份", "integer"),
        Column("share", "累计支出比例", "number"),
        Column("printed", "累计支出比例（原文）"),
        *_SOURCE,
    ),
    ("project_id", "month"),
)

FINDINGS = Table(
    "findings",
    "核对提示",
    (
        Column("submission_id", "文本标识"),
        Column("project_id", "项目标识"),
        _YEAR,
        Column("check", "核对项"),
        Column("severity", "程度"),
        Column("heading", "类别"),
        Column("message_zh", "提示"),
        Column("message_en", "提示（英文）"),
        Column("printed", "原文"),
        Column("source_url", "原文页面"),
        Column("source_anchors", "原文位置"),
    ),
    (),
)

TABLES = (PROJECTS, INDICATORS, PLAN, FINDINGS)


def project_row(line: ProjectLine) -> Row:
    """The row of one project."""
    unit, department, budget, source = line.unit, line.department, line.budget, line.source
    fiscal, other = line.fiscal_funds, line.other_funds
    return (
        line.id,
        line.url,
        line.code.text if line.code else None,
        _text(line.name),
        str(line.order),
        unit.code if unit else None,
        unit.name if unit else None,
        department.id if department else None,
        department.name if department else None,
        line.region.code,
        line.region.name,
        line.region.known_from,
        year_text(line.fiscal_year.year),
        line.fiscal_year.known_from,
        budget.yuan if budget else None,
        budget.printed if budget else None,
        budget.unit_from if budget else None,
        fiscal.yuan if fiscal else None,
        fiscal.printed if fiscal else None,
        fiscal.unit_from if fiscal else None,
        other.yuan if other else None,
        other.printed if other else None,
        other.unit_from if other else None,
        _text(line.purpose),
        "\n".join([goal.text for goal in line.goals]),
        " ".join([damage.kind for damage in line.damage]),
        " ".join(line.findings),
        "0" if line.counted is False else "1",
        source.submission,
        source.file,
        source.sha256,
        source.url,
        source.anchor,
    )


def indicator_rows(line: ProjectLine) -> Iterator[Row]:
    """One row per indicator, numbered from 1 as printed."""
    project, year, url = line.id, year_text(line.fiscal_year.year), line.source.url
    for number, indicator in enumerate(line.indicators, 1):
        target = indicator.target
        yield (
            project,
            year,
            str(number),
            indicator.dimension,
            indicator.aspect,
            indicator.name,
            indicator.description,
            target.printed if target else None,
            target.comparison if target else None,
            target.value if target else None,
            target.unit if target else None,
            target.per if target else None,
            target.deadline if target else None,
            indicator.basis,
            indicator.weight or None,
            url,
            target.anchor if target else indicator.anchor,
        )


def plan_rows(line: ProjectLine) -> Iterator[Row]:
    """One row per checkpoint, the unstated ones included: blank is not zero."""
    project, year, url = line.id, year_text(line.fiscal_year.year), line.source.url
    return ((project, year, str(c.month), c.share, c.printed, url, c.anchor) for c in line.plan)


def finding_row(line: FindingLine, year: int | None, source_page: str) -> Row:
    """The row of one finding."""
    return (
        line.submission,
        line.project,
        year_text(year),
        line.check,
        line.severity,
        line.heading,
        line.message.zh,
        line.message.en,
        "\n".join([place.printed for place in line.places]),
        source_page,
        " ".join([place.anchor for place in line.places]),
    )


def year_text(year: int | None) -> str | None:
    """The year as a cell."""
    return None if year is None else str(year)


def _text(text: Text | None) -> str | None:
    return text.text if text else None
