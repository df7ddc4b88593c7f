"""The source view: every block of a document as received, each with its anchor, and what became of it.

Made once, when a document is read (it is most of the portal's bytes, and depends on nothing else): pieces of
HTML, cut where a project begins, so that a page can put its links between them.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from ..model import Document, Row, Submission
from .markup import escaped

# What is wider than a phone is moved by the keyboard too.
_SCROLLS = '<div class="scroll" tabindex="0" role="group" aria-label="原文表格">'


class SourceView(Struct, frozen=True, gc=False):
    """A document as HTML: ``pieces[0]`` is what stands before the first project, ``pieces[n]`` begins project n."""

    pieces: tuple[str, ...]
    blocks: int


def view_of(document: Document, submission: Submission) -> SourceView:
    """The blocks as HTML, escaped in one pass."""
    texts = [
        cell.text
        for block in document.blocks
        for cell in (block.cells if isinstance(block, Row) else (block,))
    ]  # fmt: skip
    safe = iter([text.replace("\n", "<br>") for text in escaped(texts)] if texts else ())
    pieces: list[str] = []
    out: list[str] = []
    table = announced = 0
    for block, claim in zip(document.blocks, submission.claims, strict=True):
        order = int(claim[8 : claim.index(":")]) if claim.startswith("project ") else 0
        row = block if isinstance(block, Row) else None
        if table and (row is None or row.table != table or order > announced):
            out.append("</tbody></table></div>\n")
            table = 0
        while order > announced:
            pieces.append("".join(out))
            out = []
            announced += 1
        kind = "" if claim else ' class="loose"'
        if row is None:
            out.append(f'<p id="{block.anchor}"{kind}>{next(safe)}</p>\n')
            continue
        if not table:
            out.append(f'{_SCROLLS}<table class="src"><tbody>\n')
            table = row.table
        cells = "".join([f'<td id="{cell.anchor}">{next(safe)}</td>' for cell in row.cells])
        out.append(f"<tr{kind}>{cells}</tr>\n")
    if table:
        out.append("</tbody></table></div>\n")
    pieces.append("".join(out))
    return SourceView(tuple(pieces), len(document.blocks))


def with_links(view: SourceView, urls: list[str]) -> Markup:
    """The whole view; ``urls`` lead from the source's page to the projects' pages, in printed order."""
    parts = [view.pieces[0]]
    for number, (piece, url) in enumerate(zip(view.pieces[1:], urls, strict=False), 1):
        parts.append(f'<p class="src-project"><a href="{url}">第 {number} 个项目的页面</a></p>\n')
        parts.append(piece)
    return Markup("".join(parts))  # noqa: S704 - every text in it was escaped when it was made
