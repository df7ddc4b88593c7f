"""What departments contribute to search, downloads, findings and comparisons, in their order.

In: a :class:`~generator.rendering.Rendered` a department, and its name in the store. Out: what :mod:`.whole` makes the
files of that are made of all departments together. Sums are in memory; what is large stays in the store or on disk.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from . import checks, findable
from .compared import Compared
from .exports import ExportChunk
from .model import SearchDocument
from .pages.content import read_articles
from .pages.findings import Counted, FindingRow
from .rendering import Rendered, export_share, list_share, search_share
from .spooled import Lines
from .store import Store

_rows = msgspec.json.Decoder(FindingRow).decode_lines


class Shares:
    """What all departments contribute. Can be sent to another process of this machine."""

    def __init__(self, content: Path, folder: Path, store: Store) -> None:
        self.content, self.folder, self.store = content, folder, store
        self.names: list[str] = []  # of the departments' results in the store
        self.clean: Sequence[checks.Clean] = ()
        self.patterns: Sequence[checks.Pattern] = ()
        self.found: Counter[str] = Counter()
        self.digests: dict[str, str] = {}  # of the findings of each check
        self.heaps: dict[int, str] = {}  # digests of the targets of each heap
        self.documents: list[SearchDocument] = []  # of a small portal

    @classmethod
    def spool(cls, departments: Iterable[tuple[str, Rendered]], content: Path, scratch: Path, store: Store) -> Shares:
        """Take what comes, one department at a time."""
        shares = cls(content, scratch / "shares", store)
        shares.folder.mkdir(parents=True)
        findings = {check.name: hashlib.sha256() for check in checks.all_checks()}
        heaps: defaultdict[int, hashlib._Hash] = defaultdict(hashlib.sha256)
        clean, patterns = [], []
        with (shares.folder / "urls").open("w", encoding="utf-8") as urls:
            for name, one in departments:
                shares.names.append(name)
                shares.documents += one.documents
                urls.writelines(f"{path}\n" for path in one.paths if path.endswith(".html"))
                for check, count, digest in one.found:
                    shares.found[check] += count
                    findings[check].update(digest)
                for heap, digest in one.compared:
                    heaps[heap].update(digest)
                clean.append(one.clean)
                patterns.append(one.patterns)
        shares.clean, shares.patterns = checks.add_clean(clean), checks.add_patterns(patterns)
        shares.digests = {check: digest.hexdigest() for check, digest in findings.items()}
        shares.heaps = {heap: digest.hexdigest() for heap, digest in sorted(heaps.items())}
        return shares

    def articles(self) -> list[SearchDocument]:
        """The portal's own texts, as they can be found."""
        return [findable.page_document(article) for article in read_articles(self.content)]

    def search(self) -> Iterator[bytes]:
        """The mapped chunks of all documents."""
        yield from filter(None, (search_share(self.store, name) for name in self.names))
        if articles := self.articles():
            from .search.mapping import map_documents

            yield map_documents(articles)

    def exports(self, advance: Callable[[int], None] = lambda steps: None) -> Iterator[ExportChunk]:
        """The chunks of all downloads. ``advance`` hears of each department."""
        for name in self.names:
            yield from export_share(self.store, name)
            advance(1)

    def urls(self) -> Iterator[str]:
        """The addresses of all pages of departments."""
        with (self.folder / "urls").open(encoding="utf-8") as lines:
            yield from (line.rstrip("\n") for line in lines)

    def counted(self) -> list[Counted]:
        """Every check with what it found."""
        asked = {one.check: one.applied for one in self.clean}
        return [Counted(check, self.found[check.name], asked.get(check.name, 0)) for check in checks.all_checks()]

    def lists(self, folder: str = "lists") -> Lists:
        """Where the findings and targets of all are; with a ``folder`` of its own for each process that wants some."""
        return Lists(self.store, tuple(self.names), self.folder / folder)


class Lists(Struct, frozen=True):
    """The findings of checks and the targets of heaps, laid out on disk where pages are made of them."""

    store: Store
    names: tuple[str, ...]
    folder: Path

    def lay_out(self, found: Container[str] | None = None, heaps: Container[int] | None = None) -> Compared:
        """Have those of some checks and heaps at hand, or of all. Returns the targets."""
        compared = Compared(self.folder)
        lists: dict[str, BinaryIO] = {}
        with ExitStack() as stack:
            stack.enter_context(compared)
            for name in self.names:
                share = list_share(self.store, name)
                compared.add((heap, lines) for heap, lines in share.compared.items() if heaps is None or heap in heaps)
                for check, lines in share.findings.items():
                    if found is not None and check not in found:
                        continue
                    if check not in lists:
                        lists[check] = stack.enter_context((self.folder / f"{check}.rows").open("wb"))
                    lists[check].write(lines)
        return compared

    def rows(self, check: str) -> Sequence[FindingRow]:
        """All findings of a check that is at hand."""
        path = self.folder / f"{check}.rows"
        return Lines(path, _rows) if path.exists() else []
