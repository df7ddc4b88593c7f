"""什么时候花, department by department: who leaves how much to November and December, who says nothing.

A list stands behind every sum: the departments behind those of a region, a year and the portal, the projects behind
those of a department-year, the cells of the source behind those of a project.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape

from markupsafe import Markup
from msgspec import Struct

from ..catalogue import Catalogue, SubmissionEntry
from ..charts.drawing import about
from ..identity import project_name
from ..model import Submission
from ..money import in_words
from ..rhythm import MONTHS, Pace, late_of
from ..settings import Settings
from .figures import UNSTATED, fig, share_data
from .frame import Link, Page, page, paged, root_of
from .markup import escaped, joined
from .surroundings import SubmissionSurroundings, department_year_url, region_name, year_title

LIST = "plan-list"  # the list of projects on a department-year's page
_NAMED = 3


class Row(Struct, frozen=True, gc=False):
    """One department-year."""

    name: str
    year: str
    url: str
    region: str
    pace: Pace


def rows_of(catalogue: Catalogue, entries: Iterable[SubmissionEntry]) -> list[Row]:
    """Department-years by how much of their money they leave to November and December, the greatest share first."""
    groups = {(entry.department_id, entry.year_word): entry for entry in entries}
    rows = [
        Row(
            catalogue.department_name(department),
            year_title(year),
            department_year_url(department, year),
            region_name(entry.head.region),
            catalogue.pace(department, year),
        )
        for (department, year), entry in groups.items()
    ]
    rows.sort(key=lambda row: (-_share(row.pace), -row.pace.silent, -row.pace.total, row.url))
    return rows


def _share(pace: Pace) -> Decimal:
    return pace.late / pace.total if pace.total else Decimal(0)


def plan_url(url: str) -> str:
    """The list behind the sums of a page."""
    return f"{url.removesuffix('index.html')}plan/index.html"


def plan_pages(
    catalogue: Catalogue, settings: Settings, entries: Sequence[SubmissionEntry], above: tuple[Link, ...]
) -> Iterator[Page]:
    """The list behind the page that ``above`` ends with."""
    rows, last = rows_of(catalogue, entries), above[-1]
    title = "各部门什么时候花" if last.url == "index.html" else f"{last.text}：各部门什么时候花"
    for address, part, links in paged(plan_url(last.url), rows, settings.lists.rows):
        root = root_of(address)
        yield page(
            address,
            "rhythm.html",
            title,
            above,
            words=late_words(rows, "#rows", root),
            rows=plan_table(part, root),
            continued=links,
        )


def plan_table(rows: Sequence[Row], root: str) -> Markup:
    """One ``<tr>`` a department-year; every number leads to the list of its projects."""
    texts = [text for row in rows for text in (row.name, row.region)]
    safe = escaped(texts) if texts else []
    parts = []
    for at, row in enumerate(rows):
        name, region = safe[2 * at], safe[2 * at + 1]
        pace, href = row.pace, f"{root}{row.url}#{LIST}"
        parts.append(f'<tr><th scope="row"><a href="{root}{row.url}">{name} {row.year}</a></th>')
        parts.append(f'<td data-label="地区">{region}</td>')
        parts.append(_cell("预算合计", pace.total, f"{root}{row.url}#projects"))
        parts += [_cell(f"{month}月底", yuan, href) for month, yuan in zip(MONTHS, pace.planned, strict=True)]
        parts.append(_cell("11–12月", pace.late, href, f" {about(pace.late, pace.total)}" if pace.late else ""))
        parts.append(_cell("没写计划", pace.silent, href))
        parts.append("</tr>\n")
    return joined(parts)


def _cell(label: str, yuan: Decimal, href: str, more: str = "") -> str:
    note = f' <span class="note">{more}</span>' if more else ""
    return f'<td class="n" data-label="{label}">{fig(href, in_words(yuan), yuan)}{note}</td>'


def late_words(rows: Sequence[Row], href: str, root: str) -> Markup:
    """How much is left to November and December, by whom, and how much has no plan at all; each with its list."""
    total = sum((row.pace.total for row in rows), Decimal(0))
    late = sum((row.pace.late for row in rows), Decimal(0))
    silent = sum((row.pace.silent for row in rows), Decimal(0))
    if not total:
        return Markup()
    said = []
    if late:
        most = sorted((row for row in rows if row.pace.late), key=lambda row: (-row.pace.late, row.url))
        names = "、".join(_named(row, root) for row in most[:_NAMED])
        whose = f"最多的是{names}" if len(most) > 1 else f"都是{names}的"
        said.append(
            f"计划留到11、12月才花的有 {fig(href, in_words(late), late)}（{about(late, total)}），"
            f"{f'涉及 {len(most)} 个部门的预算，' if len(most) > 1 else ''}{whose}。"
        )
    else:
        said.append("没有哪个部门写明要把钱留到11、12月才花。")
    if silent:
        said.append(f"一个时点的计划都没有写的有 {fig(href, in_words(silent), silent)}（{about(silent, total)}）。")
    return joined(said)


def _named(row: Row, root: str) -> str:
    link = f'<a href="{root}{row.url}">{escape(row.name)} {row.year}</a>'
    return f"{link}（{fig(f'{root}{row.url}#{LIST}', in_words(row.pace.late), row.pace.late)}）"


def project_rows(around: SubmissionSurroundings, submission: Submission, root: str) -> Markup:
    """The plans of a document's projects that count, each share linked to its cell."""
    source = root + around.url
    counted = [
        (own, project)
        for own, project in zip(around.projects, submission.projects, strict=True)
        if own.counted and around.superseded_by is None and project.plan
    ]
    names = escaped([project_name(one) or "（原文无名称）" for _, one in counted]) if counted else ()
    parts = []
    for name, (own, project) in zip(names, counted, strict=True):
        url = root + own.url
        parts.append(f'<tr><th scope="row"><a href="{url}">{name}</a></th>')
        shares: dict[int, Decimal | None] = {}
        cells = {}
        for point in project.plan:
            share = shares[point.month] = point.share
            if share is not None:
                said = f'<a class="fig" href="{source}#{point.anchor}">{share_data(str(share), point.printed)}</a>'
            else:
                said = fig(f"{source}#{point.anchor}", escape(point.printed) or "未填", kind="fig unstated")
            cells[point.month] = said
        parts += [f'<td class="n" data-label="{month}月底">{cells.get(month, UNSTATED)}</td>' for month in MONTHS]
        late = late_of(project.budget.yuan if project.budget else None, tuple(map(shares.get, MONTHS)))
        shown = fig(f"{url}#plan", in_words(late), late) if late else "—"
        parts.append(f'<td class="n" data-label="11–12月">{shown}</td></tr>\n')
    return joined(parts)
