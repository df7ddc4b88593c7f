"""Long lists as pages: which rows stand where, and how to get from one page to another."""

from __future__ import annotations

import pytest

from generator.pages.frame import paged


def links_of(count: int) -> dict[str, list[str]]:
    return {address: [link.url for link in links] for address, _, links in paged("a/index.html", range(count), 1)}


def test_every_row_stands_on_one_page_in_order() -> None:
    pages = [(address, list(rows)) for address, rows, _ in paged("a/index.html", range(7), 3)]
    assert pages == [
        ("a/index.html", [0, 1, 2]),
        ("a/page-2/index.html", [3, 4, 5]),
        ("a/page-3/index.html", [6]),
    ]
    assert [(address, list(rows)) for address, rows, _ in paged("a/index.html", (), 3)] == [("a/index.html", [])]


def test_a_list_of_one_page_links_none_and_a_short_one_all() -> None:
    assert links_of(1) == {"a/index.html": []}
    assert all(len(links) == 20 for links in links_of(20).values())


@pytest.mark.parametrize("count", [21, 99, 2_345])
def test_a_long_list_links_few_pages_and_none_is_far(count: int) -> None:
    linked = links_of(count)
    assert max(map(len, linked.values())) < 45
    reached, steps = {"a/index.html"}, 0
    while len(reached) < count:
        reached |= {there for here in reached for there in linked[here] if there}
        steps += 1
        assert steps <= 7
    numbers = list(linked)
    for at, here in enumerate(numbers):
        assert {numbers[0], numbers[-1], here, *numbers[max(0, at - 3) : at + 4]} <= set(linked[here])


def test_what_is_left_out_shows() -> None:
    *_, (_, _, links) = paged("a/index.html", range(30), 1)
    assert [link.text for link in links] == ["1", "…", "10", "…", "20", "…", "27", "28", "29", "30"]
