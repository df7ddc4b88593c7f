"""Which versions of other people's libraries are installed: what these read or write may differ with the next one.

Only names in folders are looked at: ``importlib.metadata`` takes longer to import than many a build takes.
"""

from __future__ import annotations

import sys
import zlib
from functools import cache
from pathlib import Path

# By what they have a hand in, as they are called where they come from. A test holds this to what is imported.
READING = ("lxml", "markdown-it-py", "pdfminer.six", "pdfplumber", "python-calamine", "xlrd")
PAGES = ("jinja2", "lunr", "markdown-it-py", "markupsafe", "msgspec", "numpy")  # and what is published beside them


def versions(names: tuple[str, ...]) -> str:
    """The libraries with their versions, as one word of a key; without one where a library is not installed."""
    return " ".join(f"{name} {_installed().get(_plain(name), '')}" for name in names)


def compressors() -> str:
    """What makes compressed copies, likewise."""
    return f"zlib {zlib.ZLIB_RUNTIME_VERSION} {versions(('brotli',))}"


@cache
def _installed() -> dict[str, str]:
    """Every version by its library: the first on the path, as with imports."""
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            entries = [entry.name for entry in Path(folder or ".").iterdir()]
        except OSError:  # a zip, or not there
            continue
        for entry in entries:
            stem, _, kind = entry.rpartition(".")
            if kind in ("dist-info", "egg-info"):
                name, _, version = stem.partition("-")
                found.setdefault(_plain(name), version.partition("-py")[0])
    return found


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")
