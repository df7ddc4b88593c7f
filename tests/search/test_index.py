"""The index as written: the same whatever the grouping, and Lunr's own lists read back from the pieces."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from disclosures import TEMPLATES, TITLES, documents, index

from generator.search import build, codec, merging, pieces, stock, survey
from generator.search.fields import FIELDS
from generator.search.mapping import map_documents
from generator.search.terms import terms


def unwrapped(files: dict[str, bytes]) -> dict[str, str]:
    """What each script hands over, by the name it says; its check must be right."""
    found = {}
    for path, data in files.items():
        match = re.fullmatch(rb'MZ\.take\("([^"]+)","([0-9a-f]{8})",(.*)\);\n', data, re.DOTALL)
        if match:
            text = json.loads(match[3])
            assert zlib.crc32(text.encode()) == int(match[2], 16), path
            found[match[1].decode()] = text
    return found


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    written: dict[str, bytes] = {}
    index(documents(), written.__setitem__)
    return written


def names(line: str) -> Iterator[str]:
    if not line.startswith(" "):
        yield from line.split(" ")
        return
    for group in line[1:].split(" "):
        yield from (group[0] + ("" if second == "." else second) for second in group[1:])


def postings(text: str) -> dict[str, dict[int, dict[int, tuple[int, int]]]]:
    """One piece read back: term → document → field → (frequency, length)."""
    line, *streams = text.split("\n")
    counts, gaps, masks, frequencies, lengths = (iter(codec.decode(stream)) for stream in streams)
    found: dict[str, dict[int, dict[int, tuple[int, int]]]] = {}
    for name in names(line):
        document = -1
        found[name] = {}
        for _ in range(next(counts)):
            document += next(gaps) + 1
            mask = next(masks)
            inside = [field for field in range(len(FIELDS)) if mask >> field & 1]
            found[name][document] = {field: (next(frequencies) + 1, next(lengths)) for field in inside}
    return found


def test_the_pieces_hold_the_lists_that_lunr_holds(files):
    builder = stock.builder(documents())
    read: dict[str, dict[int, dict[int, tuple[int, int]]]] = {}
    for name, text in unwrapped(files).items():
        if name.startswith("t/"):
            read |= postings(text)
    assert {term for term in read if not term.endswith("*")} == set(builder.inverted_index)
    for term, posting in builder.inverted_index.items():
        held = {
            (document, FIELDS[field]): counted
            for document, fields in read[term].items()
            for field, counted in fields.items()
        }
        expected = {
            (int(ref), field): (
                builder.field_term_frequencies[f"{field}/{ref}"][term],
                builder.field_lengths[f"{field}/{ref}"],
            )
            for field in FIELDS
            for ref in posting[field]
        }
        assert held == expected, term


def test_how_documents_are_grouped_into_chunks_changes_no_byte(files, tmp_path):
    listed = documents()
    chunks = [map_documents(listed[a:b]) for a, b in pairwise([0, 1, 8, 30, 31, len(listed)])]
    written: dict[str, bytes] = {}
    build.merge(chunks, written.__setitem__, tmp_path, TEMPLATES / "static", None, TITLES)
    assert written == files


def test_processes_write_what_one_process_writes(files, tmp_path, monkeypatch):
    monkeypatch.setattr(build, "GROUP", 9)
    written: dict[str, bytes] = {}
    with ProcessPoolExecutor(2) as executor:
        build.build(documents(), written.__setitem__, tmp_path, TEMPLATES / "static", executor, TITLES)
    assert written == files


def test_small_ranges_and_long_entries_hold_the_same_documents(files, tmp_path, monkeypatch):
    """With every limit turned down, what was one piece becomes ranges, files of long entries, and their parts."""
    monkeypatch.setattr(survey, "_ROWS", (500, 500))
    monkeypatch.setattr(survey, "_RANGES", (1000, 1000))
    monkeypatch.setattr(pieces, "PART", 8)
    monkeypatch.setattr(merging.Limits, "of", classmethod(lambda cls, _: cls(12, 40)))
    written: dict[str, bytes] = {}
    build.build(documents(), written.__setitem__, tmp_path, TEMPLATES / "static")
    texts = unwrapped(written)
    whole: dict[str, list[int]] = {}
    for name, text in unwrapped(files).items():
        if name.startswith("t/"):
            whole |= {term: list(held) for term, held in postings(text).items()}
    seen = 0
    for name, text in texts.items():
        if name.startswith("l/"):
            term, head, gaps, *_ = text.split("\n")
            count = codec.decode(head)[0]
            held, last = [], -1
            for gap in codec.decode(gaps):
                last += gap + 1
                held.append(last)
            assert count == len(held) > 12
            if not term.endswith("*"):
                assert held == whole[term]
                seen += 1
    assert seen > 100
    assert sum(name.startswith("w/") for name in texts) > seen


def test_an_edit_changes_few_pieces(files, tmp_path):
    """One word of one project changed: its block, the pieces of that word's terms, what lists them."""
    listed = list(documents())
    at = next(i for i, document in enumerate(listed) if "光纤" in document.title)
    passages = [type(p)(p.field, p.text.replace("光纤", "光缆"), p.fragment) for p in listed[at].passages]
    listed[at] = type(listed[at])(
        **{f: getattr(listed[at], f) for f in listed[at].__struct_fields__} | {"passages": tuple(passages)}
    )
    written: dict[str, bytes] = {}
    index(listed, written.__setitem__)
    changed = {path for path in written if files.get(path) != written[path]}
    assert any(path.startswith("search/manifest-") for path in changed)
    assert sum(path.startswith("search/t/") for path in changed) <= 4
    assert not any(path.startswith("search/c/") for path in changed)


def test_nothing_to_index_is_an_index_of_nothing(tmp_path):
    written: dict[str, bytes] = {}
    made = build.build([], written.__setitem__, tmp_path, TEMPLATES / "static")
    assert made.documents == 0
    assert made.pieces == 0


def test_lunr_json_is_stock_and_answers_in_chinese():
    from lunr.index import Index

    read = json.loads(stock.lunr_json(documents()))
    index = Index.load({key: read[key] for key in ("version", "fields", "fieldVectors", "invertedIndex", "pipeline")})
    found = index.search("光纤")
    assert read["documents"][int(found[0]["ref"])][1] == "经开区光纤费"


def test_counted_terms_make_the_index_that_lunr_makes_of_the_terms_themselves():
    counted, told = stock.builder(documents()), stock.builder([])
    told.inverted_index.update(
        (term, {**{field: {} for field in FIELDS}, "_index": posting["_index"]})
        for term, posting in counted.inverted_index.items()
    )
    for number, document in enumerate(documents()):
        texts = {f: [t for p in document.passages if p.field == f for t in terms(p.text)] for f in FIELDS}
        told.add({"id": str(number), **texts})
    assert json.dumps(counted.build().serialize()) == json.dumps(told.build().serialize())


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux lists a process's threads")
def test_the_index_starts_no_threads_of_a_library():
    program = "import os, generator.search.build; print(len(os.listdir('/proc/self/task')))"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment, check=True)
    assert told.stdout.split() == [b"1"]
