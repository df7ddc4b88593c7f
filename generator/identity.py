"""Ids and addresses: from what is printed, never from the order of files.

Only ``A–Z a–z 0–9 . _ -`` (and ``~`` before a source's digest) stand in an address.
"""

from __future__ import annotations

import hashlib
import re

import msgspec

from .model import Project, Submission
from .recognise.whose import DIVISION_CODE, short_digest

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def safe(text: str) -> str:
    """The text itself where it may stand in an address, else eight hex digits of it."""
    return text if _SAFE.fullmatch(text) and not text.endswith(".") else short_digest(text)


def submission_id(submission: Submission) -> str:
    """``<region>-<unit>-<year>``; without a unit's code a digest of the department's name stands for it."""
    unit = submission.units[0] if submission.units else None
    owner = submission.department
    if unit and unit.code:
        who = unit.code
    else:
        name = unit.name if unit else owner.name if owner else submission.source.sha256
        who = short_digest(name)
    return f"{submission.region.code or 'noregion'}-{who}-{year_word(submission.fiscal_year.year)}"


def project_id(submission: Submission, project: Project) -> str:
    """``<year>-<code>``, ``<year>-<region>-<code>`` or ``<year>-<digest>``, as the kind of code allows."""
    region = submission.region.code or "noregion"
    year = year_word(submission.fiscal_year.year)
    code = project.code.text if project.code else None
    if code:
        return f"{year}-{safe(code)}" if DIVISION_CODE.match(code) else f"{year}-{region}-{safe(code)}"
    return f"{year}-{short_digest(region, unit_name(submission, project), project_name(project))}"


def project_name(project: Project) -> str:
    """What the project is called: its 项目名称, else its heading."""
    if project.name and project.name.text:
        return project.name.text
    return project.heading.text if project.heading else ""


def unit_name(submission: Submission, project: Project) -> str:
    """The unit that identifies a project without a code: its own, else the document's department."""
    if project.unit:
        return project.unit.code or project.unit.name
    return submission.department.name if submission.department else ""


def year_word(year: int | None) -> str:
    return str(year) if year else "undated"


def document_id(number: str) -> str:
    """``唐财建〔2021〕59号`` → ``2021-59-<digest>``."""
    match = re.search(r"〔(\d{4})〕(\d+)号", number)
    return (f"{match[1]}-{match[2]}-" if match else "") + short_digest(number)


def told_apart(address: str, digest: str) -> str:
    """The address of a later thing that would stand where an earlier one stands."""
    return f"{address}~{digest[:4]}"


def project_facts(project: Project) -> str:
    """A digest of what the project says, whatever the place: name, money, plan, goals, targets."""
    amounts = [a.yuan if a else None for a in (project.budget, project.fiscal_funds, project.other_funds)]
    told = (
        project_name(project),
        amounts,
        project.purpose.text if project.purpose else None,
        [(c.month, c.share) for c in project.plan],
        [goal.text for goal in project.goals],
        [(i.dimension, i.aspect, i.name, i.target.printed if i.target else None) for i in project.indicators],
    )
    return facts_digest(msgspec.msgpack.encode(told))


def facts_digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
