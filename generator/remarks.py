"""What the operator is told of the sources once all are linked: where they break off, which editions are missing."""

from __future__ import annotations

from collections.abc import Iterator

from .catalogue import Catalogue
from .messages import Message

_SAID = 20  # places of damage; the findings have them all


def damages(catalogue: Catalogue) -> Iterator[Message]:
    """Where sources break off or run together: no error, since the rest is built and the pages say so."""
    places = [(e.head.path, place) for e in catalogue.submissions for head in e.head.projects for place in head.damage]
    for path, place in places[:_SAID]:
        where = f"{place.anchor[1:]}:1" if place.anchor[:1] == "L" and place.anchor[1:].isdigit() else place.anchor
        hint = "请向公布的部门要一份完整的文件；网页上已经写明“原文此处缺失”"
        yield Message(path, where, "source_is_damaged", place.printed, hint, severity="note")
    if len(places) > _SAID:
        text = f"还有 {len(places) - _SAID} 处缺损，见核对提示"
        yield Message("content/submissions", "1:1", "source_is_damaged", text, severity="note")


def unknown_editions(catalogue: Catalogue) -> Iterator[Message]:
    """Sidecars that name an older edition that is not there."""
    for entry, wanted in catalogue.unknown_editions:
        sidecar = entry.head.path.rpartition(".")[0] + ".toml"
        hint = "supersedes 写被替换的文件名，或者它在网站上的编号（sources/ 后面的那一段）"
        yield Message(sidecar, "1:1", "SIDECAR-SUPERSEDES", f"附注说替换了“{wanted}”，可是没有这一份文件", hint)
