"""For GitHub Actions: workflow commands, which show each complaint beside the line it is about.

The escapes are those of the actions toolkit: a value ends at a comma, a command at a line break.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import Checked
from ..complaints import Complaint

_LEVELS = {"error": "error", "doubt": "warning", "note": "notice"}


def write(checked: Checked) -> Iterator[str]:
    """``::error file=…,line=…,col=…,title=…::message``."""
    for complaint in checked.complaints:
        values = {"file": complaint.path, **_where(complaint), "title": f"{complaint.code} {complaint.title}"}
        shown = ",".join(f"{name}={_value(value)}" for name, value in values.items())
        yield f"::{_LEVELS[complaint.severity]} {shown}::{_text(_said(complaint))}"


def _where(complaint: Complaint) -> dict[str, str]:
    spot = complaint.spots[0] if complaint.spots else None
    if spot is None or not spot.line:
        return {}
    where = {"line": str(spot.line), "col": str(spot.column)}
    return where | {"endColumn": str(spot.end)} if spot.end > spot.column else where


def _said(complaint: Complaint) -> str:
    where = "" if complaint.spots and complaint.spots[0].line else f"{complaint.place}："
    project = f"（项目 {complaint.project[0]}　{complaint.project[1]}）" if complaint.project else ""
    hint = f"\n{complaint.hint}" if complaint.hint else ""
    return f"{where}{complaint.text}{project}{hint}"


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
