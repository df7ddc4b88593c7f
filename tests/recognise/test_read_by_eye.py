"""The recogniser against what a person read in the five documents, line by line, whole structures at a time."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from by_eye import READINGS, SUBMISSIONS, Reading

from generator.model import Document, Paragraph, Sidecar, Submission
from generator.money import total
from generator.readers import read
from generator.recognise import recognise
from generator.settings import convert


@pytest.fixture(params=READINGS, ids=lambda reading: reading.path.stem, scope="module")
def reading(request: pytest.FixtureRequest) -> Reading:
    return request.param


@pytest.fixture(scope="module")
def document(reading: Reading) -> Document:
    return read(reading.path.read_bytes(), f"content/submissions/{reading.path.name}")


@pytest.fixture(scope="module")
def found(reading: Reading, document: Document) -> Submission:
    beside = reading.path.with_suffix(".toml")
    sidecar = convert(beside.read_text("utf-8"), Sidecar, beside.name) if beside.is_file() else None
    return recognise(document, sidecar)


def plain(value: Any) -> Any:
    """Any structure as lists and dictionaries, which a failing test can lay out."""
    if isinstance(value, msgspec.Struct):
        return {key: plain(held) for key, held in msgspec.structs.asdict(value).items()}
    if isinstance(value, list | tuple):
        return [plain(held) for held in value]
    return msgspec.to_builtins(value)


def test_every_submission_has_been_read_by_eye():
    assert [reading.path for reading in READINGS] == sorted(SUBMISSIONS.glob("*.txt"))


def test_every_field_of_the_projects_read_by_eye_is_as_printed(reading: Reading, found: Submission):
    expected = reading.projects()
    assert len(expected) >= 2
    for project in expected:
        of_code = found.projects[project.order - 1]
        # what a damage is called in words is ours; its kind and its place are the document's
        damage = tuple(msgspec.structs.replace(one, note="") for one in of_code.damage)
        assert plain(msgspec.structs.replace(of_code, damage=damage)) == plain(project)


def test_all_projects_are_there_in_printed_order(reading: Reading, found: Submission):
    listed = []
    for p in found.projects:
        assert p.name
        assert p.budget
        code = p.code.text if p.code else None
        listed.append([p.order, p.anchor, code or "", p.name.text, str(p.budget.yuan), len(p.indicators)])
    assert listed == reading.said["全部项目"]


def test_indicators_and_budgets_add_up_to_what_was_counted_by_hand(reading: Reading, found: Submission):
    assert sum(len(project.indicators) for project in found.projects) == reading.said["指标合计"]
    assert str(total(project.budget for project in found.projects)) == reading.said["预算合计"]


def test_part_one_has_its_sections_with_goals_and_indicators_paired(reading: Reading, found: Submission):
    assert plain(found.sections) == plain(reading.sections())


def test_whose_document_it_is_and_how_that_is_known(reading: Reading, found: Submission):
    said = reading.said
    assert found.title == reading.title()
    assert plain(found.units) == plain(reading.units())
    code, name, known_from, anchor = said["地区"]
    assert plain(found.region) == {"code": code, "name": name, "known_from": known_from, "anchor": anchor or None}
    year = said["年度"] or [None, None, None]
    assert plain(found.fiscal_year) == dict(zip(("year", "known_from", "anchor"), year, strict=True))
    owner = found.department
    assert owner
    identity = re.sub(r"-[0-9a-f]{8}$", "-摘要", owner.id)  # without a code a digest of the name stands for it
    assert [identity, owner.code or "", owner.name, owner.known_from] == said["部门"]


def test_what_belongs_to_nobody_is_kept_and_nothing_else_is_left_over(
    reading: Reading, document: Document, found: Submission
):
    assert plain(found.fragments) == plain(reading.fragments())
    unclaimed = [block.anchor for block, claim in zip(document.blocks, found.claims, strict=True) if not claim]
    assert unclaimed == reading.said["无人认领的块"]
    assert found.unclaimed == len(unclaimed)


def test_no_two_facts_share_a_cell_and_amounts_are_their_cells_text(
    reading: Reading, document: Document, found: Submission
):
    lines = {
        cell.anchor: cell.text
        for block in document.blocks
        for cell in ((block,) if isinstance(block, Paragraph) else block.cells)
    }
    for project in found.projects:
        facts = [project.name, project.purpose, *project.goals, *(i.target for i in project.indicators)]
        anchors = [fact.anchor for fact in facts if fact]
        assert len(set(anchors)) == len(anchors)
        for amount in (project.budget, project.fiscal_funds, project.other_funds):
            assert amount
            assert amount.printed == lines[amount.anchor].strip()
