"""A submission says the same in every form: Word, PDF, a workbook, a web page, Markdown and plain text."""

from pathlib import Path

import pytest
from every_form import FORMS, PAGINATIONS, SUBMISSIONS, document
from facts import differences, facts

from generator.model import Row
from generator.recognise import recognise

FORMATS = {"html": "html", "md": "markdown", "xlsx": "xlsx", "docx": "docx", "doc": "office", "pdf": "pdf"}
# Read in the documents: projects and indicators of each, one of the first broken off before its value.
COUNTS = {"丰润区": (7, 33), "临西县": (9, 54), "唐山高": (13, 83), "曹妃甸区发": (13, 78), "曹妃甸区装": (3, 24)}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", SUBMISSIONS, ids=lambda path: path.stem)
def test_every_fact_is_the_same_in_every_form(forms: Path, path: Path, form: str):
    made = document(forms / f"{path.stem}.{form}")
    found, expected = facts(recognise(made)), facts(recognise(document(path)))
    counts = next(counts for name, counts in COUNTS.items() if path.stem.startswith(name))
    assert made.source.format == FORMATS[form]
    assert (len(found["projects"]), sum(len(project["indicators"]) for project in found["projects"])) == counts
    assert list(differences(expected, found)) == []


@pytest.mark.parametrize(("name", "size"), [(name, size) for name, size, _ in PAGINATIONS if "pdf" in FORMS])
def test_the_end_of_a_page_changes_no_fact_wherever_it_falls(forms: Path, name: str, size: str):
    """It cuts between rows, through rows, and through labels that stand beside several rows."""
    (made,) = forms.glob(f"{name}*@{size}.pdf")
    (path,) = (path for path in SUBMISSIONS if path.name.startswith(name))
    assert list(differences(facts(recognise(document(path))), facts(recognise(document(made))))) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_of_every_form_has_an_anchor_of_its_own(forms: Path, form: str):
    for path in forms.glob(f"*.{form}"):
        blocks = document(path).blocks
        anchors = [cell.anchor for block in blocks if isinstance(block, Row) for cell in block.cells]
        anchors += [block.anchor for block in blocks if not isinstance(block, Row)]
        assert len(anchors) == len(set(anchors))


ANCHORS = {"html": "t2.r3.c3", "md": "t2.r3.c3", "docx": "t2.r3.c3", "doc": "t2.r3.c3", "pdf": "p3.t2.r3.c3"}


@pytest.mark.parametrize("form", [form for form in FORMS if form != "xlsx"])
def test_the_budget_of_the_second_project_is_found_at_its_place(forms: Path, form: str):
    """2.2021年预算内招商经费（21年借款）绩效目标表 … 预算数 69.54"""
    path = next(forms.glob(f"丰润区*2022.{form}"))
    project = recognise(document(path)).projects[1]
    assert (project.budget.printed, project.budget.anchor) == ("69.54", ANCHORS[form])


def test_the_budget_in_a_workbook_is_found_in_its_cell(forms: Path):
    path = next(forms.glob("丰润区*.xlsx"))
    project = recognise(document(path)).projects[1]
    assert project.budget.anchor.startswith("绩效目标!")
    from openpyxl import load_workbook

    assert load_workbook(path)["绩效目标"][project.budget.anchor.partition("!")[2]].value == "69.54"
