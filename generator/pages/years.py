"""The same project in other years: how it is known, and what it cost. The table and the chart of it on a page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from markupsafe import Markup
from msgspec import Struct

from ..catalogue import Catalogue, ProjectEntry
from ..charts.years import InYear, years_chart
from ..money import in_words
from .figures import UNSTATED, chart_figure, fig
from .markup import joined

_MOST = 12


class Relative(Struct, frozen=True, gc=False, array_like=True):
    """A project that is, or may be, another one in its own year. ``percent`` is 0 where the code is the same."""

    year: int | None
    name: str
    url: str
    yuan: Decimal | None
    place: str  # of its budget, from the site's root
    department: str
    percent: int = 0

    @property
    def how(self) -> str:
        """How it is known to be the same."""
        return f"可能为同一项目：名称相近 {self.percent}%" if self.percent else "编码相同"


def relatives_of(catalogue: Catalogue, project: ProjectEntry) -> tuple[Relative, ...]:
    """The same project under the same code, then what may be the same by its name; in the order of years."""
    same, alike = catalogue.same_code(project), catalogue.alike(project.submission.department_id).get(project.id, ())
    if not same and not alike:
        return ()
    found = {other.id: _relative(other) for other in same if other is not project and other.counted}
    for other, percent in alike:
        if other.id not in found:
            found[other.id] = _relative(other, percent)
    return tuple(sorted(found.values(), key=lambda one: (one.year or 0, one.url))[:_MOST])


def _relative(project: ProjectEntry, percent: int = 0) -> Relative:
    head, entry = project.head, project.submission
    owner = entry.head.department
    place = f"{entry.url}#{head.budget_anchor}"
    name = head.name or "（原文无名称）"
    return Relative(entry.year, name, project.url, head.budget, place, owner.name if owner else "", percent)


def years_section(own: Relative, others: Sequence[Relative], root: str) -> Markup:
    """The budgets of a project over the years, as a chart and as a table that says how each is known."""
    if not others:
        return Markup()
    points = {one.year: one for one in (*[o for o in others if o.percent], *[o for o in others if not o.percent], own)}
    drawn = [
        InYear(year, one.yuan, "" if one is own or not one.percent else f"名称相近 {one.percent}%")
        for year, one in points.items()
        if year and one.yuan is not None
    ]
    chart = chart_figure(years_chart(drawn, id="years", table=False)) if len(drawn) > 1 else Markup()
    rows = []
    for one in sorted((own, *others), key=lambda one: (one.year or 0, one.url)):
        year = f"{one.year}年" if one.year else "年度不详"
        name = escape(one.name)
        shown = name if one is own else f'<a href="{root}{one.url}">{name}</a>'
        department = f' <span class="note">{escape(one.department)}</span>' if one.department != own.department else ""
        yuan = UNSTATED if one.yuan is None else fig(root + one.place, in_words(one.yuan), one.yuan)
        how = "本项目" if one is own else one.how
        rows.append(
            f'<tr><th scope="row">{year}</th><td data-label="项目">{shown}{department}</td>'
            f'<td class="n" data-label="预算数">{yuan}</td><td data-label="怎么连上的">{how}</td></tr>\n'
        )
    heads = '<th scope="col">年度</th><th scope="col">项目</th><th scope="col" class="n">预算数</th>'
    return Markup(  # noqa: S704 - every text in it has been escaped above
        f'{chart}<div class="scroll"><table class="list stack"><thead><tr>{heads}<th scope="col">怎么连上的</th></tr>'
        f"</thead><tbody>\n{''.join(rows)}</tbody></table></div>\n"
    )


def years_lines(catalogue: Catalogue, department_id: str, root: str) -> Markup:
    """The projects of a department that run over several years, each as a line with its budgets and how it is known."""
    seen: set[str] = set()
    parts = []
    projects = catalogue.counted(catalogue.departments[department_id])
    for project in sorted(projects, key=lambda p: (-(p.submission.year or 0), p.submission.id, p.head.order)):
        others = [one for one in relatives_of(catalogue, project) if one.year != project.submission.year]
        if project.url in seen or not others:
            continue
        seen.update(one.url for one in others)
        told = []
        for one in sorted((_relative(project), *others), key=lambda one: (one.year or 0, one.url)):
            yuan = UNSTATED if one.yuan is None else fig(root + one.place, in_words(one.yuan), one.yuan)
            how = "" if one.url == project.url else f' <span class="note">{one.how}</span>'
            year = f"{one.year}年" if one.year else "年度不详"
            told.append(f'<li>{year} <a href="{root}{one.url}">{escape(one.name)}</a> {yuan}{how}</li>')
        parts.append(f"<li>{escape(project.head.name or '（原文无名称）')}<ul>{''.join(told)}</ul></li>\n")
    return joined(parts)
