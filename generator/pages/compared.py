"""The same indicator across departments and years: an index, and a page for each kind with a name or with two rows.

A kind that nobody named and that has only one row would compare nothing: it is a line of the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from ..charts.strip import Promised, said, strip_chart
from ..kinds import named
from ..settings import Settings
from .figures import chart_figure, fig
from .frame import HOME, Link, Page, page, paged, root_of
from .markup import escaped, joined
from .surroundings import department_year_url, year_title

INDEX = Link("指标比较", "indicators/index.html")
METHOD = "pages/method/index.html#同类指标"
_CHARTS = 3  # units that are drawn; the rest stands in the list


class Beginning(Struct, frozen=True, gc=False, array_like=True):
    """Of a target what tells its place among others."""

    kind: str
    unit: str  # what the value is compared in, "" where there is no number
    value: Decimal | None
    printed: str
    department: str
    year: str
    project: str
    number: int  # of the indicator on its project's page


class Compare(Beginning, frozen=True, gc=False, array_like=True):
    """One target among others of its kind."""

    aspect: str  # of the kind, as is title
    title: str
    comparison: str
    name: str  # of the indicator, as printed
    project_name: str
    department_name: str
    region: str
    submission: str
    anchor: str


class Listed(Struct, frozen=True, gc=False):
    """One kind in the index. ``url`` is that of its page, or of the one project that has it."""

    aspect: str
    name: str
    url: str
    count: int
    departments: int
    years: int
    spread: str
    place: str = ""  # of the only value
    note: str = ""


def kinds_of(rows: Iterable[Compare]) -> dict[str, dict[str, str]]:
    """Of each project the kinds that its targets are of, address → name, as far as they surely have a page."""
    ours = named()
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.kind in ours:
            found.setdefault(row.project, {})[row.kind] = row.title
    return found


def compare_links(kinds: Mapping[str, str] | None, root: str) -> Markup:
    """Where a project's indicators are compared with others."""
    if not kinds:
        return Markup()
    links = "、".join([f'<a href="{root}indicators/{id}/index.html">{name}</a>' for id, name in kinds.items()])
    return Markup(f'<p class="compare">和别的部门、别的年度比一比：{links}</p>\n')  # noqa: S704 - names are our own


def kind_pages(rows: Sequence[Compare], settings: Settings) -> Iterator[Page | Listed]:
    """The pages of one kind, and last its line of the index; a kind with one row has only the line."""
    first = rows[0]
    if len(rows) == 1 and first.kind not in named():
        place = f"sources/{first.submission}/index.html#{first.anchor}"
        yield Listed(
            first.aspect, first.title, f"projects/{first.project}/index.html#i{first.number}", 1, 1, 1,
            first.printed or "未填", place, f"{first.department_name} {year_title(first.year)}",
        )  # fmt: skip
        return
    url = f"indicators/{first.kind}/index.html"
    departments, years, spreads, silent = _overview(rows)
    size = settings.lists.rows
    addresses = [address for address, _, _ in paged(url, range(len(rows)), size)]
    charts, row = [], 0
    for at, (unit, counts) in enumerate(spreads[:_CHARTS]):
        values = []
        for value, count in counts.items():  # as they stand in the list
            values.append(Promised(value, count, _row_link(addresses, row, size, url)))
            row += count
        charts.append(chart_figure(strip_chart(values, unit, id=f"strip{at}", title=f"{first.title}（{unit}）")))
    for at, (address, part, links) in enumerate(paged(url, rows, size)):
        root = root_of(address)
        yield page(
            address,
            "kind.html",
            first.title,
            (HOME, INDEX),
            aspect=first.aspect,
            count=len(rows),
            departments=departments,
            years=years,
            charts=charts if at == 0 else [],
            rows=_table(part, at * size, root),
            silent=silent,
            method=METHOD,
            continued=links,
        )
    spread = "；".join(_spread(unit, counts) for unit, counts in spreads[:2])
    yield Listed(first.aspect, first.title, url, len(rows), departments, years, spread or "没有写成数字")


def _overview(rows: Iterable[Compare]) -> tuple[int, int, list[tuple[str, dict[Decimal, int]]], int]:
    """How many departments and years; how often each value stands, unit by unit in the order of the rows; how many rows
    have none. All in one walk, because the rows may be on disk."""
    departments: set[str] = set()
    years: set[str] = set()
    spreads: list[tuple[str, dict[Decimal, int]]] = []
    silent = 0
    for row in rows:
        departments.add(row.department)
        years.add(row.year)
        if row.value is None:
            silent += 1
            continue
        if not spreads or spreads[-1][0] != row.unit:
            spreads.append((row.unit, {}))
        counts = spreads[-1][1]
        counts[row.value] = counts.get(row.value, 0) + 1
    return len(departments), len(years - {"undated"}), spreads, silent


def _spread(unit: str, counts: dict[Decimal, int]) -> str:
    low, high = min(counts), max(counts)
    return said(low, unit) if low == high else f"{said(low, unit)} 到 {said(high, unit)}"


def _row_link(addresses: list[str], at: int, size: int, here: str) -> str:
    address = addresses[at // size]
    return f"#r{at + 1}" if address == here else f"{root_of(here)}{address}#r{at + 1}"


def _table(rows: Sequence[Compare], before: int, root: str) -> Markup:
    """One ``<tr>`` a target, each linked to its cell in the source."""
    texts: list[str] = []
    for one in rows:
        texts += (one.printed, one.name, one.project_name, one.department_name, one.region)
    safe = escaped(texts) if texts else []
    parts = []
    for at, one in enumerate(rows):
        printed, name, project, department, region = safe[5 * at : 5 * at + 5]
        value = one.value
        shown = fig(f"{root}sources/{one.submission}/index.html#{one.anchor}", printed or "未填", value)
        href, owner = f"{root}projects/{one.project}/index.html", department_year_url(one.department, one.year)
        parts.append(
            f'<tr id="r{before + at + 1}"><th scope="row" class="target">{shown}</th>'
            f'<td data-label="三级指标"><a href="{href}#i{one.number}">{name or "（没有名称）"}</a></td>'
            f'<td data-label="项目"><a href="{href}">{project or "（原文无名称）"}</a></td>'
            f'<td data-label="部门"><a href="{root}{owner}">{department}</a></td>'
            f'<td data-label="年度">{year_title(one.year)}</td><td data-label="地区">{region}</td></tr>\n'
        )
    return joined(parts)


def kinds_index(listed: Iterable[Listed], settings: Settings) -> Iterator[Page]:
    """All kinds by label, those with most rows first; then those that stand only once."""
    lines = list(listed)
    compared = sorted(
        (one for one in lines if not one.place), key=lambda one: (one.aspect, -one.count, one.name, one.url)
    )
    weight: dict[str, int] = {}
    for one in compared:
        weight[one.aspect] = weight.get(one.aspect, 0) + one.count
    compared.sort(key=lambda one: (-weight[one.aspect], one.aspect))
    single = sorted((one for one in lines if one.place), key=lambda one: (one.aspect, one.name, one.url))
    total = sum(one.count for one in lines)
    for address, part, links in paged(INDEX.url, compared + single, settings.lists.rows):
        several = [(aspect, list(group)) for aspect, group in groupby(_many(part), key=lambda one: one.aspect)]
        alone = [(aspect, list(group)) for aspect, group in groupby(_alone(part), key=lambda one: one.aspect)]
        yield page(
            address,
            "kinds.html",
            INDEX.text,
            (HOME,) if address == INDEX.url else (HOME, INDEX),
            several=several,
            alone=alone,
            count=len(compared),
            singles=len(single),
            grouped=total - len(single),
            total=total,
            method=METHOD,
            continued=links,
        )


def _many(part: Sequence[Listed]) -> list[Listed]:
    return [one for one in part if not one.place]


def _alone(part: Sequence[Listed]) -> list[Listed]:
    return [one for one in part if one.place]
