"""For scripts: one JSON object a line. Names are a promise, as those of the data files are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from .. import Checked
from ..complaints import Complaint
from ..places import Spot


def write(checked: Checked) -> Iterator[str]:
    """One line a complaint, in the order of the text form."""
    for complaint in checked.complaints:
        yield msgspec.json.encode(_line(complaint)).decode()


def _line(complaint: Complaint) -> dict[str, Any]:
    first = complaint.spots[0] if complaint.spots else None
    project = complaint.project
    return {
        "path": complaint.path,
        **(_spot(first) if first else {"anchor": None, "line": None, "column": None, "end_column": None}),
        "code": complaint.code,
        "severity": complaint.severity,
        "title": complaint.title,
        "message": {"zh": complaint.text, "en": complaint.english},
        "hint": complaint.hint,
        "excerpt": complaint.excerpt.text,
        "project": {"order": project[0], "name": project[1]} if project else None,
        "places": [{**_spot(spot), "printed": spot.printed} for spot in complaint.spots]
        if not complaint.unread
        else [],
    }


def _spot(spot: Spot) -> dict[str, Any]:
    return {
        "anchor": spot.anchor or None,
        "line": spot.line or None,
        "column": spot.column or None,
        "end_column": spot.end or None,
    }
