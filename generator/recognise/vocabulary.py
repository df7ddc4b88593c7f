"""Every spelling of every printed heading, from ``vocabulary.toml``, compiled for look-up.

A portal may add spellings of its own: :func:`load` merges further TOML files into the packaged one.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from ..model import BuildError
from ..toml import decoded, line_of, parsed

Comparison = Literal["≥", "≤", ">", "<", "="]
_ASIDE = re.compile(r":?\([^()]*\)$|:$")
_UNIT_IN_LABEL = re.compile(r"\((?:单位:)?(百万元|亿元|万元|千元|元)\)")
LONGEST_LABEL = 40
_OF_WHICH = "其中:"
_BLANKS = [character for character in map(chr, range(0x3001)) if character.isspace()]
# The kinds of labels and their tables.
_KINDS = (
    ("period", "goal_periods"),
    ("month", "months"),
    ("group", "groups"),
    ("column", "indicator_columns"),
    ("field", "labels"),
)
PACKAGED = Path(__file__).with_name("vocabulary.toml")
_WIDE = re.compile("[\uff01-\uff5e]")


def squeeze(text: str) -> str:
    """A label for comparing: no blanks, half width, no colon at its end."""
    return _WIDE.sub(_half, "".join(text.split())).rstrip(":")


def _half(match: re.Match[str]) -> str:
    return chr(ord(match[0]) - 0xFEE0)


class Spellings:
    """Printed words with what they stand for. Most texts are none, as their first and last character tell."""

    def __init__(self, words: Mapping[str, str], opening: str = "", closing: str = ""):
        self.exact = words.get
        self.first = _both_widths([*(word[0] for word in words), *opening])
        self._last = _both_widths([*(word[-1] for word in words), *closing, ":"])

    def may_be(self, text: str) -> bool:
        """Whether a text begins and ends like one of the words."""
        word = text.strip()
        return word[:1] in self.first and word[-1] in self._last

    def get(self, text: str) -> str | None:
        """What a text stands for, whatever its blanks and its width."""
        return self.exact(squeeze(text)) if self.may_be(text) else None


def _both_widths(characters: Iterable[str]) -> frozenset[str]:
    return frozenset(form for c in characters for form in (c, chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c))


class Vocabulary:
    """Look-ups by printed label. Immutable after construction; ``label`` and the like remember answers."""

    def __init__(self, tables: Mapping[str, Any]):
        def spellings(table: str) -> dict[str, str]:
            return {squeeze(word): key for key, words in tables[table].items() for word in words}

        labels = {squeeze(word): f"{kind}:{word}" for kind, words in tables["further"].items() for word in words}
        for kind, table in _KINDS:  # where two tables have a word, the later wins
            labels |= {word: f"{kind}:{key}" for word, key in spellings(table).items()}
        self._labels = Spellings(labels, opening=_OF_WHICH[0], closing=")")
        self.opening = self._labels.first | frozenset(_BLANKS)  # what the text of a label can begin with
        self.dimension = lru_cache(maxsize=1 << 8)(Spellings(spellings("dimensions")).get)
        self.parts = Spellings(spellings("parts"))
        self.sections = Spellings(spellings("sections"))
        self.item_lead = re.compile(_alternatives(tables["item"], r"^(?:(?P<{key}>{words}))[:：]\s*"))
        self.money_unit = re.compile(rf"(?:{_any(tables['unit_of_money']['prefix'])})[:：]?(元|千元|万元|百万元|亿元)")
        tails = tables["tails"]
        self.project_heading = re.compile(rf"(?:{_any(tails['project_heading'])})(?:\s*[（(][^（()）]*[)）])?\Z")
        self.generic_heading = re.compile(rf"(?:{_any(tails['generic_heading'])})+")
        self.local_level = re.compile(rf"(?:{_any(tails['local_level'])})$")
        self.prepared_by = re.compile(rf"(.+?)(?:{_any(tails['prepared_by'])})")
        self.qualitative = frozenset(squeeze(word) for word in tails["qualitative"])
        self.no_code = re.compile(rf"(?:{_any(tails['no_code'])}|\s)+")
        comparison = tables["comparison"]
        self.compare_before = _by_character(comparison["before"], 0)
        self.compare_behind = _by_character(comparison["behind"], -1)
        self.percent = Spellings({squeeze(word): "%" for word in comparison["percent"]})
        self.debris = tuple(re.compile(pattern) for pattern in tables["debris"]["patterns"])
        self.label = lru_cache(maxsize=1 << 15)(self._label)
        self.without_debris = lru_cache(maxsize=1 << 10)(self._without_debris)
        self.headed = lru_cache(maxsize=1 << 10)(self._headed)

    def _label(self, text: str) -> str | None:
        """What a cell with this text announces, or None.

        ``field:…``, ``group:…``, ``column:…``, ``month:…``, ``period:…`` of a goal, and under labels that are none of
        the usual ones ``amount:…`` or ``text:…``. 其中： before a label and a bracket behind it do not count.
        """
        if len(text) > LONGEST_LABEL or not self._labels.may_be(text):
            return None
        word = squeeze(text)
        if (found := self._labels.exact(word)) or not (word.endswith(")") or word.startswith(_OF_WHICH)):
            return found
        return self._labels.exact(_ASIDE.sub("", word.removeprefix(_OF_WHICH)))

    def _without_debris(self, text: str) -> str:
        """A text without what Word leaves in it. A heading is looked at several times: as a line, and as a name."""
        for pattern in self.debris:
            text = pattern.sub("", text)
        return text

    def _headed(self, text: str) -> str | None:
        """What stands before 绩效目标表 in the heading of a project's table; None where a text is no such heading."""
        match = self.project_heading.search(text)
        return text[: match.start()] if match else None

    def unit_in_label(self, text: str) -> str | None:
        """The unit of money in a label's bracket: 年度资金总额（万元）."""
        match = _UNIT_IN_LABEL.search(squeeze(text))
        return match[1] if match else None


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _alternatives(table: Mapping[str, Iterable[str]], form: str) -> str:
    return "|".join(form.format(key=key, words=_any(words)) for key, words in table.items())


def _by_character(table: Mapping[Comparison, Iterable[str]], at: int) -> dict[str, list[tuple[str, Comparison]]]:
    """Words with their signs by their first or last character, the longest first."""
    found: dict[str, list[tuple[str, Comparison]]] = {}
    for word, sign in sorted(((word, sign) for sign, words in table.items() for word in words), key=_longest_first):
        found.setdefault(word[at], []).append((word, sign))
    return found


def _longest_first(pair: tuple[str, Comparison]) -> int:
    return -len(pair[0])


def load(*further: Path) -> Vocabulary:
    """The packaged vocabulary with the spellings of further TOML files added."""
    try:
        return load_from(tuple((path.as_posix(), path.read_bytes()) for path in further))
    except OSError as error:
        told = f"读不了这个文件：{error.strerror}"
        raise BuildError(told, str(error.filename), "看看文件还在不在、有没有读取权限") from error


@cache
def load_from(further: tuple[tuple[str, bytes], ...]) -> Vocabulary:
    """The same of what the files are called and hold: whoever edits one while a server runs means the new one."""
    tables = tomllib.loads(PACKAGED.read_text("utf-8"))
    for path, data in further:
        text = decoded(data, path)
        added = parsed(text, path)
        for name, entries in added.items():
            if name not in tables:
                raise _no_such(name, tables, f"{path}:{line_of(text, name)}", f"没有 [{name}] 这个表")
            _add(tables[name], entries, name, text, path)
    try:
        return Vocabulary(tables)
    except re.error as error:
        told = f"[debris] 里的 {error.pattern!r} 不是正则表达式：{error.msg}"
        raise BuildError(told, further[-1][0] if further else "", "改正这一条，或者删去它") from error


_NAMES = ("goal_periods", "dimensions")  # tables whose keys are names that a portal may choose


_COMPARISONS = ("≥", "≤", ">", "<", "=")


def _add(table: dict[str, Any], entries: object, name: str, text: str, path: str) -> None:
    """Add the spellings of one table of a portal's own."""
    if not isinstance(entries, dict):
        line = line_of(text, name.rpartition(".")[2])
        raise BuildError(f"{name} 应当是一个表", f"{path}:{line}", f"写成 [{name}]，下面每行一个键")
    for key, words in entries.items():
        where = f"{path}:{line_of(text, key)}"
        if name.startswith("comparison.") and key not in _COMPARISONS:
            raise _no_such(key, _COMPARISONS, where, f"[{name}] 里没有“{key}”这个键")
        month = name == "months" and key.isdecimal() and 1 <= int(key) <= 12
        if key not in table and not month and name not in _NAMES and not name.startswith("comparison."):
            raise _no_such(key, table, where, f"[{name}] 里没有“{key}”这个键")
        if isinstance(table.get(key), dict):
            _add(table[key], words, f"{name}.{key}", text, path)
        elif isinstance(words, list) and all(isinstance(word, str) and squeeze(word) for word in words):
            table[key] = [*table.get(key, []), *words]
        else:
            raise BuildError(f"{key} 的值应当是一串写法", where, f'写成 {key} = ["一种写法", "又一种写法"]')


def _no_such(key: str, known: Iterable[str], where: str, told: str) -> BuildError:
    """An unknown table or key, with the nearest known one."""
    names = list(known)
    near = difflib.get_close_matches(key, names, 1, 0.4)
    return BuildError(told + (f"，是不是“{near[0]}”？" if near else ""), where, "可用的有：" + "、".join(names))
