"""What ``check`` says: one :class:`Complaint` for each finding and for each file that could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..codes import all_codes
from ..identity import project_name
from ..messages import Message
from ..model import Finding, Severity, Submission
from .places import Excerpt, Places, Spot

_QUOTED = re.compile("「([^「」]+)」")
RANKS: dict[Severity, int] = {"error": 3, "doubt": 2, "note": 1}


def at_least(severity: Severity, limit: str) -> bool:
    """Whether a severity is as bad as ``limit``, a severity or ``never``."""
    return limit != "never" and RANKS[severity] >= {str(name): rank for name, rank in RANKS.items()}[limit]


class Complaint(Struct, frozen=True):
    """One message about one file. ``spots`` are its places, the first one shown; ``place`` is that of the first."""

    path: str
    place: str
    code: str
    severity: Severity
    text: str
    english: str
    hint: str
    spots: tuple[Spot, ...] = ()
    excerpt: Excerpt = Excerpt("")
    project: tuple[int, str] | None = None  # its number in the document and its name
    unread: bool = False  # no finding: the file, its sidecar or the folder cannot be used

    @property
    def title(self) -> str:
        return all_codes()[self.code].title


def of_message(message: Message) -> Complaint:
    """A file that could not be read."""
    line, _, column = message.place.partition(":")
    spot = Spot("", "", int(line), int(column), int(column)) if column.isdigit() and line.isdigit() else None
    return Complaint(
        message.path,
        message.place,
        message.code,
        "error",
        message.text,
        all_codes()[message.code].english[0],
        message.hint,
        (spot,) if spot else (),
        Excerpt(message.excerpt, message.column if message.excerpt else 0),
        unread=True,
    )


def of_findings(path: str, submission: Submission, findings: Sequence[Finding], places: Places) -> Iterator[Complaint]:
    """Findings about one document, in the order of their places in the file."""
    made = []
    names = {project.order: project_name(project) or "" for project in submission.projects}
    anchors = {project.order: project.anchor for project in submission.projects}
    for finding in findings:
        spots = tuple(places.spot(printed, _meant(finding, printed.printed)) for printed in finding.places)
        order = finding.project
        first = spots[0] if spots else None
        place = first.place if first else anchors.get(order or 0, "1:1")
        made.append(
            (
                places.order(first) if first else (0, 0),
                Complaint(
                    path,
                    place,
                    finding.check,
                    finding.severity,
                    finding.zh,
                    finding.en,
                    all_codes()[finding.check].innocent,
                    spots,
                    places.excerpt(first) if first else Excerpt(""),
                    (order, names[order]) if order else None,
                ),
            )
        )
    made.sort(key=lambda one: (one[0], -RANKS[one[1].severity], one[1].code))
    yield from (complaint for _, complaint in made)


def _meant(finding: Finding, printed: str) -> str:
    """The part of a long text that a finding quotes, where it stands there just once: 「等发面」疑为「等方面」."""
    quoted = (*_QUOTED.findall(finding.zh), *finding.values.values())
    return next((part for part in quoted if len(part) > 1 and part != printed and printed.count(part) == 1), "")
