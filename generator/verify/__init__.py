"""``mingzhang verify``: every published figure against the sources, read again.

Two proofs, each blind to the other's mistakes. One makes the whole site anew from the sources and compares every
page, data file and index piece with what is published. The other opens each page and looks each cited number up
in the line that it cites. In: a site and the content folder it was built from. Out: messages, and counts.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from ..build import build
from ..copies import holds
from ..messages import Message
from ..model import BuildError, Document
from ..portal import Portal
from ..privacy import mask
from ..readers import read
from .cited import Cited, Sources, unproven
from .compare import Difference, differences

_WORDS = {
    "VERIFY-FIGURE": "网页上的数字与原文不一致",
    "VERIFY-CITED": "网页上的数字不在它所指的原文那一行",
    "VERIFY-PAGE": "网页与由原文生成的不一致",
    "VERIFY-DATA": "数据文件与原文不一致",
    "VERIFY-INDEX": "检索数据与原文不一致",
    "VERIFY-SOURCE": "公布的原文与收到的文件不一致",
    "VERIFY-FILE": "文件与重新生成的不一致",
    "VERIFY-COPY": "压缩副本的内容与文件本身不一致",
    "VERIFY-MISSING": "应有的文件不在网站里",
    "VERIFY-EXTRA": "这个文件不是由任何原文生成的",
}


class _SubmissionFile(Struct):
    id: str
    file: str
    withdrawn: str | None = None


class Verified(Struct, frozen=True):
    """What was looked at and what differs."""

    files: int
    figures: int
    cited: int
    messages: tuple[Message, ...]


def verify(portal: Portal) -> Verified:
    """Prove the site of a portal, or say what differs. Writes nothing into it."""
    site = Path(portal.site)
    if not (site / "index.html").is_file():
        raise BuildError("这里没有网站", str(portal.site), "先运行 mingzhang build，或者给出网站的文件夹")
    with tempfile.TemporaryDirectory(prefix="mingzhang-verify-") as folder:
        made = Path(folder) / "site"
        # With a store of its own: what an earlier build kept is no proof.
        build(msgspec.structs.replace(portal, site=made), kept=Path(folder) / "store")
        names = _files(made)
        messages = list(_compared(site, made, names))
        count = Cited()
        sources = Sources(_submissions(made), lambda path: _document(portal, path))
        for name in names:
            if name.endswith(".html") and (site / name).is_file():
                page = (site / name).read_text("utf-8", "replace")
                messages += [_message(name, found) for found in unproven(page, sources, count)]
    messages = sorted(dict.fromkeys(messages), key=lambda message: message.path)
    return Verified(len(names), count.figures, count.cited, tuple(messages))


def _compared(site: Path, made: Path, names: list[str]) -> Iterator[Message]:
    for name in names:
        if not (site / name).is_file():
            yield _message(name, Difference("1:1", "VERIFY-MISSING", "", ""))
        elif (site / name).read_bytes() != (made / name).read_bytes():
            for found in differences(site / name, made / name, _code(name)):
                yield _message(name, found)
    known = set(names)
    for name in _files(site):
        if name in known:
            continue
        plain, dot, kind = name.rpartition(".")
        if plain in known and dot + kind in (".gz", ".br"):
            if not holds(site / name, site / plain):
                yield _message(name, Difference("1:1", "VERIFY-COPY", "", ""))
        else:
            yield _message(name, Difference("1:1", "VERIFY-EXTRA", "", ""))


def _code(name: str) -> str:
    """What a difference in a file without figures of its own is called."""
    top = name.partition("/")[0]
    return {"sources": "VERIFY-SOURCE", "search": "VERIFY-INDEX", "data": "VERIFY-DATA"}.get(top, "VERIFY-FILE")


def _files(folder: Path) -> list[str]:
    """Every file of a site, sorted, without what publishing keeps for itself."""
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != ".mingzhang"]
        found += [(Path(here) / name).relative_to(folder).as_posix() for name in files if name != ".gitkeep"]
    return sorted(found)


def _submissions(made: Path) -> dict[str, str]:
    """Which file each submission is, from the lines that were just made."""
    with (made / "data" / "submissions.jsonl").open("rb") as lines:
        found = [msgspec.json.decode(line, type=_SubmissionFile) for line in lines]
    return {line.id: line.file for line in found if not line.withdrawn}


def _document(portal: Portal, path: str) -> Document:
    data = (portal.content.parent / path).read_bytes()
    return mask(read(data, path), data)[0]


def _message(name: str, found: Difference) -> Message:
    words = _WORDS[found.code]
    if found.published or found.sources:
        words += f"：网站上是“{found.published}”，原文得出“{found.sources}”"
    return Message(name, found.where, found.code, words)
