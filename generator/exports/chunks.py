"""One submission → its share of every download, and back: the map step of the exports.

In: a submission, its placement, the findings about it. Out: an :class:`ExportChunk` of ready bytes, which a worker
makes and the store keeps; the downloads are these chunks one after the other, so one changed submission
costs one chunk. Decided against: keeping rows beside the bytes. Reading the lines back is cheaper than
storing everything twice, and what is read back is exactly what was published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from ..model import Finding, Submission
from . import csv_text
from .lines import Placement, finding_line, project_line, submission_line
from .shapes import FindingLine, ProjectLine, SubmissionLine
from .tables import (
    FINDINGS,
    INDICATORS,
    PLAN,
    PROJECTS,
    TABLES,
    Row,
    finding_row,
    indicator_rows,
    plan_rows,
    project_row,
)

_encoder = msgspec.json.Encoder()
_project_decoder = msgspec.json.Decoder(ProjectLine)
_submission_decoder = msgspec.json.Decoder(SubmissionLine)
_finding_decoder = msgspec.json.Decoder(FindingLine)


class ExportChunk(Struct, frozen=True, gc=False):
    """One submission's share of the downloads. ``tables`` and ``rows`` go by the name of the table."""

    submission: str
    department: str | None
    region: str | None
    year: int | None
    source_page: str
    project_urls: tuple[str, ...]
    projects_jsonl: bytes
    submissions_jsonl: bytes
    findings_jsonl: bytes
    tables: dict[str, bytes]
    rows: dict[str, int]

    def projects(self) -> list[ProjectLine]:
        """The lines of its projects, read back."""
        return _project_decoder.decode_lines(self.projects_jsonl)

    def findings(self) -> list[FindingLine]:
        """The lines of its findings, read back."""
        return _finding_decoder.decode_lines(self.findings_jsonl)

    def submission_line(self) -> SubmissionLine:
        """Its own line, read back."""
        return _submission_decoder.decode(self.submissions_jsonl)


class Mapped(Struct, frozen=True, gc=False):
    """A chunk with what it was made of, for those who need it again while it is at hand."""

    chunk: ExportChunk
    projects: list[ProjectLine]
    findings: list[FindingLine]
    rows: dict[str, list[Row]]  # by the name of the table


def map_submission(submission: Submission, placement: Placement, findings: Sequence[Finding]) -> ExportChunk:
    """Render one submission. ``findings`` are those about it alone and those that cross submissions."""
    return map_lines(submission, placement, findings).chunk


def map_lines(submission: Submission, placement: Placement, findings: Sequence[Finding]) -> Mapped:
    """The same with the lines and rows that went into it."""
    shown = submission.sidecar.withdrawn is None
    findings = findings if shown else ()
    pairs = list(zip(submission.projects, placement.projects, strict=True))
    ids = {project.order: placed.id for project, placed in pairs if placed}
    asked: dict[int, set[str]] = {}
    for finding in findings:
        if finding.project is not None:
            asked.setdefault(finding.project, set()).add(finding.check)
    projects = [
        project_line(project, placed, placement, submission, tuple(sorted(asked.get(project.order, ()))))
        for project, placed in pairs
        if placed and shown
    ]
    lines = [finding_line(finding, placement.id, ids.get(finding.project or 0)) for finding in findings]
    found = rows_of(projects, lines, placement.fiscal_year.year, placement.source_page)
    chunk = ExportChunk(
        submission=placement.id,
        department=placement.department.id if placement.department else None,
        region=placement.region.code,
        year=placement.fiscal_year.year,
        source_page=placement.source_page,
        project_urls=tuple(line.url for line in projects),
        projects_jsonl=_encoder.encode_lines(projects),
        submissions_jsonl=_encoder.encode_lines([submission_line(submission, placement)]),
        findings_jsonl=_encoder.encode_lines(lines),
        tables={table.name: csv_text.rows(table, found[table.name]) for table in TABLES},
        rows={table.name: len(found[table.name]) for table in TABLES},
    )
    return Mapped(chunk, projects, lines, found)


def project_files(chunk: ExportChunk) -> Iterator[tuple[str, bytes]]:
    """``project.json`` beside each project's page: the line of projects.jsonl."""
    for url, line in zip(chunk.project_urls, chunk.projects_jsonl.splitlines(keepends=True), strict=True):
        yield url.rpartition("/")[0] + "/project.json", line


def rows_of(
    projects: list[ProjectLine], findings: list[FindingLine], year: int | None, source_page: str
) -> dict[str, list[Row]]:
    """The rows of every table by its name, from the lines of one submission."""
    return {
        PROJECTS.name: [project_row(line) for line in projects],
        INDICATORS.name: [row for line in projects for row in indicator_rows(line)],
        PLAN.name: [row for line in projects for row in plan_rows(line)],
        FINDINGS.name: [finding_row(line, year, source_page) for line in findings],
    }
