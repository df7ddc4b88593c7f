"""Terms: what a text is cut into. The same vectors run in the browser (tests/browser/test_search_terms.py)."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from generator.search.terms import fold, terms
from generator.search.tokens import BITS, WORD, tokenise

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["text"] or "nothing" for vector in VECTORS])
def test_every_vector_is_folded_and_cut_as_written_down(vector):
    assert fold(vector["text"]) == vector["folded"]
    assert terms(vector["text"]) == vector["terms"]


def spelt(texts: list[str]) -> list[list[str]]:
    """The terms of each text as the arrays tell them, in reading order."""
    found = tokenise(texts)
    out: list[list[str]] = [[] for _ in texts]
    for _, number, owner in sorted(
        zip(found.places.tolist(), found.terms.tolist(), found.owners.tolist(), strict=True)
    ):
        first, second = number >> BITS, number & ((1 << BITS) - 1)
        out[owner].append(found.words[second] if first == WORD else chr(first) + (chr(second) if second else ""))
    return out


def test_many_texts_at_once_are_cut_like_each_alone():
    texts = [vector["text"] for vector in VECTORS]
    assert spelt(texts) == [vector["terms"] for vector in VECTORS]


def test_any_mixture_of_awkward_signs_is_cut_the_same_both_ways():
    chance = random.Random(7)  # noqa: S311 - the same texts every time
    pool = "绩效目 \u3000\n标a1Ａ…萬𠮷ー.,-①⑩㎡\u0301가ᅡΣςİ\u200b\x00【”"
    for _ in range(1500):
        texts = ["".join(chance.choices(pool, k=chance.randint(0, 12))) for _ in range(3)]
        assert spelt(texts) == [terms(text) for text in texts]


def test_every_character_of_a_run_begins_a_term():
    found = terms("支付2021年老城区工程欠款")
    assert {term[0] for term in found} >= set("支付年老城区工程欠款")


def test_both_spellings_of_a_document_number_are_one_text():
    assert fold("临机编【2012】154号") == fold("临机编〔2012〕154号") == fold("临机编[２０１２]154号")
