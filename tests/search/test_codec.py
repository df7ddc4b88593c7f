"""Numbers as text."""

from __future__ import annotations

import json

import numpy as np
import pytest

from generator.search import codec


def test_numbers_of_every_width_come_back():
    values = [0, 1, 63, 64, 65, 2065, 2066, 2067, 100_000, codec.LIMIT - 1]
    assert codec.decode(codec.text(values)) == values
    every = np.arange(200_000)
    assert codec.decode(codec.text(every)) == every.tolist()
    assert codec.decode(codec.text(every[::-1] + 100_000)) == (every[::-1] + 100_000).tolist()


def test_small_numbers_take_one_character_and_the_text_needs_no_escaping():
    written = codec.text(list(range(3000)))
    assert len(codec.text([63])) == 1
    assert json.dumps(written) == f'"{written}"'


def test_a_slice_can_be_cut_out_by_the_numbers_places():
    encoded, starts = codec.encode(np.array([5, 5000, 7, 100]))
    assert codec.decode(encoded[starts[1] : starts[3]].decode()) == [5000, 7]
    encoded, edges = codec.encode(np.array([5, 5000, 7, 100]), np.array([1, 3]))
    assert codec.decode(encoded[edges[0] : edges[1]].decode()) == [5000, 7]


def test_what_cannot_be_written_is_refused():
    with pytest.raises(ValueError, match="outside"):
        codec.text([codec.LIMIT])
    with pytest.raises(ValueError, match="outside"):
        codec.text([-1])


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.uint32, np.int64])
def test_numbers_are_spelt_alike_whatever_they_are_held_in(kind):
    most = min(int(np.iinfo(kind).max), codec.LIMIT - 1)
    numbers = [n for n in (0, codec.SHORT, codec.MIDDLE - 1, codec.MIDDLE, 4095, 65_535, 140_000, most) if n <= most]
    assert codec.text(np.array(numbers, dtype=kind)) == codec.text(np.array(numbers, dtype=np.int64))
    assert codec.decode(codec.text(np.array(numbers, dtype=kind))) == numbers
