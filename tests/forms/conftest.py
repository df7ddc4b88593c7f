"""The five submissions in every form, made once a test run and shared by all its processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from every_form import FORMS, OFFICE, PAGINATIONS, SUBMISSIONS, document
from form_files import convert, paginated, write
from form_grid import parts


def pytest_report_header() -> str:
    return f"forms of the submissions: {', '.join(FORMS)}" + ("" if OFFICE else " (no LibreOffice: no docx, doc, pdf)")


@pytest.fixture(scope="session")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with NAME.html, NAME.md, NAME.xlsx, NAME.docx, NAME.doc and NAME.pdf of each submission."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "forms"
    try:
        folder.mkdir()
    except FileExistsError:  # another process makes them
        while not (folder / "made").exists():
            time.sleep(0.1)
        return folder
    try:
        for path in SUBMISSIONS:
            write(folder, path.stem, parts(document(path)))
        plain = sorted(folder.glob("*.fodt"))
        for name, size, page in PAGINATIONS:
            source = next(path for path in plain if path.stem.startswith(name))
            other = paginated(source.read_text("utf-8"), size, page)
            (folder / f"{source.stem}@{size}.fodt").write_text(other, "utf-8")
        if OFFICE:
            convert(folder, "docx", plain)
            convert(folder, "doc", plain)
            convert(folder, "pdf", sorted(folder.glob("*.fodt")))
    finally:
        (folder / "made").touch()
    return folder
