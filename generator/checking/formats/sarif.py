"""For code scanning and editors: SARIF 2.1.0 (OASIS Standard), one run with its rules, regions and levels.

Files with lines get regions, their columns counted in characters; all others get their anchor as a logical location.
What cannot be read is a result too, because viewers show results and hide notifications.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from ... import __version__
from ...codes import GROUPS, CodeInfo, all_codes
from .. import Checked
from ..complaints import Complaint
from ..places import Spot

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "doubt": "warning", "note": "note"}


def write(checked: Checked) -> Iterator[str]:
    """The whole log as one JSON document."""
    names = sorted({complaint.code for complaint in checked.complaints})
    numbers = {name: number for number, name in enumerate(names)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "mingzhang",
                "fullName": "明账 mingzhang check",
                "semanticVersion": __version__,
                "language": "zh-CN",
                "rules": [_rule(all_codes()[name]) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not checked.unread}],
        "results": [_result(complaint, numbers, seen) for complaint in checked.complaints],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield msgspec.json.format(msgspec.json.encode(log), indent=2).decode()


def _rule(info: CodeInfo) -> dict[str, Any]:
    said = [info.rule]
    if info.source:
        said.append(f"依据：{info.source}")
    if info.innocent:
        said.append(f"可能的合理解释：{info.innocent}")
    said.append(f"怎么办：{info.mend}")
    return {
        "id": info.name,
        "shortDescription": {"text": info.title},
        "fullDescription": {"text": info.rule},
        "help": {"text": "\n".join(said)},
        "defaultConfiguration": {"level": _LEVELS[info.severity]},
        "properties": {"tags": [info.heading or info.group, GROUPS[info.group]]},
    }


def _result(complaint: Complaint, numbers: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    first, *others = complaint.spots or (None,)
    said = complaint.text
    if complaint.project:
        said += f"（项目 {complaint.project[0]}　{complaint.project[1]}）"
    result: dict[str, Any] = {
        "ruleId": complaint.code,
        "ruleIndex": numbers[complaint.code],
        "level": _LEVELS[complaint.severity],
        "message": {"text": said},
        "locations": [_location(complaint, first)],
        "partialFingerprints": {"finding/v1": _fingerprint(complaint, seen)},
    }
    if others:
        result["relatedLocations"] = [
            {"id": number, **_location(complaint, spot), "message": {"text": spot.printed if spot else ""}}
            for number, spot in enumerate(others, 1)
        ]
    return result


def _location(complaint: Complaint, spot: Spot | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(complaint.path)}}
    location: dict[str, Any] = {"physicalLocation": physical}
    if spot and spot.line:
        physical["region"] = {"startLine": spot.line, "startColumn": spot.column, "endColumn": spot.end}
    elif spot and spot.anchor:
        location["logicalLocations"] = [{"fullyQualifiedName": spot.anchor, "kind": "element"}]
    return location


def _fingerprint(complaint: Complaint, seen: Counter[str]) -> str:
    """The same finding keeps it when lines above it come or go: made of what is printed, not of where."""
    printed = "\0".join(spot.printed for spot in complaint.spots)
    name = complaint.project[1] if complaint.project else ""
    value = hashlib.sha256("\0".join((complaint.path, complaint.code, name, printed)).encode()).hexdigest()[:16]
    seen[value] += 1
    return f"{value}:{seen[value]}"
