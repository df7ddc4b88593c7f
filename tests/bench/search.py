"""What search costs: ``python tests/bench/search.py [N …]`` builds an index of N projects, asks it in Chromium, prints
tables.

``--corpus FILE`` takes prepared projects instead of invented ones, ``--no-browser`` stops after the index, ``--kept``
asks the index that an earlier run left in ``--out``. Where Pagefind is installed (``npm install pagefind``) it is asked
the same in the same run; ``--no-pagefind`` leaves it out. Bytes are what the server sent, gzipped, headers included.
Every first search has a browser context of its own: the search page has been open for as long as words take to type,
nothing of the query is there.
"""

from __future__ import annotations

import importlib
import random
import shutil
import sys
import tempfile
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy  # noqa: F401 - the one library that search needs, loaded before the clock runs

sys.path.insert(0, str(Path(__file__).parents[2]))
from searching import corpus, pagefind, questions, tables

from generator.model import SearchDocument
from generator.search import terms
from generator.search.build import Search, build
from tests.bench.asked import parser

sys.path.insert(0, str(Path(__file__).parents[1] / "search"))
disclosures = importlib.import_module("disclosures")

TRIES = 1000  # to find one more query of a kind, before it is the next one's turn


def main() -> None:
    asked = parser(__doc__, 10_000)
    asked.add_argument("--corpus", type=Path)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--kept", action="store_true")
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--queries", type=int, default=150)
    asked.add_argument("--no-browser", action="store_true")
    asked.add_argument("--pagefind", default=pagefind.installed(), help="the command that runs Pagefind")
    asked.add_argument("--no-pagefind", action="store_const", const=None, dest="pagefind")
    wanted = asked.parse_args()
    if not wanted.pagefind:
        print("Pagefind: not installed or not wanted, so not measured (npm install -g pagefind)")
    if wanted.corpus:
        measure(partial(corpus.read, wanted.corpus), wanted)
    elif wanted.out and len(wanted.projects) > 1:
        asked.error("--out takes one index: give one N")
    else:
        for projects in wanted.projects:
            print(f"\n## {projects:,} projects\n", flush=True)
            measure(partial(corpus.projects, projects), wanted)


def measure(documents: Callable[[], Iterable[SearchDocument]], wanted: Namespace) -> None:
    out = wanted.out or Path(tempfile.mkdtemp(prefix="bench-search-"))
    ours: tuple[float, int] | None = None
    if not wanted.kept:
        built = timed_build(documents(), out, wanted.jobs)
        ours = built[1], tables.index(*built, out, wanted.jobs)
    elif (out / "search").is_dir():
        disclosures.renew_scripts(out)
    if not wanted.no_browser:
        listed = list(documents())
        queries = substrings(listed, wanted.queries)
        truth = scan(listed, queries)
        answers = questions.ask_ours(out, queries)
        theirs = pagefind.compare(listed, queries, wanted.pagefind) if wanted.pagefind else None
        tables.search(answers, truth)
        tables.side_by_side(ours, answers, theirs, truth)
    if not wanted.out:
        shutil.rmtree(out)


def timed_build(
    documents: Iterable[SearchDocument], out: Path, jobs: int
) -> tuple[Search, float, Counter[str], Counter[str]]:
    """Build into ``out``; returns what was made, the seconds, and bytes and numbers by kind of file."""
    plain: Counter[str] = Counter()
    files: Counter[str] = Counter()
    made: set[Path] = set()

    def emit(path: str, data: bytes) -> None:
        target = out / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(data)
        kind = path.split("/")[1] if path.count("/") > 1 else path.split("/")[1].split("-")[0]
        plain[kind] += len(data)
        files[kind] += 1

    with tempfile.TemporaryDirectory(dir=out.parent) as scratch, ProcessPoolExecutor(max(1, jobs)) as executor:
        begun = time.perf_counter()
        search = build(documents, emit, Path(scratch), disclosures.TEMPLATES / "static", executor)
        seconds = time.perf_counter() - begun
    disclosures.write_search_page(search, out)
    return search, seconds, plain, files


def substrings(documents: Sequence[SearchDocument], count: int, seed: int = 5) -> list[tuple[str, str]]:
    """Words of titles, names of departments, and random cuts of 2 to 6 characters, a third of each.

    Fewer where there are not so many different ones: a hundred projects are of a single department.
    """
    chance = random.Random(seed)  # noqa: S311 - the same queries every time
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    turn = tries = 0
    while len(found) < count and turn < 3 * count:
        if tries == TRIES:
            turn, tries = turn + 1, 0
        tries += 1
        document = chance.choice(documents)
        kind = ("word", "name", "cut")[turn % 3]
        if kind == "word":
            text, size = document.title, chance.randint(2, 4)
        elif kind == "name":
            text, size = document.department, chance.randint(3, 8)
        else:
            text, size = chance.choice(document.passages).text, chance.randint(2, 6)
        text = terms.fold(text)
        if len(text) < size:
            continue
        at = chance.randrange(len(text) - size + 1)
        cut = text[at : at + size]
        if cut in seen or " " in cut or not terms.terms(cut) or not is_start(text, at) or cut[0] in "-\"'<>=":
            continue
        seen.add(cut)
        found.append((kind, cut))
        turn, tries = turn + 1, 0
    return found


def is_start(text: str, at: int) -> bool:
    """A letter or digit of a query begins a word: only such cuts can be asked."""
    return not (at and is_word(text[at]) and is_word(text[at - 1]))


def is_word(char: str) -> bool:
    return bool(terms.terms(char)) and not terms.is_run(char)


def scan(documents: Sequence[SearchDocument], queries: Sequence[tuple[str, str]]) -> dict[str, set[int]]:
    """Which documents hold each query, by reading every text."""
    found: dict[str, set[int]] = {query: set() for _, query in queries}
    for number, document in enumerate(documents):
        texts = [terms.fold(passage.text) for passage in document.passages]
        whole = "\n".join(texts)
        for query, held in found.items():
            if query in whole and any(holds(text, query) for text in texts):
                held.add(number)
    return found


def holds(text: str, query: str) -> bool:
    at = text.find(query)
    while at >= 0:
        if is_start(text, at):
            return True
        at = text.find(query, at + 1)
    return False


if __name__ == "__main__":
    main()
