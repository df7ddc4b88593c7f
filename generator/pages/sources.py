"""The source view: every block of a document as received, each with its anchor, and what became of it.

Made once, when a document is read (it is most of the portal's bytes, and depends on nothing else): pieces of
HTML, cut where a project begins, so that a page can put its links between them.
"""

from __future__ import annotations

from msgspec import Struct

from ..model import Document, Row, Submission
from .markup import escaped

# What is wider than a phone is moved by the keyboard too.
_SCROLLS = '<div class="scroll" tabindex="0" role="group" aria-label="原文表格">'

_BREAK = "\ud801"  # a line break between tags; a lone surrogate stands in no text that can be saved


class SourceView(Struct, frozen=True, gc=False):
    """A document as HTML: ``pieces[0]`` is what stands before the first project, ``pieces[n]`` begins project n.

    As bytes, because they are most of a portal's and go from here to their page as they are.
    """

    pieces: tuple[bytes, ...]
    blocks: int


def view_of(document: Document, submission: Submission) -> SourceView:
    """The blocks as HTML, escaped in one pass."""
    texts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Row):
            texts += [cell.text for cell in block.cells]
        else:
            texts.append(block.text)
    safe = iter(escaped(texts) if texts else ())
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
            out.append(f"</tbody></table></div>{_BREAK}")
            table = 0
        while order > announced:
            pieces.append(_with_breaks(out))
            out = []
            announced += 1
            own = f"project {announced}:"
        kind = "" if claim else ' class="loose"'
        if row is None:
            out.append(f'<p id="{block.anchor}"{kind}>{next(safe)}</p>{_BREAK}')
            continue
        if not table:
            out.append(f'{_SCROLLS}<table class="src"><tbody>{_BREAK}')
            table = row.table
        cells = '</td><td id="'.join([f'{cell.anchor}">{text}' for cell, text in zip(row.cells, safe, strict=False)])
        out.append(f'<tr{kind}><td id="{cells}</td></tr>{_BREAK}')
    if table:
        out.append(f"</tbody></table></div>{_BREAK}")
    pieces.append(_with_breaks(out))
    return SourceView(tuple(pieces), len(document.blocks))


def _with_breaks(parts: list[str]) -> bytes:
    """The line breaks of texts become tags, and only then come those between tags."""
    return "".join(parts).replace("\n", "<br>").replace(_BREAK, "\n").encode()


def with_links(view: SourceView, urls: list[str]) -> bytes:
    """The whole view; ``urls`` lead from the source's page to the projects' pages, in printed order."""
    parts = [view.pieces[0]]
    for number, (piece, url) in enumerate(zip(view.pieces[1:], urls, strict=False), 1):
        parts.append(f'<p class="src-project"><a href="{url}">第 {number} 个项目的页面</a></p>\n'.encode())
        parts.append(piece)
    return b"".join(parts)
