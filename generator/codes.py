"""Every code that a message or a finding may carry, with its paragraph: one registry for ``explain``, ``check``
and the rules page.

A finding's code is its check's name, the same word in addresses (``findings/funding_adds_up/``), in the data and in
the output of ``check``; other codes are capitals with hyphens (:mod:`generator.troubles`). Codes never change meaning.
"""

from __future__ import annotations

import difflib
from functools import cache
from typing import Literal

from msgspec import Struct

from .checks import HEADINGS, SEVERITIES, all_checks
from .model import Severity
from .troubles import FOLDER, READING, VERIFYING

Group = Literal["finding", "reading", "folder", "verifying"]
GROUPS: dict[Group, str] = {
    "finding": "核对提示",
    "reading": "文件读不了",
    "folder": "文件夹、附注和设置",
    "verifying": "网站与原文不一致（mingzhang verify）",
}
# What a department can do about a finding, by the question it belongs to. A finding may always be right as it is.
_MEND = {
    "completeness": "补上没有填的那一项；确实不适用的，在原文里写明。",
    "relevance": "让目标、指标和资金用途说的是同一件事；多余的或别处抄来的，删掉或改过来。",
    "appropriateness": "换一个合适的指标、指标值或类别；保留的，在“指标值确定依据”里写明为什么。",
    "feasibility": "核对计划和指标值办不办得到；有特别安排的，在原文里写明。",
    "arithmetic": "核对各个数，改正算错或抄错的那一个；四舍五入造成的差别不会出现在这里。",
    "form": "按提示改正写法；原文已经公布的，更正后重新公布。",
}


class CodeInfo(Struct, frozen=True):
    """A code as it is explained. ``source`` and ``innocent`` only for findings; ``english`` is one line or two."""

    name: str
    group: Group
    severity: Severity
    title: str
    rule: str
    mend: str
    english: tuple[str, ...]
    heading: str = ""  # a finding's: completeness, arithmetic, …
    source: str = ""
    innocent: str = ""


@cache
def all_codes() -> dict[str, CodeInfo]:
    """Every code by name: findings by heading, then the rest."""
    codes = {}
    for check in all_checks():
        english = (check.title.en, check.rule.en, f"It may be innocent: {check.innocent.en}")
        codes[check.name] = CodeInfo(
            check.name,
            "finding",
            check.severity,
            check.title.zh,
            check.rule.zh,
            _MEND[check.heading],
            english,
            check.heading,
            check.source.zh,
            check.innocent.zh,
        )
    groups: tuple[tuple[Group, dict], ...] = (("reading", READING), ("folder", FOLDER), ("verifying", VERIFYING))  # type: ignore[type-arg]
    for group, troubles in groups:
        for name, trouble in troubles.items():
            codes[name] = CodeInfo(name, group, "error", trouble.title, trouble.why, trouble.mend, (trouble.english,))
    return codes


def find_code(word: str) -> CodeInfo | None:
    """The code that a person means: in any case, with hyphens or underscores."""
    return {_folded(name): info for name, info in all_codes().items()}.get(_folded(word))


def nearest(word: str) -> list[str]:
    """Known codes that a mistyped one may mean, the nearest first."""
    folded = {_folded(name): name for name in all_codes()}
    return [folded[near] for near in difflib.get_close_matches(_folded(word), folded, 3, 0.6)]


def _folded(name: str) -> str:
    return name.strip().lower().replace("-", "_")


def paragraph(info: CodeInfo) -> list[str]:
    """Lines that explain a code to a person at a terminal."""
    kind = GROUPS[info.group]
    if info.heading:
        kind = f"{kind} · {HEADINGS[info.heading].zh} · {SEVERITIES[info.severity].zh} {info.severity}"
    lines = [f"{info.name}  {info.title}", kind, "", info.rule]
    if info.source:
        lines.append(f"依据：{info.source}")
    if info.innocent:
        lines.append(f"可能的合理解释：{info.innocent}")
    return [*lines, f"怎么办：{info.mend}", "", *info.english]
