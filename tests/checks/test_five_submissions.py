"""What the checks say about the five published submissions, held against two readings by eye.

``expected.toml`` was written before the checks and measures what they find; ``judged.toml`` lists every finding of
severity 错误 or 疑点 with a person's verdict and measures what they say wrongly. A change of either shows here.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from disclosed import published

from generator import checks
from generator.model import Finding

HERE = Path(__file__).parent
EXPECTED = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
JUDGED = tomllib.loads((HERE / "judged.toml").read_text(encoding="utf-8"))


@cache
def findings() -> dict[str, tuple[Finding, ...]]:
    """All findings by file, those across documents included."""
    submissions = [published(name) for name in EXPECTED]
    gathered = [checks.gather(submission, number) for number, submission in enumerate(submissions)]
    across = checks.across(gathered)
    return {
        name: (*checks.run(submission), *(finding for found, finding in across if found == number))
        for number, (name, submission) in enumerate(zip(EXPECTED, submissions, strict=True))
    }


def test_of_what_a_reader_sees_wrong_95_percent_are_found() -> None:
    seen, missed = 0, []
    for name, table in EXPECTED.items():
        cited = {(finding.check, place.anchor) for finding in findings()[name] for place in finding.places}
        for lines, _, wrong, check in table["cases"]:
            seen += 1
            if (check, lines.split()[0]) not in cited:
                missed.append((name, lines, wrong, check))
    assert [case for case in missed if case[3]] == [
        ("临西县运河园区管理委员会.txt", "L8 L21", "总体目标2-3个新项目，分项目标2个", "part_one_promise_differs")
    ]
    assert (seen, len(missed)) == (283, 14)
    assert (seen - len(missed)) / seen >= 0.95


def test_every_error_and_doubt_is_judged() -> None:
    found = sorted(
        (name, finding.check, finding.project or 0, finding.places[0].anchor)
        for name, about in findings().items()
        for finding in about
        if finding.severity != "note"
    )
    judged = sorted(
        (name, check, project, line) for name, hits in JUDGED.items() for line, project, check, _, _ in hits["hits"]
    )
    assert found == judged


def test_of_what_is_shown_as_error_or_doubt_95_percent_deserve_it() -> None:
    verdicts = Counter(verdict for hits in JUDGED.values() for _, _, _, verdict, _ in hits["hits"])
    assert set(verdicts) <= {"right", "wrong"}
    assert verdicts["right"] / verdicts.total() >= 0.95


def test_budget_and_sources_agree_in_45_of_45_projects() -> None:
    parts = [checks.ask(published(name)).clean for name in EXPECTED]
    results = {one.check: (one.applied, one.fine) for one in checks.add_clean(parts)}
    assert results["funding_adds_up"] == (45, 45)
    assert results["text_total_differs"] == (9, 9)
    assert results["text_parts_add_up"] == (2, 2)
    assert results["part_one_parts_add_up"] == (1, 1)
    assert results["plan_falls"][0] == results["plan_falls"][1]
    assert results["source_is_damaged"] == (45, 43)
    assert results["wages_times_heads"] == (1, 0)


def test_patterns_are_statistics_and_no_findings() -> None:
    submissions = [published(name) for name in EXPECTED]
    found = {
        one.check: one for one in checks.add_patterns(checks.ask(submission).patterns for submission in submissions)
    }
    assert (found["time_within_a_year"].count, found["plan_of_equal_steps"].count) == (17, 12)
    assert found["cost_is_the_budget"].count == 13
    assert found["satisfaction_is_round"].count == found["satisfaction_is_round"].of
    assert not {finding.check for about in findings().values() for finding in about} & set(found)


def test_three_departments_share_the_sentence_on_inner_control() -> None:
    sentences = {
        name: next(finding for finding in about if finding.check == "sentences_of_several_departments")
        for name, about in findings().items()
        if any(finding.check == "sentences_of_several_departments" for finding in about)
    }
    assert sorted(sentences) == sorted(name for name in EXPECTED if not name.startswith("临西县"))
    assert "L23" in [place.anchor for place in sentences["曹妃甸区发展和改革局-2024.txt"].places]
