"""The heading of a table against the project's name in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts
from .evidence.remark import Remark, Words, at

HEADING = "relevance"
SEVERITY = "doubt"
OF = ("heading",)
TITLE = Words("表格标题与项目名称不同", "Heading and project name differ")
RULE = Words("表格标题应与项目名称一致。", "The heading of a table is the project's name.")
CLEAN = Words("表格标题与项目名称一致", "Headings and project names agree")
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words("只是「项目」「资金」、「与」「及」的写法不同。", "Only words such as 项目 or 资金, 与 or 及 differ.")
_BLANKS = re.compile(r"\s+")
_TAIL = re.compile(r"(?:项目|资金|经费|费用)+$")
_WIDTH = str.maketrans("()【】〔〕[]", "（）（）（）（）")


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Equal but for blanks, the width of brackets and 项目 at the end; small differences are a note."""
    heading, name = project.heading, project.name
    if heading is None or name is None or heading.text == name.text:
        return
    first, second = (_BLANKS.sub("", text).translate(_WIDTH) for text in (heading.text, name.text))
    if first == second or first == second + "项目" or not second:
        return
    small = _plain(first) == _plain(second)
    yield Remark(
        (at(heading), at(name)),
        {"heading": heading.text, "name": name.text},
        f"表格标题是「{heading.text}」，项目名称是「{name.text}」。",
        f"The heading is 「{heading.text}」, the name 「{name.text}」.",
        "note" if small else None,
    )


def _plain(text: str) -> str:
    return re.sub("[与及和]", "", _TAIL.sub("", text))
