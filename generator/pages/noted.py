"""Findings beside what they are about: the gravest first, each with its places and the link to its rule."""

from __future__ import annotations

from markupsafe import Markup

from ..model import Finding, Submission
from .markup import escaped

SEVERITIES = {"error": "错误", "doubt": "疑点", "note": "提示"}
_ORDER = {"error": 0, "doubt": 1, "note": 2}


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
    texts = []
    for one in findings:
        texts.append(one.zh)
        texts += [place.printed or place.anchor for place in one.places]
    safe = iter(escaped(texts))
    parts = []
    for one in findings:
        said = next(safe)
        places = "、".join([f'<a class="fig" href="{source}#{place.anchor}">{next(safe)}</a>' for place in one.places])
        parts.append(
            f'<li class="{one.severity}"><span class="badge">{SEVERITIES[one.severity]}</span>\n<span>{said}\n'
            f'<small><a href="{root}findings/{one.check}/index.html">{titles.get(one.check, one.check)}</a>'
            f"{' · 原文 ' + places if places else ''}</small></span></li>\n"
        )
    return Markup("".join(parts))  # noqa: S704 - every text in it has been escaped above
