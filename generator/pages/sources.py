"""The source view: every block of a document as received, each with its anchor, and what became of it.

Made once, when a document is read (it is most of the portal's bytes, and depends on nothing else): pieces of
HTML, cut where a project begins, so that a page can put its links between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..model import Block, Document, Row, Submission
from .markup import escaped_whole

# What is wider than a phone is moved by the keyboard too.
_SCROLLS = '<div class="scroll" tabindex="0" role="group" aria-label="原文表格">'

# What stands for tags while the texts between them are escaped: lone surrogates are in no text that can be saved.
_OPEN, _NEXT, _APART = "\ud801", "\ud802", "\ud803"


class SourceView(Struct, frozen=True, gc=False):
    """A document as HTML: ``pieces[0]`` is what stands before the first project, ``pieces[n]`` begins project n.

    As bytes, because they are most of a portal's and go from here to their page as they are.
    """

    pieces: tuple[bytes, ...]
    blocks: int


def view_of(document: Document, submission: Submission) -> SourceView:
    """The blocks as HTML, escaped in one pass."""
    safe = iter(_insides(document.blocks))
    pieces: list[bytes] = []
    out: list[str] = []
    table = announced = 0
    own = "project 0:"  # how the claims of the project at hand begin
    for block, claim in zip(document.blocks, submission.claims, strict=True):
        row = block if isinstance(block, Row) else None
        order = announced
        if not claim.startswith(own) and claim.startswith("project "):
            order = int(claim[8 : claim.index(":")])
        if table and (row is None or row.table != table or order > announced):
            out.append("</tbody></table></div>\n")
            table = 0
        while order > announced:
            pieces.append("".join(out).encode())
            out = []
            announced += 1
            own = f"project {announced}:"
        kind = "" if claim else ' class="loose"'
        if row is None:
            out.append(f'<p id="{next(safe)}"{kind}>{next(safe)}</p>\n')
            continue
        if not table:
            out.append(f'{_SCROLLS}<table class="src"><tbody>\n')
            table = row.table
        out.append(f'<tr{kind}><td id="{next(safe)}</td></tr>\n')
    if table:
        out.append("</tbody></table></div>\n")
    pieces.append("".join(out).encode())
    return SourceView(tuple(pieces), len(document.blocks))


def _insides(blocks: Sequence[Block]) -> list[str]:
    """Of each row its cells with the tags between them, of each paragraph its anchor and its text; all escaped."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Row):
            texts.append(_NEXT.join([f"{cell.anchor}{_OPEN}{cell.text}" for cell in block.cells]))
        else:
            texts += (block.anchor, block.text)
    whole = escaped_whole(_APART.join(texts)).replace("\n", "<br>")
    return whole.replace(_OPEN, '">').replace(_NEXT, '</td><td id="').split(_APART)


def with_links(view: SourceView, urls: list[str]) -> bytes:
    """The whole view; ``urls`` lead from the source's page to the projects' pages, in printed order."""
    parts = [view.pieces[0]]
    for number, (piece, url) in enumerate(zip(view.pieces[1:], urls, strict=False), 1):
        parts.append(f'<p class="src-project"><a href="{url}">第 {number} 个项目的页面</a></p>\n'.encode())
        parts.append(piece)
    return b"".join(parts)
