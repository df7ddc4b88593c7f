"""Who published the document, where, and for which year — and how each of these is known.

The order of trust is printed (a title, a part heading, the sentence that opens the plan of that year), project
code, unit's name, sidecar. A sidecar only fills gaps unless it says ``override`` with its reason. A year
mentioned in passing is not the year of the document.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from ..divisions import county_at_start_of, name_of
from ..model import FiscalYear, KnownFrom, Owner, Project, Region, Sidecar, Unit
from .outline import Outline
from .vocabulary import Vocabulary

DIVISION_CODE = re.compile(r"(\d{6})(\d\d)P")  # a division code and a year open the usual form of 项目编码
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_OPENING_YEAR = re.compile(r"((?:19|20)\d\d)年(?!底|末|以来|前)[^。]{0,40}")


def short_digest(*parts: str) -> str:
    """Eight hex digits of parts, for an address where no code is printed."""
    text = "\n".join("".join(unicodedata.normalize("NFKC", part).split()) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def units_of(projects: Sequence[Project]) -> tuple[Unit, ...]:
    """The units that the tables print, each once, in printed order."""
    return tuple({(p.unit.code, p.unit.name): p.unit for p in reversed(projects) if p.unit}.values())[::-1]


def region_of(
    outline: Outline, projects: Sequence[Project], names: Sequence[tuple[str, str]], sidecar: Sidecar
) -> Region:
    """The division the document belongs to; ``names`` are those of its units, each with its place."""
    if sidecar.region and sidecar.override:
        return Region(sidecar.region, name_of(sidecar.region), "portal")
    if outline.title and (code := county_at_start_of(outline.title.text, sidecar.region)):
        return Region(code, name_of(code), "printed", outline.title.anchor)
    found = _project_codes(projects)
    if found:
        codes = Counter([match[1] for _, match in found])
        code = max(codes, key=lambda code: (codes[code], code))
        anchor = next(anchor for anchor, match in found if match[1] == code)
        return Region(code, name_of(code), "project_code", anchor)
    for name, anchor in names:
        if code := county_at_start_of(name, sidecar.region):
            return Region(code, name_of(code), "unit_name", anchor)
    if sidecar.region:
        return Region(sidecar.region, name_of(sidecar.region), "portal")
    return Region(None, None, None)


def year_of(
    outline: Outline, projects: Sequence[Project], sidecar: Sidecar, above_tables: Sequence[tuple[int, str]] = ()
) -> FiscalYear:
    """The budget year of the document. ``above_tables`` are years that stand above tables: （2023年度）."""
    if sidecar.year and sidecar.override:
        return FiscalYear(sidecar.year, "portal")
    if outline.title and (match := _YEAR.search(outline.title.text)):
        return FiscalYear(int(match[1]), "printed", outline.title.anchor)
    if above_tables:
        return FiscalYear(above_tables[0][0], "printed", above_tables[0][1])
    for section in outline.sections:
        if match := _YEAR.search(section.heading.text):
            return FiscalYear(int(match[1]), "printed", section.heading.anchor)
    opening = next((s.paragraphs[0] for s in outline.sections if s.kind == "overall" and s.paragraphs), None)
    if opening and (match := _OPENING_YEAR.match(opening.text)) and re.search(r"[将要以拟计]", match[0]):
        return FiscalYear(int(match[1]), "printed", opening.anchor)
    # A code of an earlier year is carried-over money, so the latest year among the codes is the document's.
    years = [(2000 + int(match[2]), anchor) for anchor, match in _project_codes(projects)]
    if years:
        year = max(years)[0]
        return FiscalYear(year, "project_code", next(anchor for found, anchor in years if found == year))
    return FiscalYear(sidecar.year, "portal") if sidecar.year else FiscalYear(None, None)


def owner_of(
    outline: Outline,
    units: Sequence[Unit],
    region: Region,
    sidecar: Sidecar,
    vocabulary: Vocabulary,
    printed: Unit | None = None,
) -> Owner | None:
    """The department: the first three digits of the unit's code within the region, its name without 本级.

    ``printed`` is the department that a table names beside its unit (主管部门); most forms do not.
    """
    place = region.code or "noregion"
    if printed:
        named, digits = sidecar.department or printed.name, (printed.code or "")[:3]
        known_by: KnownFrom = "portal" if sidecar.department else "printed"
        return Owner(f"{place}-{digits or short_digest(named)}", digits or None, named, known_by)
    if not units:
        name = sidecar.department or (outline.author.text if outline.author else None)
        if name is None:
            return None
        return Owner(f"{place}-{short_digest(name)}", None, name, "portal" if sidecar.department else "printed")
    main = next((unit for unit in units if vocabulary.local_level.search(unit.name)), units[0])
    name = sidecar.department or vocabulary.local_level.sub("", main.name).strip()
    code = main.code[:3] if main.code else None
    known_from: KnownFrom = "portal" if sidecar.department or not main.anchor else "printed"
    return Owner(f"{place}-{code or short_digest(name)}", code, name, known_from)


def _project_codes(projects: Sequence[Project]) -> list[tuple[str, re.Match[str]]]:
    found = ((p.code.anchor, DIVISION_CODE.match(p.code.text)) for p in projects if p.code and p.code.text)
    return [(anchor, match) for anchor, match in found if match]
