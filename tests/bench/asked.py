"""What a bench is asked on its command line: how many projects, and what only this one takes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

FIXED = "taken and not used: what is measured here does not grow with them"


def parser(
    doc: str | None, *projects: int, help: str = "projects; several numbers are measured one after the other"
) -> argparse.ArgumentParser:
    """A parser that takes any number of sizes, ``projects`` where none is given: each bench takes what all take."""
    made = argparse.ArgumentParser(description=doc)
    made.add_argument("projects", type=positive, nargs="*", default=list(projects), metavar="N", help=help)
    return made


def sizes(doc: str | None, *projects: int) -> Sequence[int]:
    """The sizes asked for, of a bench that takes nothing else."""
    found: list[int] = parser(doc, *projects).parse_args().projects
    return found


def positive(word: str) -> int:
    """A number as people write them: ``10000``, ``10_000``, ``10,000``."""
    number = int(word.replace(",", ""))
    if number < 1:
        raise argparse.ArgumentTypeError(f"{word} is not 1 or more")
    return number
