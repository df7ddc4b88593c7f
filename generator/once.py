"""Overview pages, each made once: what the build before made of the very same facts is kept.

Pages come in parts (a list with the pages that continue it, one kind of indicator …), each under a name that tells
everything it is made of. A part is made here, or given to the executor with others and awaited by :meth:`Once.finish`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from .executors import width
from .pages.compared import Listed
from .pages.frame import Page
from .publish import Record, Stage, Writer
from .render import Theme, render

Pages = Iterable[Page | Listed]


class Made(Struct, frozen=True, gc=False, array_like=True):
    """One part: its files, and the lines that it adds to an index."""

    records: tuple[tuple[str, bytes], ...]  # address and digest
    listed: tuple[Listed, ...]


_decode = msgspec.msgpack.Decoder(dict[str, Made]).decode
_encode = msgspec.msgpack.Encoder().encode


class Part(NamedTuple):
    """What a worker makes: ``pages`` is a function of a module."""

    name: str
    pages: Callable[..., Pages]
    arguments: tuple[Any, ...]


class Once:
    """The parts of one build."""

    def __init__(self, executor: Executor, stage: Stage, theme: Theme, before: bytes) -> None:
        """``before`` is what :meth:`packed` gave at the end of the build before, or b""."""
        self._executor, self._stage, self._theme = executor, stage, theme
        self._before = _before(before)
        self._todo: list[Part] = []
        self._begun: list[Future[list[tuple[str, Made, list[Record]]]]] = []
        self.made: dict[str, Made] = {}

    def here(self, name: str, pages: Callable[[], Pages]) -> None:
        """Have a part now."""
        if not self._keep(name):
            self._take(_make(self._stage.writer(), self._theme, Part(name, pages, ())))

    def later(self, name: str, pages: Callable[..., Pages], *arguments: Any) -> None:
        """Have a part after :meth:`finish`."""
        if not self._keep(name):
            self._todo.append(Part(name, pages, arguments))

    def begin(self) -> None:
        """Give the executor what has come together."""
        runs = min(len(self._todo), 8 * width(self._executor))
        writer = self._stage.writer()
        self._begun += [
            self._executor.submit(_make_some, writer, self._theme, self._todo[at::runs]) for at in range(runs)
        ]
        self._todo = []

    def finish(self) -> None:
        """Wait for all parts that were begun."""
        for future in self._begun:
            for one in future.result():
                self._take(one)
        self._begun = []

    def listed(self) -> Iterator[Listed]:
        """What all parts add to an index."""
        for made in self.made.values():
            yield from made.listed

    def urls(self) -> Iterator[str]:
        """The addresses of all pages."""
        for made in self.made.values():
            yield from (path for path, _ in made.records)

    def packed(self) -> bytes:
        """For the build after this one."""
        return _encode(self.made)

    def _keep(self, name: str) -> bool:
        made = self._before.get(name)
        if made is None or not all(self._stage.keep(path, digest) for path, digest in made.records):
            return False
        self.made[name] = made
        return True

    def _take(self, one: tuple[str, Made, list[Record]]) -> None:
        name, self.made[name], records = one
        self._stage.merge(records)


def _before(packed: bytes) -> Mapping[str, Made]:
    try:
        return _decode(packed) if packed else {}
    except msgspec.DecodeError:
        return {}


def _make_some(writer: Writer, theme: Theme, parts: list[Part]) -> list[tuple[str, Made, list[Record]]]:
    return [_make(writer, theme, part) for part in parts]


def _make(writer: Writer, theme: Theme, part: Part) -> tuple[str, Made, list[Record]]:
    records: list[Record] = []
    listed: list[Listed] = []
    for made in part.pages(*part.arguments):
        if isinstance(made, Listed):
            listed.append(made)
        else:
            records.append(writer.write(made.names["url"], render(made, theme)))
    return part.name, Made(tuple((one.path, one.digest) for one in records), tuple(listed)), records
