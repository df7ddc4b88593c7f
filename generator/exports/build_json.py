"""``build.json``: which version built the site from what, with counts."""

from __future__ import annotations

import msgspec
from msgspec import Struct


class Counts(Struct, frozen=True):
    """How much the site holds."""

    departments: int
    submissions: int
    projects: int
    indicators: int
    findings: int


def build_json(version: str, content_digest: str, counts: Counts, source_date: str | None = None) -> bytes:
    """The file's bytes. A date stands in it only where ``SOURCE_DATE_EPOCH`` gives one: the clock never does."""
    found: dict[str, object] = {"version": version, "content": content_digest, "counts": counts}
    if source_date:
        found["built"] = source_date
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"
