"""What search costs: ``python tests/bench/search.py [N]`` builds an index of N projects, asks it in Chromium, prints
tables.

``--corpus FILE`` takes prepared projects instead of invented ones, ``--pagefind COMMAND`` asks Pagefind the same,
``--no-browser`` stops after the index. Bytes are what the server sent, gzipped, headers included; every first search
starts with an empty cache.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy  # noqa: F401 - the one library that search needs, loaded before the clock runs
from searching import corpus, pagefind, questions

from generator.model import SearchDocument
from generator.search import terms
from generator.search.build import Search, build

sys.path.insert(0, str(Path(__file__).parents[1] / "search"))
disclosures = importlib.import_module("disclosures")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("projects", type=int, nargs="?", default=10_000)
    asked.add_argument("--corpus", type=Path)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--queries", type=int, default=150)
    asked.add_argument("--no-browser", action="store_true")
    asked.add_argument(
        "--pagefind", default=shutil.which("pagefind"), help="the command that runs Pagefind, such as 'npx pagefind'"
    )
    wanted = asked.parse_args()
    out = wanted.out or Path(tempfile.mkdtemp(prefix="bench-search-"))
    documents = corpus.read(wanted.corpus) if wanted.corpus else corpus.projects(wanted.projects)
    print_index(*timed_build(documents, out, wanted.jobs), out)
    if not wanted.no_browser:
        listed = list(corpus.read(wanted.corpus) if wanted.corpus else corpus.projects(wanted.projects))
        queries = substrings(listed, wanted.queries)
        print_search(questions.ask_ours(out, queries), scan(listed, queries))
        if wanted.pagefind:
            print_pagefind(pagefind.compare(listed, queries, wanted.pagefind), scan(listed, queries))
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


def print_index(search: Search, seconds: float, plain: Counter[str], files: Counter[str], out: Path) -> None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"\n## Index of {search.documents:,} documents\n")
    print(f"{seconds:.1f} s, {search.documents / seconds:,.0f} documents/s;")
    print(f"memory of this process {own / 1024:,.0f} MB, of the largest worker {child / 1024:,.0f} MB\n")
    print("| files | number | bytes | gzipped, a file |\n|---|---:|---:|---:|")
    names = {"t": "pieces", "l": "long entries", "w": "their weights", "r": "records", "c": "columns", "f": "folding"}
    for kind in sorted(plain):
        paths = [path for path in (out / "search").rglob("*.js") if kind_of(path, out) == kind][:200]
        packed = statistics.mean(len(gzip.compress(path.read_bytes(), 6)) for path in paths) if paths else 0
        print(f"| {names.get(kind, kind)} | {files[kind]:,} | {plain[kind]:,} | {packed:,.0f} |")


def kind_of(path: Path, out: Path) -> str:
    inside = path.relative_to(out / "search").parts
    return inside[0] if len(inside) > 1 else inside[0].split("-")[0]


def substrings(documents: Sequence[SearchDocument], count: int, seed: int = 5) -> list[tuple[str, str]]:
    """Words of titles, names of departments, and random cuts of 2 to 6 characters, a third of each."""
    chance = random.Random(seed)  # noqa: S311 - the same queries every time
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    while len(found) < count:
        document = chance.choice(documents)
        kind = ("word", "name", "cut")[len(found) % 3]
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


def print_search(answers: Sequence[questions.Answer], truth: dict[str, set[int]]) -> None:
    def table(name: str, values: Sequence[float], unit: str) -> None:
        ordered = sorted(values)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        print(f"| {name} | {statistics.median(ordered):,.0f} {unit} | {p95:,.0f} {unit} | {ordered[-1]:,.0f} {unit} |")

    print(f"\n## {len(answers)} first searches in Chromium, empty cache, served on loopback\n")
    print("| | median | p95 | most |\n|---|---:|---:|---:|")
    table("bytes, page and scripts included", [answer.bytes / 1000 for answer in answers], "KB")
    table("bytes from Enter on", [answer.bytes_from_enter / 1000 for answer in answers], "KB")
    table("requests for data", [answer.requests for answer in answers], "")
    table("Enter to ten results", [answer.took for answer in answers], "ms")
    table("of it the page's processor time", [answer.busy for answer in answers], "ms")
    table("the same search again, pieces kept", [answer.again for answer in answers], "ms")
    table("heap", [answer.heap / 1e6 for answer in answers], "MB")
    missed = wrong = unsure = complete = 0
    for answer in answers:
        held = truth[answer.query]
        missed += bool(held - answer.candidates)
        wrong += bool(answer.shown - held)
        unsure += bool(answer.candidates - held)
        complete += answer.complete is None or answer.complete == held
    print(f"\n{len(answers)} substrings: {missed} with a document missed,")
    print(f"{wrong} with a result shown that the text does not hold,")
    print(f"{unsure} whose count was an estimate until confirmed;")
    print(f"confirmed wholly: {complete} the same documents as a plain scan of every text.")
    for answer in answers:
        if truth[answer.query] - answer.candidates or answer.shown - truth[answer.query]:
            print("  wrong:", answer.query, len(truth[answer.query]), len(answer.candidates))


def print_pagefind(found: pagefind.Asked, truth: dict[str, set[int]]) -> None:
    print(f"\n## The same with Pagefind\n\nindex: {found.seconds:.1f} s, {found.memory / 1e6:,.0f} MB\n")
    print("| | median | p95 | most |\n|---|---:|---:|---:|")
    for name, values in (
        ("bytes, KB", found.bytes),
        ("requests", found.requests),
        ("Enter to ten results, ms", found.took),
    ):
        ordered = sorted(values)
        p95 = ordered[int(len(ordered) * 0.95)]
        print(f"| {name} | {statistics.median(ordered):,.0f} | {p95:,.0f} | {ordered[-1]:,.0f} |")
    some = [query for query in found.documents if truth[query]]
    recall = statistics.mean(len(found.documents[query] & truth[query]) / len(truth[query]) for query in some)
    shown = [query for query in some if found.documents[query]]
    precision = statistics.mean(
        len(found.documents[query] & truth[query]) / len(found.documents[query]) for query in shown
    )
    print(f"\nfound of {len(some)} substrings: {recall:.0%}; of what it found the text holds: {precision:.0%}")


if __name__ == "__main__":
    main()
