"""Two addresses that are one on some system are refused in the same words, whichever was published first."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import put

from generator.model import BuildError


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("pages/A/index.html", "pages/a/index.html", "pages/a: 与 A 只差大小写"),
        ("pages/A.html", "pages/a.html", "pages/a.html: 与 A.html 只差大小写"),
        ("B/index.html", "b/deeper/index.html", "b: 与 B 只差大小写"),
    ],
)
def test_a_clash_is_told_alike(one: str, other: str, said: str, tmp_path: Path) -> None:
    pages = {"index.html": b"home", "pages/c/index.html": b"another", "data/more": b"more"}
    both = pages | {one: b"one", other: b"other"}
    told = []
    for number, before in enumerate([{}, pages, pages | {one: b"one"}, pages | {other: b"other"}]):
        site = tmp_path / str(number)
        if before:
            put(site, before)
        with pytest.raises(BuildError) as caught:
            put(site, both)
        told.append(str(caught.value))
    assert {words[: len(said)] for words in told} == {said}
    assert len(set(told)) == 1


@pytest.mark.parametrize("first", ["data/lines", "data/lines/index.html"])
def test_a_file_where_a_folder_stands_is_told_as_what_it_is(first: str, tmp_path: Path) -> None:
    pages = {"data/more": b"more", first: b"the same"}
    put(tmp_path / "site", pages)
    with pytest.raises(BuildError, match="data/lines: 同一地址既是文件又是文件夹"):
        put(tmp_path / "site", pages | {"data/lines": b"the same", "data/lines/index.html": b"the same"})
