"""核对规则: every code that a finding or a message may carry, with its rule, its source and what to do about it."""

from __future__ import annotations

from ..checks import HEADINGS, SEVERITIES
from ..codes import GROUPS, CodeInfo, all_codes
from .frame import HOME, Link, Page, page

RULES = Link("核对规则", "pages/rules/index.html")


def rules_page(others: tuple[Link, ...]) -> Page:
    """One section a heading of the checks, then one for each other kind of code. A code is its fragment."""
    sections: dict[str, tuple[str, list[CodeInfo]]] = {name: (words.zh, []) for name, words in HEADINGS.items()}
    sections |= {name: (label, []) for name, label in GROUPS.items() if name != "finding"}
    for info in all_codes().values():
        sections[info.heading or info.group][1].append(info)
    return page(
        RULES.url,
        "rules.html",
        RULES.text,
        (HOME,),
        sections=[(name, label, infos) for name, (label, infos) in sections.items()],
        severities={name: words.zh for name, words in SEVERITIES.items()},
        others=others,
    )
