"""核对提示: questions about one submission, and about all of them."""

from __future__ import annotations

from msgspec import Struct

from ..model import Finding, Submission


class CheckInfo(Struct, frozen=True):
    """What a check is called."""

    name: str
    title_zh: str


def run(submission: Submission) -> tuple[Finding, ...]:
    """All findings about one submission."""
    return ()


def all_checks() -> tuple[CheckInfo, ...]:
    """Every check there is."""
    return ()
