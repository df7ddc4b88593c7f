"""Downloads: everything the site knows, for machines. One file per format.

A worker calls :func:`map_submission` for each submission (the store may keep the chunk), and with the chunks
:func:`project_files` and :func:`department_files` for what stands beside pages; :func:`write_downloads` puts all
chunks, one after the other, into the files under ``data/``.
"""

from __future__ import annotations

from .announcements import announcements
from .build_json import Counts
from .chunks import ExportChunk, Mapped, map_lines, map_submission, project_files
from .datapackage import About, Origin
from .departments import department_files
from .downloads import Wanted, write_database, write_downloads
from .files import File, finished
from .lines import Placement, ProjectPlacement
from .shapes import Department, FiscalYear, Region

__all__ = [
    "About",
    "Counts",
    "Department",
    "ExportChunk",
    "File",
    "FiscalYear",
    "Mapped",
    "Origin",
    "Placement",
    "ProjectPlacement",
    "Region",
    "Wanted",
    "announcements",
    "department_files",
    "finished",
    "map_lines",
    "map_submission",
    "project_files",
    "write_database",
    "write_downloads",
]
