"""The five submissions in every form, made once a test run and shared by all its processes."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest
from every_form import FORMS, OFFICE, SUBMISSIONS, document
from form_files import write
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
        if OFFICE:
            for form in ("docx", "doc", "pdf"):
                _convert(folder, form)
    finally:
        (folder / "made").touch()
    return folder


def _convert(folder: Path, form: str) -> None:
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form,
         "--outdir", folder, *sorted(folder.glob("*.fodt"))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
