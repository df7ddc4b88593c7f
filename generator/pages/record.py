"""The record corrected, said on a project's page: a newer edition, the older one, a department's reply.

Nearly all projects have nothing of it, so this is one empty text on their pages.
"""

from __future__ import annotations

from markupsafe import Markup

from ..model import Submission
from .frame import Link
from .surroundings import ProjectSurroundings, SubmissionSurroundings


def notices(own: ProjectSurroundings, around: SubmissionSurroundings, submission: Submission, root: str) -> Markup:
    """What a reader is told before anything else."""
    said = Markup()
    if around.superseded_by:
        newer = Markup("这个项目现在的写法：{}。").format(_link(own.newer, root)) if own.newer else ""
        edition = Markup('<a href="{}{}">{}</a>').format(root, around.superseded_by.url, around.superseded_by.text)
        said += Markup(
            '<p class="notice"><b>已更新</b>：这份文件有了更新的版本，{}。{}本页金额不再计入合计。</p>\n'
        ).format(edition, newer)
    elif not own.counted:
        said += Markup('<p class="notice">同一编号的项目在另一份文件里内容不同；合计里只算那一份。</p>\n')
    if own.older:
        said += Markup('<p class="notice">这是更新后的版本；更新前的写法：{}。</p>\n').format(_link(own.older, root))
    if submission.sidecar.note:
        said += Markup('<div class="notice reply"><b>部门的说明</b><p>{}</p></div>\n').format(submission.sidecar.note)
    return said


def _link(link: Link, root: str) -> Markup:
    note = f"（{link.note}）" if link.note else ""
    return Markup('<a href="{}{}">{}</a>{}').format(root, link.url, link.text, note)
