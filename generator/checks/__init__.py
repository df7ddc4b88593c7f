"""核对提示: what a careful auditor would notice, one question a file.

This folder is the registry: every module in it is a check and its name is the check's stable code. A module has
``HEADING``, ``SEVERITY``, ``TITLE``, ``RULE``, ``SOURCE``, ``INNOCENT`` (a possible innocent reason) and one function:

``check_project(project, facts)``
    one project; ``facts`` holds what several checks ask about it. ``WHEN`` may name traits (``"late plan"``,
    ``"figures in purpose"``, see ``evidence/facts.py``): the check is asked only of projects with one of them.
``check_texts(passages, about)``
    all running text of a project, or of part one.
``check_submission(submission, about)``
    one document.
``gather(submission, n, identities)`` and ``check_catalogue(gathered)``
    across documents: light facts of each by itself, then all together.
``tally(facts, submission)``
    a pattern: statistics, never a finding on a single project.

A check may have ``screen(joined, about)``: asked once of a document's whole text, it rules the check out for all of it.
Each yields :class:`~generator.checks.evidence.remark.Remark`; :func:`ask` makes findings of them. ``OF`` names the
traits of the projects a question is about and ``applies`` takes a closer look, so that a clean result can be said as
well (``CLEAN``: 预算数与资金来源相符, 45 of 45). What checks share, and how they are asked, is in ``evidence/``.
"""

from .evidence.answers import (
    Answers,
    Clean,
    Gathered,
    Pattern,
    across,
    add_clean,
    add_patterns,
    ask,
    gather,
    run,
    unpack_gathered,
)
from .evidence.registry import HEADINGS, SEVERITIES, CheckInfo, all_checks, described

__all__ = [
    "HEADINGS",
    "SEVERITIES",
    "Answers",
    "CheckInfo",
    "Clean",
    "Gathered",
    "Pattern",
    "across",
    "add_clean",
    "add_patterns",
    "all_checks",
    "ask",
    "described",
    "gather",
    "run",
    "unpack_gathered",
]
