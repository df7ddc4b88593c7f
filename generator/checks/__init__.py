"""核对提示: what a careful auditor would notice, one question a file.

This folder is the registry: every module in it is a check and its name is the check's stable code. A module has
``HEADING``, ``SEVERITY``, ``TITLE``, ``RULE``, ``SOURCE``, ``INNOCENT`` (a possible innocent reason) and one function:

``check_project(project, facts)``
    one project; ``facts`` holds what several checks ask about it. ``WHEN`` may name traits (``"late plan"``,
    ``"figures in purpose"``, see ``evidence/facts.py``): the check is asked only of projects with one of them.
``check_texts(passages, about)``
    all running text of a project, or of part one; asked where ``screen(joined, about)`` says that it may concern it.
``check_submission(submission, about)``
    one document.
``gather(submission, n)`` and ``check_catalogue(gathered)``
    across documents: light facts of each by itself, then all together.
``tally(facts, submission)``
    a pattern: statistics, never a finding on a single project.

Each yields :class:`~generator.checks.evidence.remark.Remark`; :func:`run` makes findings of them. ``applies``, with the
same arguments, says which projects or documents a question is about, so that a clean result can be said as well
(``CLEAN``: 预算数与资金来源相符, 45 of 45). What checks share is in ``evidence/``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Literal, cast, get_type_hints

import msgspec
from msgspec import Struct

from ..model import Finding, Severity, Submission
from .evidence.facts import ProjectFacts, SubmissionFacts, read_project, read_submission
from .evidence.passages import Passages
from .evidence.remark import Remark, Words

Heading = Literal["completeness", "relevance", "appropriateness", "feasibility", "arithmetic", "form"]
HEADINGS: dict[str, Words] = {
    "completeness": Words("完整性", "Completeness"),
    "relevance": Words("相关性", "Relevance"),
    "appropriateness": Words("适当性", "Appropriateness"),
    "feasibility": Words("可行性", "Feasibility"),
    "arithmetic": Words("算术", "Arithmetic"),
    "form": Words("形式", "Form"),
}
SEVERITIES: dict[str, Words] = {
    "error": Words("错误", "Error"),
    "doubt": Words("疑点", "Doubt"),
    "note": Words("提示", "Note"),
}
_SCOPES = (
    ("check_project", "project"),
    ("check_texts", "texts"),
    ("check_submission", "submission"),
    ("check_catalogue", "catalogue"),
    ("tally", "pattern"),
)


class CheckInfo(Struct, frozen=True):
    """A check as the pages, ``explain CODE`` and the data describe it."""

    name: str
    heading: str
    severity: Severity
    scope: Literal["project", "texts", "submission", "catalogue", "pattern"]
    title: Words
    rule: Words
    source: Words
    innocent: Words
    clean: Words | None

    @property
    def title_zh(self) -> str:
        return self.title.zh


class Clean(Struct, frozen=True):
    """A clean result: of ``applied`` projects (or documents), ``fine`` had nothing to say."""

    check: str
    applied: int
    fine: int


class Pattern(Struct, frozen=True):
    """A statistic: of ``of`` values ``count`` follow the pattern; ``values`` are the commonest with their counts."""

    check: str
    count: int
    of: int
    values: tuple[tuple[str, int], ...]


@cache
def _modules() -> dict[str, tuple[str, ModuleType]]:
    """Every check by name, in order, with its scope."""
    found = {}
    for entry in sorted(iter_modules(__path__), key=lambda entry: entry.name):
        if entry.ispkg:
            continue
        module = import_module(f"{__name__}.{entry.name}")
        scope = next(scope for function, scope in _SCOPES if hasattr(module, function))
        found[entry.name] = (scope, module)
    return found


@cache
def all_checks() -> tuple[CheckInfo, ...]:
    """Every check, by heading and then by name."""
    infos = [
        CheckInfo(
            name=name,
            heading=module.HEADING,
            severity=module.SEVERITY,
            scope=cast(Any, scope),
            title=module.TITLE,
            rule=module.RULE,
            source=module.SOURCE,
            innocent=module.INNOCENT,
            clean=getattr(module, "CLEAN", None),
        )
        for name, (scope, module) in _modules().items()
    ]
    order = list(HEADINGS)
    return tuple(sorted(infos, key=lambda info: (order.index(info.heading), info.name)))


class _Check(Struct, frozen=True):
    name: str
    heading: str
    severity: Severity
    ask: Callable[..., Iterator[Remark]]
    when: frozenset[str]
    screen: Callable[[str, SubmissionFacts], bool] | None


@cache
def _checks(scope: str) -> tuple[_Check, ...]:
    function = {scope: function for function, scope in _SCOPES}[scope]
    return tuple(
        _Check(
            name,
            module.HEADING,
            module.SEVERITY,
            getattr(module, function),
            frozenset(getattr(module, "WHEN", ())),
            getattr(module, "screen", None),
        )
        for name, (found, module) in _modules().items()
        if found == scope
    )


@lru_cache(maxsize=4096)
def _asked_of(traits: frozenset[str]) -> tuple[_Check, ...]:
    """The checks that a project with these traits is asked; few combinations occur."""
    return tuple(check for check in _checks("project") if not check.when or check.when & traits)


def run(submission: Submission) -> tuple[Finding, ...]:
    """All findings about one document: first its own, then by project, each by the check's name."""
    about = read_submission(submission)
    found: list[Finding] = []
    for check in _checks("submission"):
        found += [_finding(check, remark, None) for remark in check.ask(submission, about)]
    texts = [(0, about.passages)]
    for project in submission.projects:
        facts = read_project(project, about)
        order = project.order
        texts.append((order, facts.passages))
        for check in _asked_of(facts.traits):
            found += [_finding(check, remark, order) for remark in check.ask(project, facts)]
    found.extend(_about_texts(texts, about))
    found.sort(key=_by_project)
    return tuple(found)


def _about_texts(texts: list[tuple[int, Passages]], about: SubmissionFacts) -> Iterator[Finding]:
    """Ask the whole document's text first: a question it does not raise is not put to each project."""
    whole = "\n".join([passages.joined for _, passages in texts])
    for check in _checks("texts"):
        if check.screen and not check.screen(whole, about):
            continue
        for order, passages in texts:
            if check.screen is None or check.screen(passages.joined, about):
                for remark in check.ask(passages, about):
                    yield _finding(check, remark, order or None)


def _by_project(finding: Finding) -> tuple[int, str]:
    return finding.project or 0, finding.check


def _finding(check: _Check, remark: Remark, project: int | None) -> Finding:
    return Finding(
        check.name,
        remark.severity or check.severity,
        check.heading,
        project,
        remark.places,
        remark.values,
        remark.zh,
        remark.en,
    )


def gather(submission: Submission, number: int) -> dict[str, tuple[Any, ...]]:
    """The light facts of one document for the questions across documents, by check. Pure; merge with :func:`across`."""
    return {
        name: module.gather(submission, number) for name, (scope, module) in _modules().items() if scope == "catalogue"
    }


def across(gathered: Sequence[dict[str, tuple[Any, ...]]]) -> tuple[tuple[int, Finding], ...]:
    """Findings across documents, each with the number of the document it is about."""
    found = []
    for check in _checks("catalogue"):
        for number, remark in cast(Iterable[tuple[int, Remark]], check.ask([one[check.name] for one in gathered])):
            found.append((number, _finding(check, remark, None)))
    return tuple(found)


@cache
def _gathered_decoders() -> dict[str, msgspec.msgpack.Decoder[Any]]:
    return {
        name: msgspec.msgpack.Decoder(get_type_hints(module.gather)["return"])
        for name, (scope, module) in _modules().items()
        if scope == "catalogue"
    }


def unpack_gathered(data: bytes | msgspec.Raw) -> dict[str, tuple[Any, ...]]:
    """What :func:`gather` returned, after a journey as MessagePack."""
    parts = msgspec.msgpack.decode(data, type=dict[str, msgspec.Raw])
    return {name: decoder.decode(parts[name]) for name, decoder in _gathered_decoders().items()}


def clean(submission: Submission, findings: Iterable[Finding]) -> tuple[Clean, ...]:
    """For each check with a population, how many projects (or documents) it is about and how many are fine."""
    about = read_submission(submission)
    all_facts = [(project, read_project(project, about)) for project in submission.projects]
    hit: dict[str, set[int]] = {}
    for finding in findings:
        hit.setdefault(finding.check, set()).add(finding.project or 0)
    found = []
    for name, (scope, module) in _modules().items():
        if scope == "submission":
            subjects = {0} if module.applies(submission, about) else set()
        elif scope == "project":
            subjects = {project.order for project, facts in all_facts if module.applies(project, facts)}
        elif scope == "texts":
            subjects = {project.order for project, _ in all_facts}
        else:
            continue
        found.append(Clean(name, len(subjects), len(subjects - hit.get(name, set()))))
    return tuple(found)


def add_clean(parts: Iterable[Sequence[Clean]]) -> tuple[Clean, ...]:
    """Clean results of several documents together."""
    sums: dict[str, list[int]] = {}
    for part in parts:
        for one in part:
            counts = sums.setdefault(one.check, [0, 0])
            counts[0] += one.applied
            counts[1] += one.fine
    return tuple(Clean(name, *counts) for name, counts in sorted(sums.items()))


def patterns(submission: Submission) -> tuple[Pattern, ...]:
    """The statistics of one document; add those of several with :func:`add_patterns`."""
    about = read_submission(submission)
    all_facts: list[ProjectFacts] = [read_project(project, about) for project in submission.projects]
    found = []
    for name, (scope, module) in _modules().items():
        if scope == "pattern":
            tallied = [entry for facts in all_facts for entry in module.tally(facts, submission)]
            counts: dict[str, int] = {}
            for value, _ in tallied:
                counts[value] = counts.get(value, 0) + 1
            found.append(Pattern(name, sum(hit for _, hit in tallied), len(tallied), _commonest(counts)))
    return tuple(found)


def add_patterns(parts: Iterable[Sequence[Pattern]]) -> tuple[Pattern, ...]:
    """Statistics of several documents together."""
    sums: dict[str, tuple[int, int, dict[str, int]]] = {}
    for part in parts:
        for one in part:
            count, of, values = sums.get(one.check, (0, 0, {}))
            for value, number in one.values:
                values[value] = values.get(value, 0) + number
            sums[one.check] = (count + one.count, of + one.of, values)
    return tuple(Pattern(name, count, of, _commonest(values)) for name, (count, of, values) in sorted(sums.items()))


def _commonest(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:50])


__all__ = [
    "HEADINGS",
    "SEVERITIES",
    "CheckInfo",
    "Clean",
    "Pattern",
    "SubmissionFacts",
    "across",
    "add_clean",
    "add_patterns",
    "all_checks",
    "clean",
    "gather",
    "patterns",
    "run",
    "unpack_gathered",
]
