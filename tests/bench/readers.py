"""What reading costs: ``python tests/bench/readers.py [--rounds ROUNDS]`` prints a table, one line a format.

The five submissions are made in every form (LibreOffice makes three of them) and each form is read ROUNDS
times, then recognised. Projects a second, on one core.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "forms"))

from every_form import FORMS, SUBMISSIONS, document
from form_files import convert, write
from form_grid import parts

from generator.model import Document
from generator.readers import read
from generator.recognise import recognise
from tests.bench.asked import FIXED, parser, positive


def cost(paths: list[Path], rounds: int) -> tuple[float, float, int]:
    """Best seconds to read, best seconds to recognise, projects found."""
    contents = [(path.read_bytes(), path.name) for path in paths]
    reading = recognising = float("inf")
    projects = 0
    for _ in range(rounds):
        start = time.perf_counter()
        documents: list[Document] = [read(data, name) for data, name in contents]
        middle = time.perf_counter()
        projects = sum(len(recognise(one).projects) for one in documents)
        reading = min(reading, middle - start)
        recognising = min(recognising, time.perf_counter() - middle)
    return reading, recognising, projects


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in SUBMISSIONS:
            write(folder, path.stem, parts(document(path)))
            (folder / path.name).write_bytes(path.read_bytes())
        for form in [form for form in ("docx", "doc", "pdf") if form in FORMS]:
            convert(folder, form, sorted(folder.glob("*.fodt")))
        print(f"{'form':<6}{'projects':>9}{'read ms':>10}{'a project':>12}{'recognise':>12}{'projects/s':>12}")
        for form in ("txt", *FORMS):
            reading, recognising, projects = cost(sorted(folder.glob(f"*.{form}")), rounds if form != "doc" else 1)
            each, facts = reading / projects * 1e6, recognising / projects * 1e6
            rate = projects / (reading + recognising)
            print(f"{form:<6}{projects:>9}{reading * 1e3:>10.1f}{each:>9.0f} µs{facts:>9.0f} µs{rate:>12,.0f}")


if __name__ == "__main__":
    asked = parser(__doc__, help=FIXED)
    asked.add_argument("--rounds", type=positive, default=5, help="the best of them counts")
    main(asked.parse_args().rounds)
