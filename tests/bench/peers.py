"""Project pages alone, ours beside other generators', in one run: ``python tests/bench/peers.py [N …]``.

Prepared records in, a page each on disk out: a chart, a table of eight rows, links. "The same page" is theirs, made by
our engine; "our page" is the one a portal has, from digests, and several times as large. Then how long one edit takes
until its page shows it (up to 10,000), unless ``--pages`` are all that is wanted. Nothing is deleted before the end
(with ``--keep`` nor then), since a disk creates files slowly for a while after deletions.
"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.asked import parser
from tests.bench.corpus import write
from tests.bench.rendering.generators import Peer, installed, missing, records
from tests.bench.rendering.measuring import ENVIRONMENT, Run, measured
from tests.bench.rendering.own_page import prepare_digests
from tests.bench.rendering.same_page import prepare_records

HERE = Path(__file__).parent / "rendering"
SAME, OWN = "ours, the same page", "ours, our page"
EDITS, PATIENCE = 5, 60  # times an edit is made, seconds until it counts as not seen


def rendered(folder: Path, projects: int) -> Iterator[tuple[Run, Path]]:
    """Every generator's run, fed before the first of them starts, with where its pages are."""
    prepare_records(folder / "same", projects)
    write(folder / "portal" / "content", projects)
    prepare_digests(folder / "portal", folder / "portal" / "content")
    fed = [(peer, folder / peer.name) for peer in installed()]
    for peer, place in fed:
        place.mkdir()
        peer.feed(place, projects)
    for name, script, place in ((SAME, "same_page.py", "same"), (OWN, "own_page.py", "portal")):
        for more in ([], ["--published"]):
            out = folder / place / f"out{''.join(more)}"
            command = [sys.executable, f"{HERE}/{script}", place, str(out), *more]
            yield measured(f"{name}{', all or nothing' if more else ''}", command, folder), out
    for peer, place in fed:
        yield measured(peer.name, peer.command(place / "out"), place), place / "out"
    yield measured("`cp -r` of the same page", ["cp", "-r", "same/out", "copy"], folder), folder / "copy"


def pages_of(out: Path, projects: int) -> tuple[int, str]:
    """How many bytes a project page has, and what the first says. ValueError where there are too few."""
    first = next(records(1))["code"]
    codes = {record["code"].lower() for record in records(projects)}
    size, found, text = 0, 0, ""
    for path in out.rglob("*.html"):
        name = (path.parent.name if path.stem == "index" else path.stem).lower()
        code = name if name in codes else name.partition("-")[2]
        if code in codes:
            size, found = size + path.stat().st_size, found + 1
            text = path.read_text("utf-8") if code == first.lower() else text
    if found != projects:
        raise ValueError(f"{out}: {found} pages, {projects} projects")
    return size // projects, " ".join(unescape(text).split())


def page_table(folder: Path, projects: int) -> None:
    runs = [(run, *pages_of(out, projects)) for run, out in rendered(folder, projects)]
    same = next(text for run, _, text in runs if run.name == SAME)
    hugo = next((run.seconds for run, *_ in runs if run.name == "Hugo"), None)
    print(f"\n### {projects:,} project pages\n")
    print("| | seconds | processor seconds | pages/s | peak MB | bytes a page | as quick as Hugo |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for run, size, text in runs:
        mark = "" if run.name.startswith(OWN) or text == same else " (another text)"
        ratio = f"{hugo / run.seconds:.1f}×" if hugo else "—"
        print(
            f"| {run.name}{mark} | {run.seconds:.2f} | {run.worked:.2f} | {projects / run.seconds:,.0f} "
            f"| {run.peak / 1e6:,.0f} | {size:,} | {ratio} |",
            flush=True,
        )


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def edited(command: list[str], place: Path, source: Path, purpose: str, shown: Callable[[], str]) -> list[float]:
    """Seconds from saving an edit of the purpose until ``shown`` has it, for each of some edits."""
    text, taken = source.read_text("utf-8"), list[float]()
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=place, env=ENVIRONMENT, **quiet) as process:  # type: ignore[call-overload]
        try:
            _until(shown, purpose)
            time.sleep(3)  # some begin to watch only after the first build
            for number in range(EDITS):
                mark = f"第{number}版{purpose}"
                source.write_text(text.replace(purpose, mark, 1), "utf-8")
                taken.append(_until(shown, mark))
                time.sleep(1)
        except TimeoutError:
            pass
        finally:
            process.terminate()
            source.write_text(text, "utf-8")
    return taken


def _until(shown: Callable[[], str], words: str) -> float:
    start = time.perf_counter()
    while words not in shown():
        if time.perf_counter() - start > PATIENCE:
            raise TimeoutError
        time.sleep(0.001)
    return time.perf_counter() - start


def edits(folder: Path, projects: int) -> Iterator[tuple[str, list[float]]]:
    """Every generator while it watches; the first project's purpose is edited."""
    record = next(records(1))
    code, purpose = record["code"], record["purpose"]
    port = free_port()
    page = f"projects/{record['year']}-{code}/index.html"
    command = [sys.executable, "-m", "generator", "serve", "content", "--port", str(port)]
    content = folder / "portal" / "content"
    first = next(path for path in sorted(content.rglob("*.txt")) if code in path.read_text("utf-8"))
    served = f"http://127.0.0.1:{port}/{page}"
    yield "ours, `serve`", edited(command, folder / "portal", first, purpose, lambda: _get(served))
    for peer in installed():
        place = folder / peer.name
        source = _source(peer, place, code)
        port = free_port()
        if peer.served:
            address = f"http://127.0.0.1:{port}/{code.lower()}/"
            yield peer.name, edited(peer.watch(place, port), place, source, purpose, lambda: _get(address))  # noqa: B023
        else:
            out = place / "watched"
            path = out / _place_of(place / "out", code)
            yield peer.name, edited(peer.watch(out, port), place, source, purpose, lambda: _read(path))  # noqa: B023


def _source(peer: Peer, place: Path, code: str) -> Path:
    one = next((path for path in place.rglob(f"content/**/{code}.*") if "out" not in path.parts), None)
    return one or place / "content" / "_data" / "records.json"


def _place_of(out: Path, code: str) -> Path:
    return next(p for p in out.rglob("*.html") if code.lower() in p.relative_to(out).as_posix().lower()).relative_to(
        out
    )


def _get(address: str) -> str:
    try:
        with urlopen(address) as answer:  # noqa: S310
            return unescape(answer.read().decode())
    except OSError:
        return ""


def _read(path: Path) -> str:
    try:
        return unescape(path.read_text("utf-8"))
    except OSError:
        return ""


def edit_table(folder: Path, projects: int) -> None:
    print(f"\n### One edit until its page shows it, {projects:,} projects\n")
    print("| | median ms | least | most |\n|---|---:|---:|---:|")
    for name, taken in edits(folder, projects):
        told = [f"{1e3 * value:,.0f}" for value in (statistics.median(taken), min(taken), max(taken))] if taken else []
        print(f"| {name} | {' | '.join(told) or f'not seen in {PATIENCE} s | | '} |", flush=True)


def main() -> None:
    asked = parser(__doc__, 1_000, 10_000)
    asked.add_argument("--pages", action="store_true", help="no edits")
    asked.add_argument("--keep", action="store_true", help="leave everything where it was made, and say where")
    wanted = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mingzhang-peers-"))
    print(*dict.fromkeys(f"{peer.program}: {_version(peer.program)}" for peer in installed()), *missing(), sep="\n")
    for projects in wanted.projects:
        (folder / str(projects)).mkdir()
        page_table(folder / str(projects), projects)
    for projects in wanted.projects:
        if projects <= 10_000 and not wanted.pages:
            edit_table(folder / str(projects), projects)
    if wanted.keep:
        print(f"\n{folder}")
    else:
        shutil.rmtree(folder)


def _version(program: str) -> str:
    word = "version" if program == "hugo" else "--version"
    said = subprocess.run([program, word], capture_output=True, text=True, check=False).stdout
    return said.strip().splitlines()[-1][:60]


if __name__ == "__main__":
    main()
