"""Findings beside what they are about: the gravest first, each with its places and the link to its rule."""

from __future__ import annotations

from markupsafe import Markup

from ..model import Finding, Submission
from .markup import escaped, joined

SEVERITIES = {"error": "错误", "doubt": "疑点", "note": "提示"}
_ORDER = {"error": 0, "doubt": 1, "note": 2}
_PLACES = 5  # of one finding; the data files have them all
_LONG = 30  # characters of a printed text


def findings_of(submission: Submission) -> dict[int | None, list[Finding]]:
    """A document's findings by project (None: its own), the gravest first."""
    found: dict[int | None, list[Finding]] = {}
    for finding in sorted(submission.findings, key=lambda finding: _ORDER[finding.severity]):
        found.setdefault(finding.project, []).append(finding)
    return found


def findings_list(findings: list[Finding], titles: dict[str, str], source: str, root: str) -> Markup:
    """Findings as list items. ``titles`` names each check; ``source`` is the way to the source view."""
    if not findings:
        return Markup()
    texts: list[str] = []
    for one in findings:
        texts.append(one.zh)
        for place in one.places[:_PLACES]:
            text = place.printed or place.anchor
            texts.append(text if len(text) <= _LONG else text[:_LONG] + "…")
    safe = iter(escaped(texts))
    parts = []
    for one in findings:
        said = next(safe)
        places = "、".join(
            [f'<a class="fig" href="{source}#{place.anchor}">{next(safe)}</a>' for place in one.places[:_PLACES]]
        )
        more = f" 等 {len(one.places)} 处" if len(one.places) > _PLACES else ""
        parts.append(
            f'<li class="{one.severity}"><span class="badge">{SEVERITIES[one.severity]}</span>\n<span>{said}\n'
            f'<small><a href="{root}findings/{one.check}/index.html">{titles.get(one.check, one.check)}</a>'
            f"{' · 原文 ' + places + more if places else ''}</small></span></li>\n"
        )
    return joined(parts)
