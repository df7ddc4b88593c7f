"""A submission as plain facts: everything it says, without the places where it says it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from generator.model import Submission

PLACES = {"anchor", "name_anchor", "dimension_anchor", "aspect_anchor", "description_anchor", "basis_anchor"}
OF_THE_FILE = {"source", "sidecar", "claims"}  # the file's own name and bytes, and one entry a block of it


def facts(submission: Submission) -> dict[str, Any]:
    """Every field of the submission but anchors and what belongs to the file itself."""
    found = _without_places(submission)
    return {key: value for key, value in found.items() if key not in OF_THE_FILE}


def _without_places(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.asdict(value)
    if isinstance(value, dict):
        return {key: _without_places(held) for key, held in value.items() if key not in PLACES}
    if isinstance(value, list | tuple):
        return [_without_places(held) for held in value]
    return str(value) if isinstance(value, Decimal) else value  # 500 and 500.00 are not printed alike


def differences(expected: Any, found: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Each field that differs, by its path: ``projects.3.indicators.0.target.unit``."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(expected.keys() | found.keys()):
            yield from differences(expected.get(key), found.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(one, other, f"{path}.{number}")
    elif expected != found:
        yield path, expected, found
