"""For people: like a compiler's, with the line, the place under it marked, and what to make of it."""

from __future__ import annotations

from collections.abc import Iterator

from ...messages import Message
from .. import Checked
from ..complaints import Complaint

SEVERITIES = {"error": "错误", "doubt": "疑点", "note": "提示"}
_OTHERS = 8  # further places named


def write(checked: Checked) -> Iterator[str]:
    """``path:line:col: CODE message``, the excerpt with its mark, the hint, further places."""
    for complaint in checked.complaints:
        yield str(_message(complaint))
        if others := _others(complaint):
            yield f"    = 另见 {others}"


def _message(complaint: Complaint) -> Message:
    text = complaint.text
    if not complaint.unread:
        text = f"{SEVERITIES[complaint.severity]}：{text}"
        if complaint.project:
            number, name = complaint.project
            text += f"（项目 {number}　{name}）" if name else f"（项目 {number}）"
    excerpt, hint = complaint.excerpt, complaint.hint
    if hint and not complaint.unread:
        hint = f"可能的合理解释：{hint}"
    return Message(
        complaint.path,
        complaint.place,
        complaint.code,
        text,
        hint,
        excerpt.text,
        excerpt.column,
        complaint.severity,
        marked=excerpt.length,
    )


def _others(complaint: Complaint) -> str:
    places = list(dict.fromkeys(spot.place for spot in complaint.spots[1:] if spot.place != complaint.place))
    more = f" 等 {len(places)} 处" if len(places) > _OTHERS else ""
    return "、".join(places[:_OTHERS]) + more
