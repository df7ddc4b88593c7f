"""One file's journey, for a person: its blocks with anchors, what each became, what nothing claimed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .digest import examine
from .model import Row
from .money import in_words
from .recognise.vocabulary import load


def explain_file(path: Path) -> Iterator[str]:
    """Lines to print for one submission."""
    beside = path.with_suffix(".toml")
    sidecar = beside.read_bytes() if beside.is_file() else None
    submission, document = examine(path.read_bytes(), path.as_posix(), sidecar, beside.as_posix(), load())
    yield f"{path}  {document.source.format}  sha256 {document.source.sha256}"
    for block, claim in zip(document.blocks, submission.claims, strict=True):
        text = " | ".join(cell.text.strip() for cell in block.cells) if isinstance(block, Row) else block.text.strip()
        yield f"{block.anchor:>10}  {claim or '—— nothing claimed this':28}  {' '.join(text.split())[:90]}"
    yield ""
    owner, region, year = submission.department, submission.region, submission.fiscal_year
    yield f"部门  {owner.name if owner else '—'}  ({owner.id if owner else '—'})"
    yield f"地区  {region.name or '—'} {region.code or ''}  known from {region.known_from or 'nothing'}"
    yield f"年度  {year.year or '—'}  known from {year.known_from or 'nothing'}"
    for project in submission.projects:
        name = project.name.text if project.name else "—"
        budget = in_words(project.budget.yuan) if project.budget and project.budget.yuan is not None else "—"
        plan = " ".join(f"{c.month}月:{c.printed or '·'}" for c in project.plan)
        yield f"{project.order:>3}. {name}  {budget}  [{plan}]  {len(project.indicators)} 项指标"
        for damage in project.damage:
            yield f"       {damage.anchor}: {damage.kind} {damage.note}"
    unclaimed = f"{submission.unclaimed} of {len(submission.claims)} blocks claimed by nothing"
    yield unclaimed + (": " + ", ".join(f.anchor for f in submission.fragments) if submission.fragments else "")
