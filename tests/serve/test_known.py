"""What a saved file says takes the place of what it said; only what that may touch is linked or asked anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.executors import Serial
from generator.serve.known import Known
from generator.store import Store
from tests.bench.corpus import disclosure, text_of

FILES = {0: "a.txt", 3: "b.txt"}
SENTENCE = "严格执行国库集中支付制度和政府采购制度，坚决杜绝截留挪用。"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Two departments, of three projects each."""
    folder = tmp_path / "content" / "submissions"
    folder.mkdir(parents=True)
    for number, name in FILES.items():
        (folder / name).write_text(text_of(disclosure(number, 3)), "utf-8")
    return tmp_path / "content"


@pytest.fixture
def known(content: Path) -> Iterator[Known]:
    with Store(content.parent / "store") as store:
        known = Known(content, store)
        known.read(Serial(), ())
        yield known


def save(known: Known, name: str, text: str) -> None:
    path = f"content/submissions/{name}"
    (known.content.parent / path).write_text(text, "utf-8")
    known.read(Serial(), (), {path})


def fresh(known: Known) -> Known:
    """The same files, read and linked by another."""
    other = Known(known.content, known.store)
    other.read(Serial(), ())
    return other


def test_another_purpose_is_taken_in_without_linking(known: Known) -> None:
    """用于… → 主要用于… in the first of three projects"""
    before = known.catalogue
    save(known, "a.txt", text_of(disclosure(0, 3)).replace("用于", "主要用于", 1))
    assert known.catalogue is before
    assert {p.id: p.head for p in before.projects} == {p.id: p.head for p in fresh(known).catalogue.projects}


def test_a_project_that_another_document_tells_differently_is_found(known: Known) -> None:
    """b.txt becomes a copy of a.txt; then one of the two says 主要用于"""
    text = text_of(disclosure(0, 3))
    save(known, "b.txt", text)
    assert not known.across
    save(known, "b.txt", text.replace("用于", "主要用于", 1))
    assert {finding.check for found in known.across.values() for finding in found} == {"same_project_differs"}
    assert known.across == fresh(known).across


def test_a_sentence_of_another_department_is_found_without_linking(known: Known) -> None:
    """The same long sentence at the end of the first paragraph of both."""
    for number, name in FILES.items():
        before, text = known.catalogue, text_of(disclosure(number, 3))
        line = next(line for line in text.split("\n") if len(line) > 30 and line.endswith("。"))
        save(known, name, text.replace(line, line + SENTENCE, 1))
        assert known.catalogue is before
    assert [len(found) for found in known.across.values()] == [1, 1]
    assert known.across == fresh(known).across
    save(known, "b.txt", text_of(disclosure(3, 3)))
    assert not known.across
