"""What departments contribute to search, downloads, findings and comparisons, in their order.

In: a :class:`~generator.rendering.Rendered` a department, and its name in the store. Out: what :mod:`.whole` makes the
files of that are made of all departments together. Sums are in memory; what is large stays in the store or on disk.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import msgspec

from . import checks, findable
from .compared import Compared
from .exports import ExportChunk
from .model import SearchDocument
from .pages.content import read_articles
from .pages.findings import Counted, FindingRow
from .rendering import Rendered, export_share, search_share
from .store import Store

_encode = msgspec.json.Encoder().encode
_rows = msgspec.json.Decoder(FindingRow).decode_lines


class Shares:
    """What all departments contribute. Can be sent to another process of this machine."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self.store = folder, store
        self.names: list[str] = []  # of the departments' results in the store
        self.articles = b""  # the portal's own texts, mapped for search
        self.clean: Sequence[checks.Clean] = ()
        self.patterns: Sequence[checks.Pattern] = ()
        self.found: Counter[str] = Counter()
        self.digests: dict[str, str] = {}  # of the findings of each check
        self.documents: list[SearchDocument] = []  # of a small portal
        self.compared = Compared(folder)

    @classmethod
    def spool(cls, departments: Iterable[tuple[str, Rendered]], content: Path, scratch: Path, store: Store) -> Shares:
        """Take what comes, one department at a time."""
        shares = cls(scratch / "shares", store)
        shares.folder.mkdir(parents=True)
        with ExitStack() as stack:
            urls = stack.enter_context((shares.folder / "urls").open("w", encoding="utf-8"))
            lists: dict[str, BinaryIO] = {}
            digests = {check.name: hashlib.sha256() for check in checks.all_checks()}
            stack.enter_context(shares.compared)
            for name, one in departments:
                shares.names.append(name)
                shares.documents += one.documents
                shares.compared.add(one.compared)
                urls.writelines(f"{record.path}\n" for record in one.records if record.path.endswith(".html"))
                for row in one.findings:
                    if row.check not in lists:
                        lists[row.check] = stack.enter_context((shares.folder / f"{row.check}.rows").open("wb"))
                    line = _encode(row) + b"\n"
                    lists[row.check].write(line)
                    digests[row.check].update(line)
                    shares.found[row.check] += 1
                shares.clean = checks.add_clean([shares.clean, one.clean])
                shares.patterns = checks.add_patterns([shares.patterns, one.patterns])
        shares.digests = {check: digest.hexdigest() for check, digest in digests.items()}
        articles = [findable.page_document(article) for article in read_articles(content)]
        if articles:
            from .search.mapping import map_documents

            shares.documents += articles if shares.documents else []
            shares.articles = map_documents(articles)
        return shares

    def search(self) -> Iterator[bytes]:
        """The mapped chunks of all documents."""
        yield from filter(None, (search_share(self.store, name) for name in self.names))
        if self.articles:
            yield self.articles

    def exports(self) -> Iterator[ExportChunk]:
        """The chunks of all downloads."""
        for name in self.names:
            yield from export_share(self.store, name)

    def urls(self) -> Iterator[str]:
        """The addresses of all pages of departments."""
        with (self.folder / "urls").open(encoding="utf-8") as lines:
            yield from (line.rstrip("\n") for line in lines)

    def counted(self) -> list[Counted]:
        """Every check with what it found."""
        asked = {one.check: one.applied for one in self.clean}
        return [Counted(check, self.found[check.name], asked.get(check.name, 0)) for check in checks.all_checks()]

    def rows(self, check: str) -> list[FindingRow]:
        """All findings of a check."""
        return rows_of(self.folder, check)


def rows_of(folder: Path, check: str) -> list[FindingRow]:
    """All findings of a check, from the folder of shares."""
    path = folder / f"{check}.rows"
    return _rows(path.read_bytes()) if path.exists() else []
