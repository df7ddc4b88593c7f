"""Overview pages, each made once: what the build before made of the very same facts is kept.

Pages come in parts (a list with the pages that continue it, one kind of indicator …), each under a name that tells
everything it is made of. A part is made here, or given to the executor with others and awaited by :meth:`Once.finish`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from typing import Any

import msgspec
from msgspec import Struct

from .executors import width
from .pages.compared import Listed
from .pages.frame import Page
from .publish import Record, Stage, Writer
from .render import Theme, render
from .tally import Tally

Pages = Iterable[Page | Listed]
Parts = Iterable[tuple[str, Pages]]  # each with its name


class Made(Struct, frozen=True, gc=False, array_like=True):
    """One part: its files, and the lines that it adds to an index."""

    files: tuple[tuple[str, bytes], ...]  # address and digest
    listed: tuple[Listed, ...]


_decode = msgspec.msgpack.Decoder(dict[str, Made]).decode
_encode = msgspec.msgpack.Encoder().encode


class Once:
    """The parts of one build."""

    def __init__(self, executor: Executor, stage: Stage, theme: Theme, before: bytes, tally: Tally) -> None:
        """``before`` is what :meth:`packed` gave at the end of the build before, or b"". Parts that were begun are told
        to ``tally``.
        """
        self._executor, self._stage, self._theme = executor, stage, theme
        self._before, self.tally = _before(before), tally
        self._begun: list[Future[tuple[dict[str, Made], list[Record]]]] = []
        self.width = width(executor)
        self.made: dict[str, Made] = {}

    def here(self, name: str, pages: Callable[[], Pages]) -> None:
        """Have a part now."""
        if not self.keep(name):
            self.made[name] = _make(pages(), self._theme, self._stage.write)

    def keep(self, name: str) -> bool:
        """Whether a part stands as it was made before: it stays."""
        made = self._before.get(name)
        if made is None or not all(self._stage.keep(path, digest) for path, digest in made.files):
            return False
        self.made[name] = made
        return True

    def begin(self, parts: Callable[..., Parts], *arguments: Any) -> None:
        """Have an executor make parts, which cannot be kept: ``parts`` is a function of a module."""
        self._begun.append(
            self._executor.submit(_make_some, self._stage.writer(), self._theme, parts, arguments, self.tally)
        )

    def finish(self) -> None:
        """Wait for all parts that were begun."""
        for future in self._begun:
            made, records = future.result()
            self.made.update(made)
            self._stage.merge(records)
        self._begun = []

    def listed(self) -> Iterator[Listed]:
        """What all parts add to an index."""
        for made in self.made.values():
            yield from made.listed

    def urls(self) -> Iterator[str]:
        """The addresses of all pages."""
        for made in self.made.values():
            yield from (path for path, _ in made.files)

    def packed(self) -> bytes:
        """For the build after this one."""
        return _encode(self.made)


def _before(packed: bytes) -> Mapping[str, Made]:
    try:
        return _decode(packed) if packed else {}
    except msgspec.DecodeError:
        return {}


def _make_some(
    writer: Writer, theme: Theme, parts: Callable[..., Parts], arguments: tuple[Any, ...], tally: Tally
) -> tuple[dict[str, Made], list[Record]]:
    records: list[Record] = []

    def write(path: str, data: bytes) -> Record:
        records.append(record := writer.write(path, data))
        return record

    made: dict[str, Made] = {}
    for name, pages in parts(*arguments):
        made[name] = _make(pages, theme, write)
        tally.add()
    writer.flush()
    return made, records


def _make(pages: Pages, theme: Theme, write: Callable[[str, bytes], Record]) -> Made:
    files: list[tuple[str, bytes]] = []
    listed: list[Listed] = []
    for made in pages:
        if isinstance(made, Listed):
            listed.append(made)
        else:
            record = write(made.names["url"], render(made, theme))
            files.append((record.path, record.digest))
    return Made(tuple(files), tuple(listed))
