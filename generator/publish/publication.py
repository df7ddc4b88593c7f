"""What a build sees of a publication, wherever the site is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from generator.publish.records import Record
from generator.publish.summary import Summary


class Writer(Protocol):
    """Writes pages beside the site. Can be sent to worker processes; its records come back to ``merge``."""

    def write(self, path: str, data: bytes) -> Record:
        """Write one page, unless the site has it already."""

    def flush(self) -> None:
        """Wait until what was written is where others see it."""

    def bunch(self, written: Sequence[Record]) -> bytes:
        """Records of many pages for ``Stage.merge_bunch``, once they are where others see them."""

    def scratch(self, path: str) -> Path:
        """A place for a file too large to hold, or that a library writes itself (a database)."""

    def adopt(self, path: str, file: Path, digest: bytes | None = None) -> Record:
        """Take the finished file from its scratch place; what was left beside it goes no further.

        Whoever took the file's digest while writing it can say so.
        """


class Doing(Protocol):
    """Is told how far a commit is."""

    def expect(self, steps: int) -> None:
        """There are so many steps more."""

    def advance(self, items: int = 1) -> None:
        """So many of them are done."""


class Stage(Protocol):
    """A publication in the making. One process has it; others write through ``writer()``."""

    #: What the last commit left for its successor: whatever tells it which pages may be kept.
    state: bytes

    def refuse_strangers(self) -> None:
        """Raise BuildError where the place holds what is not ours, which another process may still be looking for."""

    def writer(self) -> Writer:
        """A writer for a worker process; hand its records to ``merge``."""

    def write(self, path: str, data: bytes) -> Record:
        """Write one page beside the site, unless the site has it already."""

    def file(self, path: str, digest: bytes | None = None) -> AbstractContextManager[Path]:
        """A place for a file that does not fit in memory, or that a library writes by itself; its digest, if known."""

    def merge(self, records: Iterable[Record]) -> None:
        """Take in what a writer wrote. Two pages with one address are found by ``commit``."""

    def merge_bunch(self, data: bytes) -> None:
        """The same of what a writer packed (``Writer.bunch``)."""

    def keep(self, path: str, digest: bytes | None = None) -> bool:
        """Keep a page as published. False where it is not as we left it, and must be written again.

        With ``digest``, also where what is published is another page: one made two builds ago may be wanted again.
        A page that is kept and then written all the same is written.
        """

    def keep_together(self, paths: Sequence[str], digests: bytes) -> bool:
        """Keep some pages; False where one of them cannot be. ``digests`` are of 32 bytes each."""

    def keep_all(self) -> list[str]:
        """Keep every page; returns those that cannot be, which must be written again or be missing."""

    def ahead(self, state: bytes) -> bool:
        """Put in place what there is so far, beside all that was published before; then the publication goes on.

        ``state`` becomes true with it, and must make a build that finds it complete the publication. False where that
        is not done: to an object store, where nothing differs, or where a new address cannot stand beside one that is
        about to go.
        """

    def remove_missing(self) -> None:
        """Let ``commit`` delete what was published before and is neither written nor kept now."""

    def commit(self, state: bytes = b"", doing: Doing | None = None) -> Summary:
        """Put everything in place. ``state`` is for the next publication and becomes true with this one."""
