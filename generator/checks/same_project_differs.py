"""One project in two documents that say different things of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

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


class Told(Struct, frozen=True, gc=False, array_like=True):
    """What one document says of its projects, in columns: digests of it, and where each stands."""

    submission: int
    file: str
    ids: tuple[str, ...]
    facts: tuple[str, ...]
    anchors: tuple[str, ...]
    names: tuple[str, ...]


def gather(submission: Submission, number: int, identities: Sequence[tuple[str, str]]) -> tuple[Told, ...]:
    """Every project. An edition that says what it replaces differs on purpose."""
    if submission.sidecar.supersedes:
        return ()
    # Of a withdrawn document nothing is asked: it comes without its projects.
    known = list(zip(submission.projects, identities, strict=False))
    return (
        Told(
            number,
            submission.source.path.rpartition("/")[2],
            tuple(identity for _, (identity, _) in known),
            tuple(facts for _, (_, facts) in known),
            tuple(project.anchor for project, _ in known),
            tuple(project_name(project) for project, _ in known),
        ),
    )


def check_catalogue(gathered: Iterable[tuple[Told, ...]]) -> Iterator[tuple[int, Remark]]:
    """For each document that another one contradicts, one finding a project."""
    documents = [one for part in gathered for one in part]
    often = Counter(chain.from_iterable(one.ids for one in documents))
    tellings: dict[str, list[tuple[Told, int]]] = {identity: [] for identity in sorted(often) if often[identity] > 1}
    for one in documents:
        for at, identity in enumerate(one.ids):
            if identity in tellings:
                tellings[identity].append((one, at))
    for identity, told in tellings.items():
        for one, at in told:
            others = {o.file for o, there in told if o.submission != one.submission and o.facts[there] != one.facts[at]}
            if others:
                files = "、".join(sorted(others))
                yield (
                    one.submission,
                    Remark(
                        (Printed(one.anchors[at], one.names[at]),),
                        {"id": identity, "files": files},
                        f"「{one.names[at]}」在{files}里也有，内容不同；合计里只算一份。",
                        f"{files} tells this project differently; totals count one of them.",
                    ),
                )
