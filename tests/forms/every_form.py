"""Which forms there are on this machine, and each file read once."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from generator.model import Document
from generator.readers import read

SUBMISSIONS = sorted((Path(__file__).parents[2] / "content" / "submissions").glob("*.txt"))
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FORMS = ("html", "md", "xlsx", *(("docx", "doc", "pdf") if OFFICE else ()))
# The same document on other pages, whose ends cut rows, labels and paragraphs elsewhere: name, letters, page.
PAGINATIONS = (
    ("丰润区", "14pt", ("21cm", "29.7cm")),
    ("临西县", "12pt", ("21cm", "29.7cm")),
    ("临西县", "10.5pt", ("29.7cm", "21cm")),
    ("唐山高新区", "9pt", ("21cm", "29.7cm")),
)


@cache
def document(path: Path) -> Document:
    """The document in a file."""
    return read(path.read_bytes(), path.name)
