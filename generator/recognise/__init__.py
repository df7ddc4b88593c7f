"""Blocks → a submission: what every block of a document is, fact by fact, each with its place.

The steps run in a fixed order, each on what the one before left: tables of part two, outline of part one,
projects, and last who it is from. What no step claims stays in ``fragments`` and is shown on the site.
"""

from __future__ import annotations

from ..model import Block, Document, Paragraph, Row, Sidecar, Submission, Text
from .outline import read_outline
from .projects import read_projects
from .tables import Tables, is_heading
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
    names = [unit.name for unit in units] + ([outline.author.text] if outline.author else [])
    region = region_of(outline, projects, names, sidecar)
    return Submission(
        source=document.source,
        sidecar=sidecar,
        title=outline.title,
        department=owner_of(outline, units, region, sidecar, vocabulary),
        units=units,
        region=region,
        fiscal_year=year_of(outline, projects, sidecar),
        sections=tuple(outline.sections),
        projects=projects,
        fragments=tuple(_fragments(blocks, claims)),
        claims=tuple(claims),
    )


def _first_table(blocks: tuple[Block, ...], vocabulary: Vocabulary) -> int:
    """Where part two begins: the paragraphs right before the first table that can be its heading."""
    for at, block in enumerate(blocks):
        if isinstance(block, Row) and _opens_a_project(block, vocabulary):
            while at and isinstance(blocks[at - 1], Paragraph) and _may_be_heading(blocks, at - 1, vocabulary):
                at -= 1
            return at
    return len(blocks)


def _opens_a_project(row: Row, vocabulary: Vocabulary) -> bool:
    labels = [vocabulary.label(cell.text) for cell in row.cells]
    return any(found and found.startswith("field:") for found in labels) or any(
        cell.text.strip()[:6].isdigit() and len(cell.text.strip()) > 8 for cell in row.cells
    )


def _may_be_heading(blocks: tuple[Block, ...], at: int, vocabulary: Vocabulary) -> bool:
    text = clean(blocks[at].text, vocabulary) if isinstance(blocks[at], Paragraph) else ""  # type: ignore[union-attr]
    if is_heading(text, vocabulary):
        return True
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    after = clean(following.text, vocabulary) if isinstance(following, Paragraph) else ""
    return bool(after) and is_heading(after, vocabulary) and _short(text) and not after[0].isdigit()


def _short(text: str) -> bool:
    return 0 < len(text) <= 60 and not text.endswith(("。", "；", "：", "，"))


def _fragments(blocks: tuple[Block, ...], claims: list[str]) -> list[Text]:
    fragments: list[Text] = []
    for block, claim in zip(blocks, claims, strict=True):
        if not claim:
            cells = block.cells if isinstance(block, Row) else (block,)
            fragments.extend(Text(text, cell.anchor) for cell in cells if (text := cell.text.strip()))
    return fragments
