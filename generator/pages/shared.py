"""What the pages of one document's projects share, made once for all of them.

The links from a project to its neighbours are among it: a project is a neighbour of up to eight others.
"""

from __future__ import annotations

from html import escape

from msgspec import Struct

from ..catalogue import project_url
from ..model import Submission
from .frame import Link, root_of
from .markup import escaped
from .surroundings import GroupSurroundings, SubmissionSurroundings, department_url, year_title

_KNOWN = {
    "printed": '<small class="known">原文写明</small>',
    "project_code": '<small class="known">由项目编码读出</small>',
    "unit_name": '<small class="known">由单位名称读出</small>',
    "portal": '<small class="known added">由本网站补充</small>',
    None: '<small class="known">原文没有，也读不出</small>',
}


class Shared(Struct, frozen=True):
    """Ready pieces of HTML, and what they were made of."""

    group: GroupSurroundings
    around: SubmissionSurroundings
    submission: Submission
    root: str  # the way from any of them to the site's root
    source: str  # and to the source view
    crumbs: tuple[Link, ...]
    whose: str  # the department and the year, as a summary begins
    kicker: str  # the same as links
    known: str  # of its year and its region
    previous: list[str]  # links to each project, as the page after it has them,
    next: list[str]  # as the page before it,
    siblings: list[str]  # and as the others list them


def shared_of(group: GroupSurroundings, around: SubmissionSurroundings, submission: Submission) -> Shared:
    """What is common to the projects of ``around``."""
    root = root_of(project_url(""))
    safe = escaped([text for own in around.projects for text in (own.name, own.url, own.budget)] or [""])
    places = [(safe[at], f"{root}{safe[at + 1]}", safe[at + 2]) for at in range(0, 3 * len(around.projects), 3)]
    year = f'<a href="{root}{group.url}">{year_title(group.year)}</a>'
    regions = " ".join([f'<a href="{root}{crumb.url}">{crumb.text}</a>' for crumb in group.region_crumbs[1:]])
    department = f'<a href="{root}{department_url(group.department_id)}">{escape(group.department)}</a>'
    return Shared(
        group,
        around,
        submission,
        root,
        root + around.url,
        crumbs(group),
        f"{group.department} {year_title(group.year)}",
        f'<p class="kicker">{department} · {year}</p>',
        f"<dt>年度</dt><dd>{year} {_KNOWN[submission.fiscal_year.known_from]}</dd>\n"
        f"<dt>地区</dt><dd>{regions} {_KNOWN[submission.region.known_from]}</dd>\n",
        [f'<a rel="prev" href="{href}"><small>上一个</small>{name}</a>' for name, href, _ in places],
        [f'<a rel="next" href="{href}"><small>下一个</small>{name}</a>' for name, href, _ in places],
        [f'<li><a href="{href}">{name}</a> <span class="note">{note}</span></li>\n' for name, href, note in places],
    )


def crumbs(group: GroupSurroundings) -> tuple[Link, ...]:
    """Home, divisions, department, department-year."""
    department = Link(group.department, department_url(group.department_id))
    return (*group.region_crumbs, department, Link(year_title(group.year), group.url))
