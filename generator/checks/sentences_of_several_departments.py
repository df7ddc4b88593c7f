"""Sentences that stand, word for word, in the documents of several departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from msgspec import Struct

from ..model import Printed, Submission
from .evidence import sources
from .evidence.remark import Remark, Words

HEADING = "relevance"
SEVERITY = "note"
TITLE = Words("几个部门一字不差的句子", "Sentences of several departments")
RULE = Words(
    "保障措施、目标应结合本部门实际；几个部门一字不差，多半是抄自同一个模板。",
    "Measures and goals suit their department; the same words in several come from one template.",
)
CLEAN = Words("没有与别的部门一字不差的句子", "No sentence is another department's")
SOURCE = sources.CLEAR
INNOCENT = Words("财政部门统一提供了范文。", "The finance bureau handed out a sample.")
_SIZE = 8


class Sentences(Struct, frozen=True, gc=False, array_like=True):
    """The long sentences of one document's part one, packed: a portal of a country holds them all at once.

    ``digests`` has eight bytes a sentence; ``places`` its anchor and how it begins, a line each.
    """

    department: str
    submission: int
    digests: bytes
    places: str


def gather(submission: Submission, number: int, identities: Sequence[tuple[str, str]]) -> tuple[Sentences, ...]:
    """The sentences of part one with at least twenty characters. ``number`` is the submission's in the catalogue."""
    department = submission.department.id if submission.department else str(number)
    digests, places = [], []
    for section in submission.sections:
        texts = [*section.paragraphs, *(t for item in section.items for t in (*item.goals, *item.indicators))]
        for text in texts:
            for sentence in text.text.split("。"):
                if len(sentence) > 19:
                    digests.append(blake2b(sentence.encode(), digest_size=_SIZE).digest())
                    places.append(f"{text.anchor}\t{sentence[:30]}")
    return (Sentences(department, number, b"".join(digests), "\n".join(places)),) if digests else ()


def check_catalogue(gathered: Iterable[tuple[Sentences, ...]]) -> Iterator[tuple[int, Remark]]:
    """For each document, one finding with its sentences that other departments have, too."""
    documents = [one for part in gathered for one in part]
    first: dict[bytes, str] = {}
    shared: dict[bytes, set[str]] = {}
    for document in documents:
        for digest in _digests(document):
            owner = first.setdefault(digest, document.department)
            if owner != document.department:
                shared.setdefault(digest, {owner}).add(document.department)
    for document in documents:
        found = [
            (place, shared[digest])
            for digest, place in zip(_digests(document), document.places.split("\n"), strict=True)
            if digest in shared
        ]
        if found:
            most = max(len(departments) for _, departments in found)
            yield (
                document.submission,
                Remark(
                    tuple(Printed(*place.split("\t")) for place, _ in found),
                    {"sentences": str(len(found)), "departments": str(most)},
                    f"有{len(found)}句话与别的部门一字不差，最多的一句有{most}个部门在用。",
                    f"{len(found)} sentences stand word for word in other departments' documents, one in {most}.",
                ),
            )


def _digests(document: Sentences) -> Iterator[bytes]:
    return (document.digests[at : at + _SIZE] for at in range(0, len(document.digests), _SIZE))
