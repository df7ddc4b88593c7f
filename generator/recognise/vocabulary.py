"""Every spelling of every printed heading, from ``vocabulary.toml``, compiled for look-up.

A portal may add spellings of its own: :func:`load` merges further TOML files into the packaged one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ..model import BuildError

_ASIDE = re.compile(r":?\([^()]*\)$|:$")
_UNIT_IN_LABEL = re.compile(r"\((?:单位:)?(百万元|亿元|万元|千元|元)\)")
LONGEST_LABEL = 40
PACKAGED = Path(__file__).with_name("vocabulary.toml")
_IS_WIDE = re.compile("[\uff01-\uff5e]")  # translating every text costs more than looking
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def squeeze(text: str) -> str:
    """A label for comparing: no blanks, half width, no colon at its end."""
    word = "".join(text.split())
    return (word.translate(_WIDTH) if _IS_WIDE.search(word) else word).rstrip(":")


class Vocabulary:
    """Look-ups by printed label. Immutable after construction; ``label`` and the like remember answers."""

    def __init__(self, tables: Mapping[str, Any]):
        def spellings(table: str) -> dict[str, str]:
            return {squeeze(word): key for key, words in tables[table].items() for word in words}

        self.fields = spellings("labels")
        self.groups = spellings("groups")
        self.columns = spellings("indicator_columns")
        self.periods = spellings("goal_periods")
        self.further = {squeeze(word): f"{kind}:{word}" for kind, words in tables["further"].items() for word in words}
        self.months = {word: int(month) for word, month in spellings("months").items()}
        self.dimensions = spellings("dimensions")
        self.parts = spellings("parts")
        self.sections = spellings("sections")
        self.item_lead = re.compile(_alternatives(tables["item"], r"^(?:(?P<{key}>{words}))[:：]\s*"))
        self.money_unit = re.compile(rf"(?:{_any(tables['unit_of_money']['prefix'])})[:：]?(元|千元|万元|百万元|亿元)")
        tails = tables["tails"]
        self.project_heading = re.compile(
            rf"(.*?)(?:{_any(tails['project_heading'])})(?:\s*[（(][^（()）]*[)）])?", re.DOTALL
        )
        self.generic_heading = re.compile(rf"(?:{_any(tails['generic_heading'])})+")
        self.local_level = re.compile(rf"(?:{_any(tails['local_level'])})$")
        self.prepared_by = re.compile(rf"(.+?)(?:{_any(tails['prepared_by'])})")
        self.qualitative = frozenset(squeeze(word) for word in tails["qualitative"])
        self.no_code = re.compile(rf"(?:{_any(tails['no_code'])}|\s)+")
        comparison = tables["comparison"]
        self.compare_before = _longest_first(comparison["before"])
        self.compare_behind = _longest_first(comparison["behind"])
        self.percent = frozenset(squeeze(word) for word in comparison["percent"])
        self.debris = tuple(re.compile(pattern) for pattern in tables["debris"]["patterns"])
        self.label = lru_cache(maxsize=1 << 15)(self._label)
        self.dimension = lru_cache(maxsize=1 << 10)(self._dimension)

    def _label(self, text: str) -> str | None:
        """What a cell with this text announces, or None.

        ``field:…``, ``group:…``, ``column:…``, ``month:…``, ``period:…`` of a goal, and under labels that are none of
        the usual ones ``amount:…`` or ``text:…``. 其中： before a label and a bracket behind it do not count.
        """
        if len(text) > LONGEST_LABEL:
            return None
        word = squeeze(text)
        if (found := self._exact(word)) or not (word.endswith(")") or word.startswith("其中:")):
            return found
        return self._exact(_ASIDE.sub("", word.removeprefix("其中:")))

    def _dimension(self, text: str) -> str | None:
        """The one name of a first-level label, None where it is none of the usual."""
        return self.dimensions.get(squeeze(text))

    def _exact(self, word: str) -> str | None:
        if word in self.fields:
            return "field:" + self.fields[word]
        if word in self.columns:
            return "column:" + self.columns[word]
        if word in self.groups:
            return "group:" + self.groups[word]
        if word in self.months:
            return f"month:{self.months[word]}"
        if word in self.periods:
            return "period:" + self.periods[word]
        return self.further.get(word)

    def unit_in_label(self, text: str) -> str | None:
        """The unit of money in a label's bracket: 年度资金总额（万元）."""
        match = _UNIT_IN_LABEL.search(squeeze(text))
        return match[1] if match else None


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _alternatives(table: Mapping[str, Iterable[str]], form: str) -> str:
    return "|".join(form.format(key=key, words=_any(words)) for key, words in table.items())


def _longest_first(table: Mapping[str, Iterable[str]]) -> tuple[tuple[str, str], ...]:
    pairs = [(word, sign) for sign, words in table.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def load(*further: Path) -> Vocabulary:
    """The packaged vocabulary with the spellings of further TOML files added."""
    try:
        return load_from(tuple((str(path), path.read_bytes()) for path in further))
    except OSError as error:
        raise BuildError(f"not a readable vocabulary: {error}", str(error.filename), "check its permissions") from error


@cache
def load_from(further: tuple[tuple[str, bytes], ...]) -> Vocabulary:
    """The same of what the files are called and hold: whoever edits one while a server runs means the new one."""
    tables = tomllib.loads(PACKAGED.read_text("utf-8"))
    for path, data in further:
        try:
            added = tomllib.loads(data.decode("utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise BuildError(f"not a readable vocabulary: {error}", path, "check the TOML syntax") from error
        for name, entries in added.items():
            if name not in tables:
                known = ", ".join(tables)
                raise BuildError(f"unknown table [{name}]", path, f"use one of: {known}")
            for key, words in entries.items():
                tables[name][key] = [*tables[name].get(key, []), *words]
    return Vocabulary(tables)
