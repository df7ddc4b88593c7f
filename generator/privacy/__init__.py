"""Personal data is masked right after reading, so that nothing behind it ever sees it: pages, search, data, feeds.

A document in, the same document out with ``█`` for each character of a personal number or of a name beside one, and
the places. What is masked, and what is left: mobile, identity card and bank card numbers and private e-mail always;
fixed-line telephones and names only beside each other or beside one of those. An office's telephone without a name
stays, and so does a name without a number: both are meant to be public.

:func:`redacted` gives the text that is offered for download in place of a file with personal data in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from ..model import Block, Cell, Document, Masked, Paragraph, PersonalData, Row
from ..readers import read
from ..readers.encoding import decode
from . import names
from .numbers import numbers, plain, telephones

MASK = "█"
_NEAR = 2  # blocks below a name in which its telephone may stand
_ON = 3  # lines below its anchor on which a text drawn in columns may go on

# What a text without personal data is let through by: some literals and prefixes, 5 µs for a project of 2 KB.
_UTF_8 = "的".encode()
_SUSPECT = tuple(
    re.compile(pattern).search
    for pattern in (
        rb"1(?:[3-9]\d[- ]?\d{4}[- ]?\d{4}|9\d\d[01]\d[0-3]\d{4}[\dXx])",  # a mobile, or a birthday in an identity card
        rb"20\d\d[01]\d[0-3]\d{4}[\dXx]",
        rb"62\d\d[ -]?\d{4}[ -]?\d{4}",
        rb"0[1-9]\d{1,2}(?:[-) ]{1,2}|(?<=[^0-9A-Za-z]\d{3})|(?<=[^0-9A-Za-z]\d{4}))\d{7}",
        "电话".encode() + rb"[^0-9]{0,30}[0-9]{7}",  # a number without area code
        rb"\x91\xef\xbc[\x90-\x99]",  # a full-width 1 and another digit
    )
)
_RUN = re.compile(r"[0-9０-９]{4}|@").search  # in every personal number
_LABEL = re.compile("人|姓名|户主").search


class _Hit(Struct, frozen=True, gc=False):
    """Some characters of one text of a block. ``cell`` is -1 in a paragraph."""

    block: int
    cell: int
    start: int
    end: int
    kind: PersonalData


def mask(document: Document, data: bytes) -> tuple[Document, tuple[Masked, ...]]:
    """The document without personal data, and where there was some. ``data`` is the file it was read from."""
    if document.source.format == "text" and not _is_suspect(data):
        return document, ()
    hits = _hits(document.blocks)
    if not hits:
        return document, ()
    blocks = list(document.blocks)
    places = []
    for hit in reversed(hits):  # from behind, so that places stay true
        anchor, text = _text(blocks[hit.block], hit.cell)
        covered = cover(text[hit.start : hit.end])
        blocks[hit.block] = _with(blocks[hit.block], hit.cell, text[: hit.start] + covered + text[hit.end :])
        places.append(Masked(anchor, covered, hit.kind))
    return msgspec.structs.replace(document, blocks=tuple(blocks)), tuple(reversed(places))


def cover(text: str) -> str:
    """A mask as long as what it hides: places behind it stay where they are."""
    return "".join(character if character.isspace() else MASK for character in text)


def redacted(data: bytes, path: str) -> str:
    """What is published in place of a file: its own text with masks, or its blocks where it has no lines."""
    document = read(data, path)
    hits = _hits(document.blocks)
    if document.source.format == "text":
        lines = decode(data).split("\n")
        if all(_cover_in(lines, document.blocks[hit.block], hit) for hit in hits):
            return "\n".join(lines)
    masked, _ = mask(document, data)
    return "\n".join("\t".join(text for _, text in _texts(block)) for block in masked.blocks) + "\n"


def _cover_in(lines: list[str], block: Block, hit: _Hit) -> bool:
    """Mask a hit in the file's lines; every mention of it in its line is the same person's."""
    anchor, text = _text(block, hit.cell)
    secret = text[hit.start : hit.end]
    found = re.match(r"L(\d+)", anchor)
    if found:
        first = int(found[1]) - 1 + text.count("\n", 0, hit.start)
        for at in range(first, min(first + _ON + 1, len(lines))):
            if secret in lines[at]:
                lines[at] = lines[at].replace(secret, cover(secret))
                return True
    return False


def _is_suspect(data: bytes) -> bool:
    if _UTF_8 not in data:  # another encoding, or hardly a text: look closely
        return True
    return b"@" in data or any(search(data) for search in _SUSPECT)


def _hits(blocks: Sequence[Block]) -> list[_Hit]:
    """All personal data, in the order of the document."""
    hits: list[_Hit] = []
    with_number: list[int] = []  # blocks with a personal number
    cards = any("身份证" in text for block in blocks for _, text in _texts(block))
    for at, block in enumerate(blocks):
        said = ""
        before = len(hits)
        for cell, text in _texts(block):
            if _RUN(text):
                hits += [_Hit(at, cell, *found) for found in _apart(numbers(plain(text), said, cards))]
            said += text + " "
        if len(hits) > before:
            with_number.append(at)
            hits += _names_beside(block, at, hits[before:])
    hits += _people(blocks, set(with_number))
    return _sorted(hits)


def _names_beside(block: Block, at: int, found: list[_Hit]) -> Iterator[_Hit]:
    """The name right before a number, and cells of its row that are nothing but a name."""
    texts = dict(_texts(block))
    for hit in found:
        if span := names.before_number(texts[hit.cell], hit.start):
            yield _Hit(at, hit.cell, *span, "name")
    if isinstance(block, Row):
        for cell, text in texts.items():
            if names.is_name(text.strip()):
                start = len(text) - len(text.lstrip())
                yield _Hit(at, cell, start, len(text.rstrip()), "name")


def _people(blocks: Sequence[Block], with_number: set[int]) -> Iterator[_Hit]:
    """Names behind a label, with the telephone beside them or just below."""
    for at, block in enumerate(blocks):
        spans = list(_labelled(block))
        if not spans:
            continue
        near = range(at, min(at + _NEAR + 1, len(blocks)))
        fixed = next((found for there in near if (found := _fixed(blocks[there], there))), [])
        if fixed or not with_number.isdisjoint(near):
            yield from (_Hit(at, cell, start, end, "name") for cell, start, end in spans)
            yield from fixed


def _fixed(block: Block, at: int) -> list[_Hit]:
    """The fixed-line telephones of a block."""
    said = ""
    hits: list[_Hit] = []
    for cell, text in _texts(block):
        hits += [_Hit(at, cell, *found) for found in telephones(plain(text), said)]
        said += text + " "
    return hits


def _labelled(block: Block) -> Iterator[tuple[int, int, int]]:
    previous = ""
    for cell, text in _texts(block):
        if _LABEL(text):
            yield from ((cell, *span) for span in names.labelled(text))
        if previous and names.is_label(previous) and names.is_name(text.strip()):
            yield cell, len(text) - len(text.lstrip()), len(text.rstrip())
        if text.strip():
            previous = text


def _texts(block: Block) -> Iterator[tuple[int, str]]:
    if isinstance(block, Paragraph):
        yield -1, block.text
    else:
        yield from ((number, cell.text) for number, cell in enumerate(block.cells))


def _text(block: Block, cell: int) -> tuple[str, str]:
    if isinstance(block, Paragraph):
        return block.anchor, block.text
    return block.cells[cell].anchor, block.cells[cell].text


def _with(block: Block, cell: int, text: str) -> Block:
    if isinstance(block, Paragraph):
        return msgspec.structs.replace(block, text=text)
    changed = Cell(text, block.cells[cell].anchor)
    return msgspec.structs.replace(block, cells=(*block.cells[:cell], changed, *block.cells[cell + 1 :]))


def _apart(found: Iterator[tuple[int, int, PersonalData]]) -> list[tuple[int, int, PersonalData]]:
    """Findings of one text that do not overlap, the first of several over one place kept."""
    kept: list[tuple[int, int, PersonalData]] = []
    for one in found:
        if all(one[1] <= other[0] or one[0] >= other[1] for other in kept):
            kept.append(one)
    return kept


def _sorted(hits: list[_Hit]) -> list[_Hit]:
    """In the order of the document, each character covered once."""
    hits.sort(key=lambda hit: (hit.block, hit.cell, hit.start, -hit.end))
    kept: list[_Hit] = []
    for hit in hits:
        last = kept[-1] if kept else None
        if last is None or (hit.block, hit.cell) != (last.block, last.cell) or hit.start >= last.end:
            kept.append(hit)
    return kept
