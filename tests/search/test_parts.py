"""An index after an edit: what an index before was made of is not made again, and the result is a clean one's."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from disclosures import TEMPLATES, TITLES, documents

from generator.model import SearchDocument
from generator.search import build, merging, pieces, survey
from generator.search.files import Before, Part
from generator.search.mapping import map_documents


class Site(Before):
    """What stands, and of which parts it was made."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.parts: dict[str, Part] = {}
        self.kept: set[str] = set()
        self.made = 0

    def get(self, name: str) -> Part | None:
        part = self.parts.get(name)
        if part is None or not all(file.path in self.files for file in part.files):
            return None
        self.kept.update(file.path for file in part.files)
        return part

    def put(self, name: str, part: Part) -> None:
        self.parts[name] = part
        self.made += 1

    def index(self, listed: Sequence[SearchDocument], folder: Path) -> None:
        folder.mkdir()
        self.kept, self.made = set(), 0
        written: dict[str, bytes] = {}
        chunks = [map_documents(listed[at : at + 9]) for at in range(0, len(listed), 9)]
        build.begin(chunks, folder, None, TITLES, before=self).finish(written.__setitem__, TEMPLATES / "static")
        self.files = {path: self.files[path] for path in self.kept} | written


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many ranges, many long entries, many folders of records."""
    monkeypatch.setattr(survey, "_ROWS", (300, 300))
    monkeypatch.setattr(survey, "_RANGES", (1000, 1000))
    monkeypatch.setattr(build, "FOLDERS", 1)
    monkeypatch.setattr(build.records, "BLOCKS", 2)
    monkeypatch.setattr(pieces, "PART", 8)
    monkeypatch.setattr(merging.Limits, "of", classmethod(lambda cls, _: cls(12, 40)))


def with_text(document: SearchDocument, at: int, text: str) -> SearchDocument:
    passages = list(document.passages)
    passages[at] = msgspec.structs.replace(passages[at], text=text)
    return msgspec.structs.replace(document, passages=tuple(passages))


def edited(listed: list[SearchDocument], chance: random.Random) -> list[SearchDocument]:
    """A word in another place, a longer text, a document more, one less, two in another order."""
    at = chance.randrange(len(listed))
    document = listed[at]
    which = chance.randrange(len(document.passages)) if document.passages else 0
    text = document.passages[which].text if document.passages else ""
    match chance.randrange(6):
        case 0 | 1 if text:
            cut = chance.randrange(len(text))
            return [*listed[:at], with_text(document, which, text[cut:] + text[:cut]), *listed[at + 1 :]]
        case 2 | 3 if text:
            more = chance.choice(["光", "差旅费", "2031", "x" * 5, "，"])
            return [*listed[:at], with_text(document, which, text + more), *listed[at + 1 :]]
        case 4:
            return [*listed[:at], document, *listed[at:]]
        case _:
            return [*listed[:at], *listed[at + 1 :]]


@pytest.mark.usefixtures("small")
def test_after_any_edit_the_index_is_that_of_a_clean_build(tmp_path: Path) -> None:
    chance, listed, site = random.Random(5), list(documents()), Site()  # noqa: S311 - the same edits every time
    for number in range(9):
        site.index(listed, tmp_path / f"{number}")
        clean = Site()
        clean.index(listed, tmp_path / f"{number}-clean")
        assert site.files == clean.files
        listed = edited(listed, chance)


@pytest.mark.usefixtures("small")
def test_what_did_not_change_is_not_made_again(tmp_path: Path) -> None:
    listed, site = list(documents()), Site()
    site.index(listed, tmp_path / "first")
    everything = site.made
    site.index(listed, tmp_path / "again")
    assert site.made == 0
    assert len(site.kept) > 300
    at = next(i for i, document in enumerate(listed) if "光纤" in document.title)
    which = next(i for i, passage in enumerate(listed[at].passages) if "光纤" in passage.text)
    swapped = listed[at].passages[which].text.replace("光纤", "纤光")  # as long as before
    site.index([*listed[:at], with_text(listed[at], which, swapped), *listed[at + 1 :]], tmp_path / "swapped")
    assert 0 < site.made < everything / 3


@pytest.mark.usefixtures("small")
def test_a_part_of_which_a_file_has_gone_is_made_again(tmp_path: Path) -> None:
    listed, site = list(documents()), Site()
    site.index(listed, tmp_path / "first")
    whole = dict(site.files)
    for path in sorted(site.files)[::7]:
        del site.files[path]
    site.index(listed, tmp_path / "second")
    assert site.files == whole


def test_it_does_not_matter_how_many_entries_are_written_at_once(
    tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pieces and long entries are the same where a piece begins with entries of one round and ends with the next's."""
    monkeypatch.setattr(pieces, "TARGET", 400)
    whole, parts = Site(), Site()
    whole.index(list(documents()), tmp_path / "whole")
    monkeypatch.setattr(merging, "_TOGETHER", 25)
    parts.index(list(documents()), tmp_path / "parts")
    assert parts.files == whole.files


@pytest.mark.usefixtures("small")
def test_a_document_may_say_a_word_thousands_of_times(tmp_path: Path) -> None:
    listed = list(documents())
    listed[3] = with_text(listed[3], 0, "13光纤 " * 3000)
    site = Site()
    site.index(listed, tmp_path / "index")
    assert site.made


@pytest.mark.usefixtures("small")
def test_a_rare_word_before_many_frequent_ones_does_not_bring_them_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits alone for those that its piece is shared with."""
    written: list[int] = []
    cut = pieces.cut

    def counted(entries: pieces.Entries, *others: object, **options: object) -> object:
        written.append(len(entries.names))
        return cut(entries, *others, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pieces, "TARGET", 400)
    monkeypatch.setattr(pieces, "cut", counted)
    Site().index(list(documents()), tmp_path / "once")
    once = sum(written)
    written.clear()
    monkeypatch.setattr(merging, "_TOGETHER", 500)
    Site().index(list(documents()), tmp_path / "parts")
    assert len(written) > 50
    assert sum(written) < 1.5 * once
