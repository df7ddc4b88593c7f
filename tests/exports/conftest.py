"""The downloads of the five submissions, as the portal would write them."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.catalogue import head_of, link
from generator.exports import About, ExportChunk, Mapped, Origin, Wanted, map_lines, write_downloads
from generator.model import Finding, Printed, Sidecar, Submission
from generator.pages.surroundings import surroundings_of
from generator.readers import read
from generator.recognise import recognise
from generator.render import placement_of

ROOT = Path(__file__).parents[2]
FINDING = Finding(
    "plan_blank_after_complete",
    "note",
    "可行性",
    1,
    (Printed("L90", "100%"), Printed("L91", "")),
    {"month": "6"},
    "6月底已支出 100%，其后两栏空白。",
    "100 % by the end of June, the two later cells are blank.",
)

ABOUT = About(
    "明账",
    "部门预算绩效目标",
    licences=(Origin("知识共享署名 4.0", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),),
    sources=(Origin("各部门公开的预算绩效目标文本", "https://example.org/"),),
)
WANTED = Wanted(ABOUT, "0.1.0", "0123abcd", parquet=True)


def recognised(path: Path) -> Submission:
    beside = path.with_suffix(".toml")
    sidecar = msgspec.convert(tomllib.loads(beside.read_text("utf-8")), Sidecar) if beside.exists() else Sidecar()
    return recognise(read(path.read_bytes(), path.relative_to(ROOT).as_posix()), sidecar)


def mapped_of(submissions: list[Submission], findings: dict[str, list[Finding]] | None = None) -> list[Mapped]:
    """The submissions as the build maps them; ``findings`` by the file's path."""
    catalogue = link(head_of(submission) for submission in submissions)
    by_path = {submission.source.path: submission for submission in submissions}
    return [
        map_lines(
            by_path[around.path], placement_of(by_path[around.path], around), (findings or {}).get(around.path, [])
        )
        for department, year, entries in catalogue.groups()
        for around in surroundings_of(catalogue, department, year, entries, {}).submissions
    ]


@pytest.fixture(scope="session")
def submissions() -> list[Submission]:
    return [recognised(path) for path in sorted((ROOT / "content" / "submissions").glob("*.txt"))]


@pytest.fixture(scope="session")
def mapped(submissions: list[Submission]) -> list[Mapped]:
    return mapped_of(submissions, {"content/submissions/丰润区经济开发区管理委员会-2022.txt": [FINDING]})


@pytest.fixture(scope="session")
def chunks(mapped: list[Mapped]) -> list[ExportChunk]:
    return [one.chunk for one in mapped]


Chunked = Callable[[list[Submission]], list[ExportChunk]]


@pytest.fixture
def chunked() -> Chunked:
    """Makes the chunks of submissions of a test's own."""
    return lambda submissions: [one.chunk for one in mapped_of(submissions)]


Write = Callable[[Path], Path]


@pytest.fixture(scope="session")
def write(chunks: list[ExportChunk]) -> Write:
    """Writes all downloads below a folder and gives the folder ``data`` in it."""

    def written(folder: Path) -> Path:
        growing = folder / "growing"
        growing.mkdir(parents=True)
        (folder / "data").mkdir()
        write_downloads(
            chunks,
            WANTED,
            growing,
            lambda path, data: (folder / path).write_bytes(data) and None,
            lambda path, file: shutil.move(file.place, folder / path),
        )
        return folder / "data"

    return written


@pytest.fixture(scope="session")
def data(write: Write, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("site"))
