"""What the money is about, the largest, the most concentrated, the least explained: computed, linked, nothing invented.

Least explained is counted, not judged: the characters of 资金用途 and 绩效目标 together, for each 万元 of the budget.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from heapq import nsmallest
from html import escape

from markupsafe import Markup
from msgspec import Struct

from ..catalogue import ProjectEntry
from ..charts.drawing import about
from ..money import in_words
from .figures import fig
from .markup import joined
from .rhythm import Row
from .surroundings import project_link, year_title

_SHOWN = 5
_HOW = "资金用途和绩效目标一共写了几个字，按每万元比较。字少不一定有问题。"
_NAMED = 3
_PROJECTS = 3  # a department with fewer is concentrated by nature


class Spent(Struct, frozen=True, gc=False):
    """A project as the sentence about a department's money names it. ``said`` counts characters of its explanation."""

    name: str
    url: str
    place: str
    yuan: Decimal
    said: int
    plan: bool
    indicators: int


def spent(project: ProjectEntry) -> Spent:
    """A project of the catalogue, whose budget is stated."""
    head = project.head
    stated = any(share is not None for share in head.shares)
    place = f"{project.submission.url}#{head.budget_anchor}"
    name = head.name or "（原文无名称）"
    return Spent(name, project.url, place, head.budget or Decimal(0), head.said, stated, head.indicators)


def about_words(projects: Sequence[Spent], root: str, when: str = "", behind: str = "#projects") -> Markup:
    """What most of a department's money is for, who says least for it, and who leaves out the plan or the indicators.

    ``when`` names the year where the page does not; ``behind`` is the list of the projects.
    """
    ranked = sorted((one for one in projects if one.yuan > 0), key=lambda one: (-one.yuan, one.url))
    if not ranked:
        return Markup()
    total = sum((one.yuan for one in ranked), Decimal(0))
    named = ranked[:_NAMED]
    names = "、".join(f'<a href="{root}{one.url}">{escape(one.name)}</a>（{_amount(one, root)}）' for one in named)
    if len(ranked) <= _NAMED:
        words = f"这笔钱用于{names}。"
    else:
        part = sum((one.yuan for one in named), Decimal(0))
        words = f"钱最多的三个项目是{names}，合起来占{about(part, total)}。"
    silent = [one for one in ranked if not one.plan]
    bare = [one for one in ranked if not one.indicators]
    if len(ranked) > _NAMED:
        least = min(ranked, key=lambda one: (one.said / one.yuan, -one.yuan, one.url))
        name = f'<a href="{root}{least.url}">{escape(least.name)}</a>'
        words += f"按每万元的说明文字算，说得最少的是{name}：{_told(least, root)}。"
    for what, found in (("没有写支出计划", silent), ("没有绩效指标", bare)):
        if found:
            yuan = sum((one.yuan for one in found), Decimal(0))
            links = "、".join(f'<a href="{root}{one.url}">{escape(one.name)}</a>' for one in found[:_NAMED])
            more = f"等 {len(found)} 个" if len(found) > _NAMED else ""
            words += f"{what}的有{links}{more}，{fig(behind, in_words(yuan), yuan)}。"
    return Markup(f'<p class="about-money">{f"{when}：" if when else ""}{words}</p>\n')  # noqa: S704 - names are escaped above


def _amount(one: Spent, root: str) -> str:
    return fig(root + one.place, in_words(one.yuan), one.yuan)


def _told(one: Spent, root: str) -> str:
    return f'<a href="{root}{one.url}#purpose">{one.said} 个字</a>说明 {_amount(one, root)}'


def foremost(projects: Sequence[ProjectEntry], rows: Sequence[Row], root: str) -> Markup:
    """Three short lists for a page of many departments."""
    stated = [project for project in projects if project.head.budget]
    if not stated:
        return Markup()
    largest = nsmallest(_SHOWN, stated, key=lambda p: (-(p.head.budget or 0), p.id))
    least = nsmallest(_SHOWN, stated, key=lambda p: (p.head.said / (p.head.budget or 1), -(p.head.budget or 0), p.id))
    dense = nsmallest(
        _SHOWN,
        (row for row in rows if row.pace.projects >= _PROJECTS and row.pace.total),
        key=lambda row: (-row.pace.largest / row.pace.total, row.url),
    )
    parts = ['<div class="columns">\n<section id="largest"><h2>金额最大的项目</h2>\n<ul class="links">']
    parts += [f"<li>{_project(p, root)} {_amount(spent(p), root)}</li>" for p in largest]
    parts.append('</ul></section>\n<section id="concentrated"><h2>钱最集中的部门</h2>\n<ul class="links">')
    for row in dense:
        share = about(row.pace.largest, row.pace.total)
        figure = fig(f"{root}{row.url}#projects", in_words(row.pace.largest), row.pace.largest)
        link = f'<a href="{root}{row.url}">{escape(row.name)} {row.year}</a>'
        parts.append(f'<li>{link} <span class="note">一个项目占{share}：{figure}</span></li>')
    parts.append('</ul></section>\n<section id="least"><h2>说明最少的项目</h2>\n')
    parts.append(f'<p class="hint">{_HOW}</p>\n<ul class="links">')
    for p in least:
        gaps = [w for w, gap in (("没有支出计划", all(s is None for s in p.head.shares)),) if gap]
        gaps += [] if p.head.indicators else ["没有绩效指标"]
        more = f"，{'、'.join(gaps)}" if gaps else ""
        parts.append(f'<li>{_project(p, root)} <span class="note">{_told(spent(p), root)}{more}</span></li>')
    parts.append("</ul></section>\n</div>\n")
    return joined(parts)


def _project(project: ProjectEntry, root: str) -> str:
    link = project_link(project)
    owner = project.submission.head.department
    whose = f"{owner.name if owner else ''} {year_title(project.submission.year_word)}".strip()
    return f'<a href="{root}{link.url}">{escape(link.text)}</a> <span class="note">{escape(whose)}</span>'
