"""The browser's side of the index: its scripts as one file, so that a search costs one request less for each.

The order is that of use.
"""

from __future__ import annotations

import json
from pathlib import Path

from . import terms
from .files import File, digest

SCRIPTS = (
    "terms", "codec", "loader", "index", "query", "plan", "match", "rank", "columns", "records", "engine", "marks",
    "cite", "export", "results", "facets", "direct", "asked", "chips", "said", "failure", "rehearse", "page",
)  # fmt: skip


def bundle(static: Path) -> tuple[File, File]:
    """One script and one stylesheet for the search page, named by their content."""
    parts = [classes().encode("utf-8")]
    parts += [_lean((static / "search" / f"{name}.js").read_bytes()) for name in SCRIPTS]
    script = b"\n;\n".join(part.strip() for part in parts) + b"\n"
    style = (static / "search" / "search.css").read_bytes()
    return (
        File(f"search/search-{digest(script)}.js", script),
        File(f"search/search-{digest(style)}.css", style),
    )


def start(scripts: tuple[str, ...]) -> File:
    """The one script whose name never changes: it tells the other pages' box which scripts a search takes."""
    return File("search/start.js", f"MZ_START({json.dumps(scripts)});\n".encode())


def _lean(script: bytes) -> bytes:
    """A script without indentation and lines of comment: a fifth less to load, and still to be read."""
    lines = (line.strip() for line in script.split(b"\n"))
    return b"\n".join(line for line in lines if line and not line.startswith((b"//", b"/**", b"* ")))


def classes() -> str:
    """The classes of characters, as the browser's ``terms.js`` reads them."""

    def ranges(pairs: tuple[tuple[int, int], ...]) -> str:
        return "".join(f"\\u{{{first:x}}}-\\u{{{last:x}}}" for first, last in pairs)

    def escaped(pattern: str) -> str:
        return "".join(char if char == "-" else f"\\u{{{ord(char):x}}}" for char in pattern)

    return (
        "var MZ = {classes: {"
        f'run: "{ranges(terms.RUN_RANGES)}", word: "{ranges(terms.WORD_RANGES)}", '
        f'blank: "{escaped(terms.BLANKS)}", invisible: "{escaped(terms.INVISIBLE)}", longest: {terms.LONGEST_WORD}, '
        f"alike: {json.dumps(terms.ALIKE, ensure_ascii=False)}"
        "}};\n"
    )
