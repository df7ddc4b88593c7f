"""The portal's own settings, from ``content/site.toml``. Unknown keys are an error with the nearest known one."""

from __future__ import annotations

import difflib
import re
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from .model import BuildError
from .toml import decoded, line_of, parsed


class Licence(Struct, frozen=True, forbid_unknown_fields=True):
    """Under what terms the portal's own words and its data may be used."""

    name: str = "CC BY 4.0"
    url: str = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
    data: str = "公开信息，按原样转载"


class SearchSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``lunr_json_limit``: up to how many documents the whole index is published as stock Lunr JSON too."""

    lunr_json_limit: int = 1_000


class Lists(Struct, frozen=True, forbid_unknown_fields=True):
    """How many rows a list shows before it continues on the next page, how many bars a chart."""

    rows: int = 200
    bars: int = 12


class Security(Struct, frozen=True, forbid_unknown_fields=True):
    """What ``.well-known/security.txt`` says. ``expires`` is a date: never taken from the clock."""

    contact: str = ""
    expires: str = ""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """``content/site.toml``. ``base_url`` is where the site will stand ("" while unknown)."""

    title: str = "明账"
    tagline: str = "部门预算绩效目标公开检索"
    description: str = "把各部门公开的预算绩效目标整理成可以查找、比较、核对的网页。"
    language: str = "zh-CN"
    base_url: str = ""
    publisher: str = ""
    contact: str = ""
    examples: tuple[str, ...] = ()  # words to try, on the home page
    region: str = ""  # the division the portal is about: decides between counties of one name
    licence: Licence = Licence()
    search: SearchSettings = SearchSettings()
    lists: Lists = Lists()
    security: Security = Security()


_Kind = TypeVar("_Kind")


def convert(text: str, kind: type[_Kind], where: str) -> _Kind:
    """TOML text → a struct; a wrong key or value is a :class:`BuildError` that names the line."""
    table = parsed(text, where)
    try:
        return msgspec.convert(_without_dates(table), kind, strict=False)
    except msgspec.ValidationError as error:
        told, where = str(error), f"{where}:{_line(text, str(error))}"
        table_of = _table_of(told, kind)
        raise BuildError(_explained(told, table_of), where, _known(table_of)) from error


def _without_dates(value: Any) -> Any:
    """Dates may be written with quotes or without: both are text."""
    if isinstance(value, dict):
        return {key: _without_dates(held) for key, held in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _explained(message: str, kind: type) -> str:
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if not unknown:
        return message
    near = difflib.get_close_matches(unknown[1], [field.name for field in msgspec.structs.fields(kind)], 1, 0.4)
    return f"没有“{unknown[1]}”这个键" + (f"，是不是“{near[0]}”？" if near else "")


def _table_of(message: str, kind: type) -> type:
    """The struct that a message is about: a table of the settings, or the settings themselves."""
    named = re.search(r"at `\$\.(\w+)`", message)
    inner = [field.type for field in msgspec.structs.fields(kind) if named and field.name == named[1]]
    return inner[0] if inner and isinstance(inner[0], type) and issubclass(inner[0], Struct) else kind


def _known(kind: type) -> str:
    return "可用的键：" + "、".join(field.name for field in msgspec.structs.fields(kind))


def _line(text: str, message: str) -> int:
    """The line of the key that a message speaks of; 1 where it names none."""
    named = re.search(r"field `([^`]+)`|at `\$(?:\.\w+)*\.(\w+)", message)
    return line_of(text, named[1] or named[2]) if named else 1


def load_settings(content: Path) -> Settings:
    """Read ``site.toml`` of a content folder; without one the defaults hold."""
    path = content / "site.toml"
    if not path.is_file():
        return Settings()
    return convert(decoded(path.read_bytes(), path.name), Settings, path.name)
