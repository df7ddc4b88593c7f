"""New facts in the place of old ones leave a catalogue as linking everything anew would."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from generator.catalogue import Head, head_of, link
from generator.readers import read
from generator.recognise import recognise
from generator.serve.relink import relink
from tests.bench.corpus import disclosure, text_of


def head(text: str, name: str = "a.txt") -> Head:
    return head_of(recognise(read(text.encode(), f"content/submissions/{name}")))


def test_another_purpose_moves_nothing() -> None:
    """用于… → 主要用于… in the first of three projects"""
    text = text_of(disclosure(0, 3))
    before, after = head(text), head(text.replace("用于", "主要用于", 1))
    catalogue = link([before, head(text_of(disclosure(1, 3)), "b.txt")])
    assert relink(catalogue, before, after)
    assert {project.head.facts for project in catalogue.projects} >= {project.facts for project in after.projects}


def test_other_budgets_are_another_pace_of_their_department_and_of_no_other() -> None:
    text, other = text_of(disclosure(0, 3)), head(text_of(disclosure(3, 3)), "b.txt")
    before = head(text)
    catalogue = link([before, other])
    of_all = [(department, year) for department, year, _ in catalogue.groups()]
    paces = {each: catalogue.pace(*each) for each in of_all}
    projects = [replace(project, budget=Decimal(30_000)) for project in before.projects]
    after = replace(before, projects=tuple(projects))
    assert relink(catalogue, before, after)
    fresh = link([after, other])
    assert [catalogue.pace(*each) for each in of_all] == [fresh.pace(*each) for each in of_all]
    assert [each for each in of_all if catalogue.pace(*each) is not paces[each]] == [of_all[0]]


def test_another_code_moves_the_page() -> None:
    text = text_of(disclosure(0, 3))
    before = head(text)
    code = before.projects[0].code or ""
    assert not relink(link([before]), before, head(text.replace(code, code[:-1] + "Z")))


def test_a_project_that_stands_in_two_documents_is_linked_anew() -> None:
    text = text_of(disclosure(0, 2))
    before, other = head(text), head(text, "b.txt")
    assert not relink(link([before, other]), before, head(text.replace("用于", "主要用于", 1)))


def test_a_sidecar_that_comes_is_linked_anew() -> None:
    before = head(text_of(disclosure(0, 2)))
    sidecar = replace(before.sidecar, withdrawn="更正")
    assert not relink(link([before]), before, replace(before, sidecar=sidecar))
