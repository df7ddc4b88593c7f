"""Whoever shows a page that differs is told, and nobody else; the page handed out last comes first."""

from __future__ import annotations

import threading

import pytest

from generator.serve.handed_out import HandedOut
from generator.serve.pages import Part


class Texts:
    """A site of texts, each of a stamp that changes with every save, whether the text does or not."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.saves = 0
        self.made: list[str] = []
        self.handed_out = HandedOut(self.find, threading.RLock())

    def save(self, **texts: str) -> None:
        self.saves += 1
        self.texts |= texts

    def find(self, path: str) -> Part | None:
        return Part(self.saves, lambda: self.make(path)) if path in self.texts else None

    def make(self, path: str) -> bytes:
        self.made.append(path)
        if self.texts[path] == "mistake":
            raise ValueError(path)
        return self.texts[path].encode()

    def told(self) -> list[set[str]]:
        return [paths for paths in self.handed_out.differing(lambda error: None) if paths]


@pytest.fixture
def site() -> Texts:
    site = Texts()
    site.save(home="1", project="1", about="1")
    for path in ("home", "about", "project"):
        assert site.handed_out.get(path) == b"1"
    return site


def test_the_page_handed_out_last_is_told_before_others_are_made(site: Texts) -> None:
    site.save(home="2", project="2")
    site.made.clear()
    steps = site.handed_out.differing(lambda error: None)
    assert next(steps) == {"project"}
    assert site.made == ["project"]
    assert set().union(*steps) == {"home"}


def test_who_asks_before_a_page_is_compared_gets_the_new_one_and_others_are_told(site: Texts) -> None:
    site.save(home="2", project="2")
    steps = site.handed_out.differing(lambda error: None)
    assert next(steps) == {"project"}
    assert site.handed_out.get("home") == b"2"
    assert set().union(*steps, *site.told()) == {"home"}


def test_a_page_left_over_by_another_save_is_compared_after_it(site: Texts) -> None:
    site.save(home="2", project="2")
    steps = site.handed_out.differing(lambda error: None)
    assert next(steps) == {"project"}
    site.save(about="2")
    assert set().union(*site.told()) == {"home", "about"}


def test_a_page_that_cannot_be_made_is_told_when_it_can(site: Texts) -> None:
    errors: list[str] = []
    site.save(project="mistake")
    assert not any(site.handed_out.differing(lambda error: errors.append(str(error))))
    assert errors == ["project"]
    site.save(project="2")
    assert site.told() == [{"project"}]


def test_of_many_pages_the_last_ones_are_compared_and_the_others_taken_to_differ() -> None:
    site = Texts()
    names = [f"page{number}" for number in range(20)]
    site.save(**dict.fromkeys(names, "1"))
    for name in names:
        site.handed_out.get(name)
    site.save()
    assert set().union(*site.told()) == set(names[:8])


def test_a_page_that_is_gone_is_told(site: Texts) -> None:
    site.save()
    del site.texts["home"]
    assert site.told() == [{"home"}]
    assert site.handed_out.get("home") is None
