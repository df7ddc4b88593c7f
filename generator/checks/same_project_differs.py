"""One project in two documents that say different things of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..identity import project_name
from ..model import Printed, Submission
from .evidence import sources
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "doubt"
TITLE = Words("同一个项目在两份文件里写得不同", "One project, told differently in two documents")
RULE = Words(
    "同一年度、同一编码（没有编码的，同一单位、同一名称）的项目在两份文件里应当一致；合计里只算一份。",
    "A project of one year and code is the same in every document; totals count one of them.",
)
CLEAN = Words("没有写得不同的同一个项目", "No project is told in two ways")
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words(
    "后一份是更正，只是没有注明它替换了前一份。", "The later one is a correction that does not say what it replaces."
)


class Told(Struct, frozen=True, gc=False):
    """What one document says of one project: a digest of it, and where it stands."""

    id: str
    facts: str
    submission: int
    file: str
    place: Printed


def gather(submission: Submission, number: int, identities: Sequence[tuple[str, str]]) -> tuple[Told, ...]:
    """Every project. An edition that says what it replaces differs on purpose."""
    if submission.sidecar.supersedes:
        return ()
    file = submission.source.path.rpartition("/")[2]
    return tuple(
        Told(
            identity, facts, number, file,
            Printed(project.anchor, project_name(project)),
        )
        for project, (identity, facts) in zip(submission.projects, identities, strict=False)
    )  # fmt: skip


def check_catalogue(gathered: Iterable[tuple[Told, ...]]) -> Iterator[tuple[int, Remark]]:
    """For each document that another one contradicts, one finding a project."""
    by_id: dict[str, list[Told]] = defaultdict(list)
    for projects in gathered:
        for told in projects:
            by_id[told.id].append(told)
    for identity in sorted(by_id):
        tellings = by_id[identity]
        for told in tellings:
            others = {o.file for o in tellings if o.submission != told.submission and o.facts != told.facts}
            if others:
                files = "、".join(sorted(others))
                yield (
                    told.submission,
                    Remark(
                        (told.place,),
                        {"id": identity, "files": files},
                        f"「{told.place.printed}」在{files}里也有，内容不同；合计里只算一份。",
                        f"{files} tells this project differently; totals count one of them.",
                    ),
                )
