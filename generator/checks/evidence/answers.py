"""Asking: a submission in, its findings, clean results and statistics out, in one pass over its projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, get_type_hints

import msgspec
from msgspec import Struct

from ...identity import project_facts, project_id
from ...model import Finding, Project, Submission
from .facts import ProjectFacts, SubmissionFacts, read_project, read_submission
from .passages import Passages
from .registry import Check, asked_of, checks_of, screened
from .remark import Remark

Gathered = dict[str, tuple[Any, ...]]  # by check: the light facts of one document


class Clean(Struct, frozen=True):
    """A clean result: of ``applied`` projects (or documents) a question is about, ``fine`` raised nothing."""

    check: str
    applied: int
    fine: int


class Pattern(Struct, frozen=True):
    """A statistic: of ``of`` values ``count`` follow the pattern; ``values`` are the commonest with their counts."""

    check: str
    count: int
    of: int
    values: tuple[tuple[str, int], ...]


class Answers(Struct, frozen=True):
    """All that the checks say about one document."""

    findings: tuple[Finding, ...]
    clean: tuple[Clean, ...]
    patterns: tuple[Pattern, ...]


def ask(submission: Submission) -> Answers:
    """Findings first about the document, then by project, each by the check's name; clean results; statistics."""
    about = read_submission(submission)
    found, applied = _about_document(submission, about)
    read = [(project, read_project(project, about)) for project in submission.projects]
    texts = [(0, about.passages), *((project.order, facts.passages) for project, facts in read)]
    whole = "\n".join([passages.joined for _, passages in texts])
    idle = frozenset([check.name for check in screened() if check.screen and not check.screen(whole, about)])
    about_all: list[str] = []
    for project, facts in read:
        asked, surely, closer = asked_of(facts.traits)
        for check in asked:
            if check.name not in idle:
                for remark in check.ask(project, facts):
                    found.append(_finding(check, remark, project.order))
        about_all += surely
        _look_closer(closer, project, facts, applied)
    applied.update(about_all)
    found.extend(_about_texts(texts, about, idle))
    found.sort(key=_by_project)
    return Answers(tuple(found), _clean(applied, found, len(read)), _patterns([facts for _, facts in read], submission))


def run(submission: Submission) -> tuple[Finding, ...]:
    """The findings alone."""
    return ask(submission).findings


def _about_document(submission: Submission, about: SubmissionFacts) -> tuple[list[Finding], Counter[str]]:
    found: list[Finding] = []
    applied: Counter[str] = Counter()
    for check in checks_of("submission"):
        found += [_finding(check, remark, None) for remark in check.ask(submission, about)]
        if check.applies is None or check.applies(submission, about):
            applied[check.name] += 1
    return found, applied


def _look_closer(checks: tuple[Check, ...], project: Project, facts: ProjectFacts, applied: Counter[str]) -> None:
    for check in checks:
        if check.applies and check.applies(project, facts):
            applied[check.name] += 1


def _about_texts(texts: list[tuple[int, Passages]], about: SubmissionFacts, idle: frozenset[str]) -> Iterator[Finding]:
    """What the whole document does not raise is not put to each project."""
    for check in checks_of("texts"):
        if check.name in idle:
            continue
        for order, passages in texts:
            if check.screen is None or check.screen(passages.joined, about):
                for remark in check.ask(passages, about):
                    yield _finding(check, remark, order or None)


def _clean(applied: Counter[str], found: list[Finding], projects: int) -> tuple[Clean, ...]:
    """A check that found something in a project is not fine there. Checks of texts are counted by project alone."""
    texts = [check.name for check in checks_of("texts")]
    raised = {(finding.check, finding.project) for finding in found}
    hit = Counter([name for name, project in raised if project is not None or name not in texts])
    applied.update(dict.fromkeys(texts, projects))
    return tuple([Clean(name, of, max(0, of - hit.get(name, 0))) for name, of in sorted(applied.items())])


def _patterns(read: list[ProjectFacts], submission: Submission) -> tuple[Pattern, ...]:
    found = []
    for check in checks_of("pattern"):
        told = [one for facts in read for one in check.ask(facts, submission)]
        counts = Counter([value for value, _ in told])
        found.append(Pattern(check.name, sum([follows for _, follows in told]), len(told), _commonest(counts)))
    return tuple(found)


def _commonest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:50])


def _by_project(finding: Finding) -> tuple[int, str]:
    return finding.project or 0, finding.check


def _finding(check: Check, remark: Remark, project: int | None) -> Finding:
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


def gather(submission: Submission, number: int, identities: Sequence[tuple[str, str]] | None = None) -> Gathered:
    """The light facts of one document for the questions across documents, by check; merge with :func:`across`.

    ``identities`` are the ids and the digests of facts of its projects, where they are known already.
    """
    if identities is None:
        identities = [(project_id(submission, one), project_facts(one)) for one in submission.projects]
    return {
        check.name: check.gather(submission, number, identities) for check in checks_of("catalogue") if check.gather
    }


@cache
def _gathered_decoders() -> dict[str, msgspec.msgpack.Decoder[Any]]:
    return {
        check.name: msgspec.msgpack.Decoder(get_type_hints(check.gather)["return"])
        for check in checks_of("catalogue")
        if check.gather
    }


def unpack_gathered(data: bytes | msgspec.Raw) -> Gathered:
    """What :func:`gather` returned, after a journey as MessagePack."""
    parts = msgspec.msgpack.decode(data, type=dict[str, msgspec.Raw])
    return {name: decoder.decode(parts[name]) for name, decoder in _gathered_decoders().items()}


def across(gathered: Sequence[Gathered]) -> tuple[tuple[int, Finding], ...]:
    """Findings across documents, each with the number of the document it is about."""
    found = []
    for check in checks_of("catalogue"):
        for number, remark in check.ask([one[check.name] for one in gathered]):
            found.append((number, _finding(check, remark, None)))
    return tuple(found)


def add_clean(parts: Iterable[Sequence[Clean]]) -> tuple[Clean, ...]:
    """Clean results of several documents together."""
    applied: Counter[str] = Counter()
    fine: Counter[str] = Counter()
    for part in parts:
        for one in part:
            applied[one.check] += one.applied
            fine[one.check] += one.fine
    return tuple(Clean(name, of, fine[name]) for name, of in sorted(applied.items()))


def add_patterns(parts: Iterable[Sequence[Pattern]]) -> tuple[Pattern, ...]:
    """Statistics of several documents together."""
    sums: dict[str, tuple[int, int, Counter[str]]] = {}
    for part in parts:
        for one in part:
            count, of, values = sums.get(one.check, (0, 0, Counter()))
            values.update(dict(one.values))
            sums[one.check] = (count + one.count, of + one.of, values)
    return tuple(Pattern(name, count, of, _commonest(values)) for name, (count, of, values) in sorted(sums.items()))
