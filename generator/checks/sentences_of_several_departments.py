"""Sentences that stand, word for word, in the documents of several departments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
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


class Sentence(Struct, frozen=True, gc=False):
    """One long sentence of part one: its digest, whose it is, where it stands."""

    digest: bytes
    department: str
    submission: int
    place: Printed


def gather(submission: Submission, number: int) -> tuple[Sentence, ...]:
    """The sentences of part one with at least twenty characters. ``number`` is the submission's in the catalogue."""
    department = submission.department.id if submission.department else str(number)
    found = []
    for section in submission.sections:
        texts = [*section.paragraphs, *(t for item in section.items for t in (*item.goals, *item.indicators))]
        for text in texts:
            for sentence in text.text.split("。"):
                if len(sentence) > 19:
                    digest = blake2b(sentence.encode(), digest_size=8).digest()
                    found.append(Sentence(digest, department, number, Printed(text.anchor, sentence)))
    return tuple(found)


def check_catalogue(gathered: Iterable[tuple[Sentence, ...]]) -> Iterator[tuple[int, Remark]]:
    """For each submission in turn, one finding with its sentences that other departments have, too.

    A digest and a department are kept per sentence: at a million projects the same can be grouped by an engine.
    """
    departments: dict[bytes, set[str]] = defaultdict(set)
    all_sentences = list(gathered)
    for sentences in all_sentences:
        for sentence in sentences:
            departments[sentence.digest].add(sentence.department)
    for sentences in all_sentences:
        shared = [sentence for sentence in sentences if len(departments[sentence.digest]) > 1]
        if shared:
            most = max(len(departments[sentence.digest]) for sentence in shared)
            yield (
                shared[0].submission,
                Remark(
                    tuple(sentence.place for sentence in shared),
                    {"sentences": str(len(shared)), "departments": str(most)},
                    f"有{len(shared)}句话与别的部门一字不差，最多的一句有{most}个部门在用。",
                    f"{len(shared)} sentences stand word for word in other departments' documents, one in {most}.",
                ),
            )
