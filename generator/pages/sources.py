"""The source view: every block of a document as received, each with its anchor, and what became of it."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from ..model import Block, Document, Row, Submission
from .surroundings import SubmissionSurroundings


def source_blocks(document: Document, submission: Submission, around: SubmissionSurroundings, root: str) -> Markup:
    """The blocks as HTML. Long documents are most of the portal's bytes, so this is plain string work."""
    out: list[str] = []
    table = 0
    announced = 0
    for block, claim in zip(document.blocks, submission.claims, strict=True):
        order = int(claim[8 : claim.index(":")]) if claim.startswith("project ") else 0
        row = block if isinstance(block, Row) else None
        if table and (row is None or row.table != table or order > announced):
            out.append("</tbody></table></div>\n")
            table = 0
        if order > announced:
            announced = order
            out.append(_project_line(around, order, root))
        if row is not None:
            if not table:
                out.append('<div class="scroll"><table class="src"><tbody>\n')
                table = row.table
            out.append(_row(row, claim))
        else:
            out.append(_paragraph(block, claim))
    if table:
        out.append("</tbody></table></div>\n")
    return Markup("".join(out))  # noqa: S704 - every text in it has been escaped above


def _project_line(around: SubmissionSurroundings, order: int, root: str) -> str:
    project = around.projects[order - 1]
    return f'<p class="src-project"><a href="{root}{project.url}">第 {order} 个项目的页面</a></p>\n'


def _row(row: Row, claim: str) -> str:
    cells = "".join([f'<td id="{cell.anchor}">{_text(cell.text)}</td>' for cell in row.cells])
    kind = "" if claim else ' class="loose"'
    return f"<tr{kind}>{cells}</tr>\n"


def _paragraph(block: Block, claim: str) -> str:
    kind = "" if claim else ' class="loose"'
    text = block.text if not isinstance(block, Row) else ""
    return f'<p id="{block.anchor}"{kind}>{_text(text)}</p>\n'


def _text(text: str) -> str:
    return escape(text.strip(), quote=False).replace("\n", "<br>") if text else ""
