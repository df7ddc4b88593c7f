"""The database: exact, the same bytes each time, and searchable by words of any length."""

from __future__ import annotations

import json
import random
import re
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from generator.exports import ExportChunk
from generator.exports.pairs import cut
from generator.exports.sqlite import write


@pytest.fixture
def catalogue(data: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{data / 'catalogue.sqlite'}?mode=ro", uri=True)
    yield connection
    connection.close()


def ready(catalogue: sqlite3.Connection, name: str) -> str:
    ((sql,),) = catalogue.execute("SELECT sql FROM queries WHERE name = ?", (name,))
    return str(sql)


def found(catalogue: sqlite3.Connection, words: str) -> set[str]:
    return {row[0] for row in catalogue.execute(ready(catalogue, "search"), {"q": words})}


def texts(chunks: list[ExportChunk]) -> dict[str, str]:
    """All that is searched of each project, as a plain scan sees it."""
    return {
        line.id: "\n".join(
            [
                line.name.text if line.name else "",
                line.department.name if line.department else "",
                line.unit.name if line.unit else "",
                line.purpose.text if line.purpose else "",
                *(goal.text for goal in line.goals),
                *(
                    t
                    for i in line.indicators
                    for t in (i.name, i.description or "", i.target.printed if i.target else "", i.basis or "")
                ),
            ]
        )
        for chunk in chunks
        for line in chunk.projects()
    }


@pytest.mark.parametrize("words", ["差", "差旅", "差旅费", "装备制造园区", "发展和改革局", "满意度", "光", "粮"])
def test_words_of_any_length_are_found_as_a_plain_scan_finds_them(
    catalogue: sqlite3.Connection, chunks: list[ExportChunk], words: str
) -> None:
    expected = {project for project, text in texts(chunks).items() if words in text}
    assert expected
    assert found(catalogue, words) == expected


def test_all_words_must_be_there(catalogue: sqlite3.Connection, chunks: list[ExportChunk]) -> None:
    expected = {project for project, text in texts(chunks).items() if "差旅" in text and "满意度" in text}
    assert expected
    assert found(catalogue, "差旅 满意度") == found(catalogue, "满意度　差旅") == expected


def test_words_that_mix_numbers_and_characters_are_found(catalogue: sqlite3.Connection) -> None:
    assert "2022-13020822P00874710001B" in found(catalogue, "2021年差旅费")
    assert found(catalogue, "13020822P00874710001B") == {"2022-13020822P00874710001B"}
    assert found(catalogue, "13020822p00874710001b") == {"2022-13020822P00874710001B"}


@pytest.mark.parametrize("words", ["", " ", "。", '"', "*", "AND", "差旅 NOT", "麒麟", 'a"b(', "-差旅无"])
def test_nothing_is_found_and_nothing_breaks(catalogue: sqlite3.Connection, words: str) -> None:
    assert found(catalogue, words) == set()


def terms(text: str) -> str:
    """How a text is cut, a character after the other."""
    found: list[str] = []
    han = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
    for run in re.findall(f"[{han}]+|[0-9A-Za-z]+", unicodedata.normalize("NFKC", text)):
        found += [a + b for a, b in pairwise(run)] + [run[-1]] if run > "~" else [run]
    return " ".join(found)


def test_texts_are_cut_into_pairs_with_each_run_s_last_character() -> None:
    texts = ["2021年差旅费，A4纸", "", "唐财建[2021]59号", "１２万\0元", "面积12㎡，①cafe\u0301"]
    assert [text.rstrip() for text in cut(texts)] == [
        "2021 年差 差旅 旅费 费 A4 纸", "", "唐财 财建 建 2021 59 号", "12 万 元", "面积 积 12m2 1caf",
    ]  # fmt: skip


def test_many_texts_are_cut_as_each_alone(chunks: list[ExportChunk]) -> None:
    characters = list("差旅费用,，。 \n12Ab９Ｚ㎡①⑩豈𠀀か가e\u0301") + [chr(point) for point in range(0x80, 0x3400)]
    made = random.Random(7)  # noqa: S311 - not cryptography
    printed = ["".join(made.choices(characters, k=made.randrange(9))) for _ in range(5000)]
    printed += [line.name.text for chunk in chunks for line in chunk.projects() if line.name]
    assert [text.rstrip() for text in cut(printed)] == [terms(text) for text in printed]


@pytest.mark.parametrize("words", ["唐财建[2021]59号", "唐财建", "2021]59号", "临机编【2012】154号"])
def test_a_document_number_is_found_as_printed(
    catalogue: sqlite3.Connection, chunks: list[ExportChunk], words: str
) -> None:
    expected = {project for project, text in texts(chunks).items() if words in text}
    assert expected
    assert found(catalogue, words) >= expected


def test_money_is_exact_and_adds_up_in_fen(catalogue: sqlite3.Connection) -> None:
    """7,187.52 万元"""
    assert catalogue.execute("SELECT sum(budget_fen), typeof(max(budget_fen)) FROM projects").fetchone() == (
        7187520000,
        "integer",
    )
    row = catalogue.execute(
        "SELECT budget_yuan, typeof(budget_yuan), other_funds_yuan, other_funds_printed FROM projects WHERE id = ?",
        ("2022-13020822P00874710001B",),
    ).fetchone()
    assert row == ("3600", "text", None, "")


def test_keys_hold(catalogue: sqlite3.Connection) -> None:
    assert catalogue.execute("PRAGMA foreign_key_check").fetchall() == []
    assert catalogue.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert catalogue.execute(
        "SELECT count(*) FROM indicators JOIN projects ON projects.id = project_id"
    ).fetchone() == (272,)


def test_the_other_ready_queries_answer(catalogue: sqlite3.Connection) -> None:
    largest = catalogue.execute(ready(catalogue, "largest"), {"year": ""}).fetchall()
    assert len(largest) == 45
    assert len(catalogue.execute(ready(catalogue, "largest"), {"year": 2022}).fetchall()) == 7
    rows = catalogue.execute(ready(catalogue, "same_indicator"), {"name": "服务对象满意度"}).fetchall()
    assert rows[0][3].startswith("≥")


def test_the_same_content_gives_the_same_bytes(chunks: list[ExportChunk], tmp_path: Path) -> None:
    write(chunks, tmp_path / "a.sqlite")
    write(chunks, tmp_path / "b.sqlite")
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


@pytest.mark.parametrize(("words", "some"), [("差旅", True), ("差旅费", True), ("麒麟", False)])
def test_datasette_opens_it_and_searches(data: Path, catalogue: sqlite3.Connection, words: str, some: bool) -> None:
    from urllib.parse import urlencode

    query = urlencode({"sql": ready(catalogue, "search"), "q": words, "_shape": "array"})
    asked = [sys.executable, "-m", "datasette", str(data / "catalogue.sqlite"), "--get", f"/catalogue.json?{query}"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert bool(json.loads(answer.stdout)) is some
