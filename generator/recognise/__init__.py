"""Blocks → a submission: what every block of a document is, fact by fact, each with its place.

The steps run in a fixed order, each on what the one before left: tables of part two, outline of part one,
projects, and last who it is from. What no step claims stays in ``fragments`` and is shown on the site.
"""

from __future__ import annotations

from ..model import Block, Cell, Document, Paragraph, Row, Sidecar, Submission, Text
from .headings import heading_in, labelled, may_stand_above
from .outline import read_outline
from .projects import read_projects, read_unit
from .tables import Tables
from .texts import clean
from .vocabulary import Vocabulary, load
from .whose import owner_of, region_of, units_of, year_of


def recognise(document: Document, sidecar: Sidecar | None = None, vocabulary: Vocabulary | None = None) -> Submission:
    """Recognise one document. Pure: the same document, sidecar and vocabulary give the same submission."""
    vocabulary = vocabulary or load()
    sidecar = sidecar or Sidecar()
    blocks = document.blocks
    claims = [""] * len(blocks)
    start = _first_table(blocks, vocabulary)
    tables = Tables(vocabulary, claims)
    tables.read(blocks, start)
    paragraphs = [(at, block) for at, block in enumerate(blocks[:start]) if isinstance(block, Paragraph)]
    outline = read_outline(paragraphs, vocabulary, claims)
    projects = read_projects(tables.drafts, vocabulary)
    units = units_of(projects)
    if sidecar.unit and (sidecar.override or not units):
        units = (read_unit(Cell(sidecar.unit, ""), vocabulary),)  # what the portal adds stands nowhere
    owner = read_unit(tables.owners[0], vocabulary) if tables.owners else None
    names = [(unit.name, unit.anchor) for unit in (*units, *([owner] if owner else ())) if unit.anchor]
    names += [(outline.author.text, outline.author.anchor)] if outline.author else []
    region = region_of(outline, projects, names, sidecar)
    return Submission(
        source=document.source,
        sidecar=sidecar,
        title=outline.title,
        department=owner_of(outline, units, region, sidecar, vocabulary, owner),
        units=units,
        region=region,
        fiscal_year=year_of(outline, projects, sidecar, tables.years),
        sections=tuple(outline.sections),
        projects=projects,
        fragments=tuple(_fragments(blocks, claims)),
        claims=tuple(claims),
    )


def _first_table(blocks: tuple[Block, ...], vocabulary: Vocabulary) -> int:
    """Where part two begins: the lines right before the first table that can stand above it."""
    for at, block in enumerate(blocks):
        if isinstance(block, Row) and _opens_a_project(block, vocabulary):
            texts: list[str] = []
            while at:
                before = blocks[at - 1]
                line = before if isinstance(before, Paragraph) else heading_in(before, vocabulary)
                texts.insert(0, clean(line.text, vocabulary) if line else "")
                if line is None or not may_stand_above(texts, 0, vocabulary):
                    break
                at -= 1
            return at
    return len(blocks)


def _opens_a_project(row: Row, vocabulary: Vocabulary) -> bool:
    for cell in row.cells:
        found = vocabulary.label(cell.text) or (labelled(cell, vocabulary) or ("",))[0]
        if found.startswith("field:") or (cell.text.strip()[:6].isdigit() and len(cell.text.strip()) > 8):
            return True
    return False


def _fragments(blocks: tuple[Block, ...], claims: list[str]) -> list[Text]:
    fragments: list[Text] = []
    if "" not in claims:
        return fragments
    for block, claim in zip(blocks, claims, strict=True):
        if not claim:
            cells = block.cells if isinstance(block, Row) else (block,)
            fragments.extend(Text(text, cell.anchor) for cell in cells if (text := cell.text.strip()))
    return fragments
