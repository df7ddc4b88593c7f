"""What was measured, as tables."""

from __future__ import annotations

import gzip
import resource
import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from generator.search.build import Search

from .pagefind import Asked
from .questions import PAGE, Answer

KINDS = {"t": "pieces", "l": "long entries", "w": "their weights", "r": "records", "c": "columns", "f": "folding"}


def index(search: Search, seconds: float, plain: Counter[str], files: Counter[str], out: Path, jobs: int) -> int:
    """Print what the index took; returns the most memory that all processes together may have had."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"\n## Index of {search.documents:,} documents\n")
    print(f"{seconds:.1f} s, {search.documents / seconds:,.0f} documents/s;")
    print(f"memory of this process {own / 1e6:,.0f} MB, of the largest worker {child / 1e6:,.0f} MB\n")
    print("| files | number | bytes | gzipped, a file |\n|---|---:|---:|---:|")
    for kind in sorted(plain):
        paths = [path for path in (out / "search").rglob("*.js") if _kind(path, out) == kind][:200]
        packed = statistics.mean(len(gzip.compress(path.read_bytes(), 6)) for path in paths) if paths else 0
        print(f"| {KINDS.get(kind, kind)} | {files[kind]:,} | {plain[kind]:,} | {packed:,.0f} |")
    return own + jobs * child


def _kind(path: Path, out: Path) -> str:
    inside = path.relative_to(out / "search").parts
    return inside[0] if len(inside) > 1 else inside[0].split("-")[0]


def search(answers: Sequence[Answer], truth: Mapping[str, set[int]]) -> None:
    """Print what the searches took, and whether anything was missed or wrong."""
    print(f"\n## {len(answers)} first searches in Chromium, empty cache, served on loopback\n")
    print("| | median | p95 | most |\n|---|---:|---:|---:|")
    for name, unit, value in (
        ("bytes, page and scripts included", "KB", lambda answer: answer.bytes / 1000),
        ("bytes from Enter on", "KB", lambda answer: answer.bytes_from_enter / 1000),
        ("requests for data", "", lambda answer: answer.data),
        ("Enter to ten results", "ms", lambda answer: answer.took),
        ("Enter to ten results, painted", "ms", lambda answer: answer.painted),
        ("the page's processor time", "ms", lambda answer: answer.busy),
        ("the same search again, pieces kept", "ms", lambda answer: answer.again),
        ("heap", "MB", lambda answer: answer.heap / 1e6),
    ):
        ordered = sorted(map(value, answers))
        print(f"| {name} | {' | '.join(f'{each:,.0f} {unit}' for each in (*_spread(ordered), ordered[-1]))} |")
    missed = wrong = unsure = complete = short = 0
    for answer in answers:
        held = truth[answer.query]
        missed += bool(held - answer.candidates)
        wrong += bool(answer.shown - held)
        unsure += bool(answer.candidates - held)
        complete += answer.complete is None or answer.complete == held
        short += len(answer.shown) < min(PAGE, len(held))
        if held - answer.candidates or answer.shown - held:
            print("  wrong:", answer.query, len(held), len(answer.candidates))
    print(f"\n{len(answers)} substrings: {missed} with a document missed,")
    print(f"{wrong} with a result shown that the text does not hold,")
    print(f"{unsure} whose count was an estimate until confirmed,")
    print(f"{short} whose first page was left short of ten, since too few of the first texts bore them out;")
    print(f"confirmed wholly: {complete} the same documents as a plain scan of every text.")


def _spread(values: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def side_by_side(
    built: tuple[float, int] | None, ours: Sequence[Answer], theirs: Asked | None, truth: Mapping[str, set[int]]
) -> None:
    """Print ours beside Pagefind's. ``built``: seconds and bytes of memory that our index took."""
    # Of ours, all candidates count as found, but only what the text has confirmed is ever shown.
    found = {answer.query: answer.candidates if answer.complete is None else answer.complete for answer in ours}
    told = {answer.query: answer.shown if answer.complete is None else answer.complete for answer in ours}
    columns = [("ours", *(built or (None, None)), ours, found, told)]
    if theirs:
        columns.append(("Pagefind", theirs.seconds, theirs.memory, theirs.answers, theirs.found, theirs.found))
    rows: list[tuple[str, Callable[[Sequence[Answer]], str]]] = [
        ("bytes for a first search, median / p95", _pair(lambda answer: answer.bytes / 1000, "KB")),
        ("requests, scripts included, median / p95", _pair(lambda answer: answer.requests)),
        ("requests for data, median / p95", _pair(lambda answer: answer.data)),
        ("Enter to ten results, median / p95", _pair(lambda answer: answer.took, "ms")),
        ("JavaScript heap, most", lambda answers: f"{max(answer.heap for answer in answers) / 1e6:,.0f} MB"),
    ]
    print(f"\n## Side by side, {len(ours)} first searches each, one run\n")
    print(f"| | {' | '.join(name for name, *_ in columns)} |\n|---|{'---:|' * len(columns)}")
    print(
        f"| index: time, memory at most | {' | '.join(_made(seconds, memory) for _, seconds, memory, *_ in columns)} |"
    )
    for name, value in rows:
        print(f"| {name} | {' | '.join(value(answers) for *_, answers, _, _ in columns)} |")
    print(f"| found of what a plain scan finds | {' | '.join(_recall(held, truth) for *_, held, _ in columns)} |")
    print(f"| of what was shown, the text holds | {' | '.join(_precision(held, truth) for *_, held in columns)} |")
    print(f"| from `file://` | {' | '.join(('yes', 'no')[: len(columns)])} |")


def _pair(value: Callable[[Answer], float], unit: str = "") -> Callable[[Sequence[Answer]], str]:
    def text(answers: Sequence[Answer]) -> str:
        middle, high = _spread([value(answer) for answer in answers])
        return f"{middle:,.0f} / {high:,.0f} {unit}".strip()

    return text


def _made(seconds: float | None, memory: int | None) -> str:
    return "kept" if seconds is None or memory is None else f"{seconds:,.1f} s, {memory / 1e6:,.0f} MB"


def _recall(found: Mapping[str, set[int]], truth: Mapping[str, set[int]]) -> str:
    held = [query for query in found if truth[query]]
    return f"{statistics.mean(len(found[query] & truth[query]) / len(truth[query]) for query in held):.1%}"


def _precision(found: Mapping[str, set[int]], truth: Mapping[str, set[int]]) -> str:
    some = [query for query in found if found[query]]
    return f"{statistics.mean(len(found[query] & truth[query]) / len(found[query]) for query in some):.1%}"
