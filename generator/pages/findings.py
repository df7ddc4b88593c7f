"""核对提示: all findings by heading and check, each check with its rule, and what was found clean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from ..checks import CheckInfo, Pattern
from ..settings import Settings
from .frame import HOME, Link, Page, Rows, page, paged, root_of
from .markup import escaped, joined
from .noted import SEVERITIES

HEADINGS = {
    "completeness": "完整性",
    "relevance": "相关性",
    "appropriateness": "适当性",
    "feasibility": "可行性",
    "arithmetic": "算术",
    "form": "形式",
}
INDEX = Link("核对提示", "findings/index.html")


class FindingRow(Struct, frozen=True, gc=False):
    """One finding in the list of its check."""

    check: str
    severity: str
    name: str
    url: str
    department: str
    department_url: str
    year: str
    said: str
    printed: str
    place: str  # address of the first place in the source view


class Counted(Struct, frozen=True):
    """A check with how often it found something, and how often it could have."""

    check: CheckInfo
    found: int
    asked: int


def findings_index(checks: Sequence[Counted], patterns: Sequence[Pattern]) -> Page:
    """Every check under its heading, the most frequent first; what was fine; patterns as statistics."""
    sections = []
    for heading, label in HEADINGS.items():
        mine = [one for one in checks if one.check.heading == heading and one.check.scope != "pattern"]
        mine.sort(key=lambda one: (-one.found, one.check.name))
        if mine:
            sections.append((heading, label, mine, sum(one.found for one in mine)))
    clean = [one for one in checks if one.asked and not one.found]
    counted = {pattern.check: pattern for pattern in patterns if pattern.of}
    infos = [one.check for one in checks if one.check.scope == "pattern"]
    shown = [(info, found := counted.get(info.name), found.values[:5] if found else ()) for info in infos]
    return page(
        INDEX.url,
        "findings.html",
        "核对提示",
        (HOME,),
        sections=sections,
        clean=clean,
        patterns=shown,
        total=sum(one.found for one in checks),
    )


def check_pages(one: Counted, rows: Rows, settings: Settings) -> Iterator[Page]:
    """One check: its rule, why, what may be innocent, and all that it found."""
    url = f"findings/{one.check.name}/index.html"
    for address, part, links in paged(url, rows, settings.lists.rows):
        yield page(
            address,
            "check.html",
            one.check.title.zh,
            (HOME, INDEX),
            one=one,
            heading=HEADINGS[one.check.heading],
            rows=part,
            listed=_items(part, root_of(address)),
            continued=links,
        )


def _items(rows: Sequence[FindingRow], root: str) -> Markup:
    """One ``<li>`` a finding."""
    texts: list[str] = []
    for row in rows:
        texts += (row.url, row.name, row.department_url, row.department, row.year, row.said, row.place, row.printed)
    safe = iter(escaped(texts, escape) if texts else ())
    parts = []
    # Eight texts a row: the same iterator eight times.
    for row, url, name, owner_url, owner, year, said, place, printed in zip(rows, *[safe] * 8, strict=True):
        source = f' <a class="fig note" href="{root}{place}">{printed or "看原文"}</a>' if place else ""
        parts.append(
            f'<li class="{row.severity}"><span class="badge">{SEVERITIES[row.severity]}</span>\n'
            f'<span><a href="{root}{url}">{name}</a> <span class="note"><a href="{root}{owner_url}">{owner}</a> {year}'
            f"</span><br>{said}{source}</span></li>\n"
        )
    return joined(parts)
