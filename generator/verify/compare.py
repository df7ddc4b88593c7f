"""One published file against what its sources give: what differs, said so that a person finds it.

In: two versions of one file, the published one and the one just made from the sources. Out: one :class:`Difference`
for each figure, cell or field that is not the same, and at least one wherever a byte differs.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

import msgspec
from msgspec import Struct

from .figures import figures, place

_SHOWN = 60  # characters of each side
_ENOUGH = 20  # differences of one file; more say nothing new


class Difference(Struct, frozen=True):
    """One difference. ``where`` is ``line:col`` in a text, the table and its row in a database."""

    where: str
    code: str
    published: str
    sources: str


def differences(published: Path, made: Path, code: str) -> Iterator[Difference]:
    """What differs between two files that are not the same; at most some twenty. ``code`` is for what has none."""
    compare = _KINDS.get(made.suffix, _texts if made.suffix in _TEXTS else _nothing)
    found = 0
    try:
        for difference in compare(published, made):
            yield difference if difference.code else msgspec.structs.replace(difference, code=code)
            found += 1
            if found == _ENOUGH:
                return
    except (ValueError, sqlite3.Error) as error:
        yield Difference("1:1", "VERIFY-DATA", f"读不出来：{error}", "")
        return
    if not found:
        sizes = (f"{path.stat().st_size} 字节" for path in (published, made))
        yield Difference("1:1", code, *sizes)


def _pages(published: Path, made: Path) -> Iterator[Difference]:
    """Figure by figure, then line by line."""
    shown, given = _read(published), _read(made)
    for ours, theirs in zip_longest(figures(shown), figures(given)):
        if ours is None or theirs is None:
            at = place(shown, ours.at) if ours else "1:1"
            yield Difference(at, "VERIFY-FIGURE", ours.text if ours else "没有", theirs.text if theirs else "没有")
            return
        if (ours.value, ours.text, ours.href) != (theirs.value, theirs.text, theirs.href):
            words = [f"{f.text}（{f.value}，{f.href}）" for f in (ours, theirs)]
            yield Difference(place(shown, ours.at), "VERIFY-FIGURE", *words)
    yield from _lines(shown, given, "VERIFY-PAGE")


def _lines(shown: str, given: str, code: str) -> Iterator[Difference]:
    for number, (ours, theirs) in enumerate(zip_longest(shown.split("\n"), given.split("\n")), 1):
        if ours == theirs:
            continue
        ours, theirs = ours or "", theirs or ""
        at = next(
            (at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
        )
        start = max(0, at - _SHOWN // 3)
        yield Difference(f"{number}:{at + 1}", code, ours[start : start + _SHOWN], theirs[start : start + _SHOWN])


def _texts(published: Path, made: Path) -> Iterator[Difference]:
    yield from _lines(_read(published), _read(made), "")


def _json(published: Path, made: Path) -> Iterator[Difference]:
    yield from _values("1", _decoded(published.read_bytes()), _decoded(made.read_bytes()), "")


def _json_lines(published: Path, made: Path) -> Iterator[Difference]:
    with published.open("rb") as shown, made.open("rb") as given:
        for number, (ours, theirs) in enumerate(zip_longest(shown, given, fillvalue=b""), 1):
            if ours != theirs:
                yield from _values(str(number), _decoded(ours), _decoded(theirs), "")


def _decoded(data: bytes) -> object:
    return msgspec.json.decode(data) if data.strip() else None


def _values(line: str, shown: object, given: object, path: str) -> Iterator[Difference]:
    """Field by field: ``budget.yuan``."""
    if isinstance(shown, dict) and isinstance(given, dict):
        for key in dict.fromkeys((*given, *shown)):
            yield from _values(line, shown.get(key), given.get(key), f"{path}.{key}" if path else key)
    elif isinstance(shown, list) and isinstance(given, list) and len(shown) == len(given):
        for at, (ours, theirs) in enumerate(zip(shown, given, strict=True)):
            yield from _values(line, ours, theirs, f"{path}[{at}]")
    elif shown != given:
        yield Difference(f"{line}:1", "VERIFY-DATA", f"{path} {_short(shown)}", _short(given))


def _csv(published: Path, made: Path) -> Iterator[Difference]:
    shown, given = (csv.reader(io.StringIO(_read(path, "utf-8-sig"), newline="")) for path in (published, made))
    names = next(given, [])
    if next(shown, []) != names:
        yield Difference("1:1", "VERIFY-DATA", "列名不同", ",".join(names)[:_SHOWN])
        return
    blank: list[str] = []
    for number, (ours, theirs) in enumerate(zip_longest(shown, given, fillvalue=blank), 2):
        if ours == theirs:
            continue
        for at, (mine, other) in enumerate(zip_longest(ours, theirs, fillvalue="")):
            if mine != other:
                name = names[at] if at < len(names) else str(at + 1)
                yield Difference(f"{number}:{at + 1}", "VERIFY-DATA", f"{name} {_short(mine)}", _short(other))


def _sqlite(published: Path, made: Path) -> Iterator[Difference]:
    """Table by table, the full text's own tables included."""
    shown, given = (sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) for path in (published, made))
    try:
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        tables = [name for (name,) in given.execute(query)]
        if [name for (name,) in shown.execute(query)] != tables:
            yield Difference("1:1", "VERIFY-DATA", "表不同", "")
            return
        for table in tables:
            columns = [row[1] for row in given.execute(f'PRAGMA table_info("{table}")')]
            rows = (connection.execute(f'SELECT * FROM "{table}"') for connection in (shown, given))  # noqa: S608
            for number, (ours, theirs) in enumerate(zip_longest(*rows, fillvalue=()), 1):
                for name, mine, other in zip_longest(columns, ours, theirs):
                    if mine != other:
                        words = f"{name} {_short(mine)}", _short(other)
                        yield Difference(f"{table}:{number}", "VERIFY-DATA", *words)
    finally:
        shown.close()
        given.close()


def _nothing(published: Path, made: Path) -> Iterator[Difference]:
    return iter(())


def _read(path: Path, encoding: str = "utf-8") -> str:
    return path.read_bytes().decode(encoding, "replace")


def _short(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


_TEXTS = (".js", ".xml", ".txt", ".css", ".svg", ".webmanifest")
_KINDS: dict[str, Callable[[Path, Path], Iterator[Difference]]] = {
    ".html": _pages,
    ".json": _json,
    ".jsonl": _json_lines,
    ".csv": _csv,
    ".sqlite": _sqlite,
}
