"""Small disclosures as a person types them: paragraphs, and tables drawn with ``|``."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

from generator.model import Project, Sidecar, Submission
from generator.readers import read
from generator.recognise import recognise


def disclosure(text: str, **added: Any) -> Submission:
    """What the recogniser makes of a text; ``added`` is its sidecar."""
    return recognise(read(dedent(text).encode(), "部门.txt"), Sidecar(**added))


def projects(text: str) -> tuple[Project, ...]:
    return disclosure(text).projects


def names(submission: Submission) -> list[str | None]:
    return [project.name.text if project.name else None for project in submission.projects]
