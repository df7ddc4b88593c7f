"""Every check: one disclosure on which it must speak, one on which it must not, one at the border.

The disclosures stand in ``cases/``, by heading, laid out as :mod:`disclosed` describes.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from disclosed import submission

from generator import checks

CASES = Path(__file__).with_name("cases")


def read_cases() -> list[tuple[str, str, str, str]]:
    """(check, kind, sentence, layout), in the order of the files."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
            check, _, rest = block.partition("\n")
            for case in rest.split("--- ")[1:]:
                head, _, layout = case.partition("\n")
                kind, _, sentence = head.partition(" | ")
                found.append((check.strip(), kind, sentence.strip(), layout))
    return found


ALL = read_cases()


@pytest.mark.parametrize(("check", "kind", "sentence", "layout"), ALL, ids=[f"{c}: {s}" for c, _, s, _ in ALL])
def test_a_check_speaks_where_it_must_and_only_there(check: str, kind: str, sentence: str, layout: str) -> None:
    found = [finding for finding in checks.run(submission(layout)) if finding.check == check]
    assert bool(found) == kind.endswith("fires"), [finding.zh for finding in found]


def test_every_check_of_one_document_has_a_case_that_fires_one_that_does_not_and_one_at_the_border() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for check, kind, _, _ in ALL:
        kinds[check].add(kind.partition(",")[0].strip())
    asked = {info.name for info in checks.all_checks() if info.scope in ("project", "texts", "submission")}
    assert {check for check in asked if kinds[check] != {"fires", "silent", "border"}} == set()
    assert set(kinds) <= asked


def test_a_disclosure_in_order_raises_no_question() -> None:
    """绿化养护: everything filled in, everything fits."""
    assert [finding.zh for finding in checks.run(submission("绿化养护"))] == []


def test_every_finding_of_every_case_cites_a_place_and_says_it_in_both_languages() -> None:
    for _, _, sentence, layout in ALL:
        for finding in checks.run(submission(layout)):
            assert finding.places, sentence
            assert finding.zh.endswith("。"), finding
            assert finding.en.endswith("."), finding
