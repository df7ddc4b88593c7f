"""The list of what a check found."""

from __future__ import annotations

from generator import checks
from generator.pages.findings import Counted, FindingRow, check_pages
from generator.settings import Settings


def _listed(row: FindingRow) -> str:
    check = checks.all_checks()[0]
    (page,) = check_pages(Counted(check, 1, 1), [row], Settings())
    return str(page.names["listed"])


def _row(**more: str) -> FindingRow:
    facts = {
        "check": "x", "severity": "doubt", "name": "道路养护", "url": "projects/a/index.html", "department": "交通局",
        "department_url": "departments/b/2024/index.html", "year": "2024年", "said": "两处不一致",
        "printed": "3公里", "place": "sources/c/index.html#L7",
    }  # fmt: skip
    return FindingRow(**(facts | more))  # type: ignore[arg-type]


def test_a_finding_names_its_project_its_department_and_its_place():
    assert _listed(_row()) == (
        '<li class="doubt"><span class="badge">疑点</span>\n'
        '<span><a href="../../projects/a/index.html">道路养护</a> <span class="note">'
        '<a href="../../departments/b/2024/index.html">交通局</a> 2024年</span><br>两处不一致'
        ' <a class="fig note" href="../../sources/c/index.html#L7">3公里</a></span></li>\n'
    )


def test_what_is_printed_is_text_and_never_markup():
    listed = _listed(_row(name="<b>", said='"A" & B', printed="'"))
    assert "&lt;b&gt;" in listed
    assert "&#34;A&#34; &amp; B" in listed
    assert ">&#39;</a>" in listed


def test_a_finding_without_a_place_links_none_and_an_empty_cell_says_where_to_look():
    assert "fig note" not in _listed(_row(place="", printed=""))
    assert ">看原文</a>" in _listed(_row(printed=""))
