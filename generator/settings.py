"""The portal's own settings, from ``content/site.toml``. Unknown keys are an error with the nearest known one."""

from __future__ import annotations

import difflib
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from .divisions import name_of
from .model import BuildError
from .toml import decoded, line_of, parsed


class Licence(Struct, frozen=True, forbid_unknown_fields=True):
    """Under what terms the portal's own words and its data may be used."""

    name: str = "CC BY 4.0"
    url: str = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
    data: str = "公开信息，按原样转载"


class SearchSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """``lunr_json_limit``: up to how many documents the whole index is published as stock Lunr JSON too."""

    lunr_json_limit: Annotated[int, Meta(ge=0, le=1_000_000)] = 1_000


class Lists(Struct, frozen=True, forbid_unknown_fields=True):
    """How many rows a list shows before it continues on the next page, how many bars a chart."""

    rows: Annotated[int, Meta(ge=1, le=100_000)] = 200
    bars: Annotated[int, Meta(ge=1, le=1_000)] = 12


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
        told = str(error)
        what, what_to_do = _explained(told, _table_of(told, kind))
        raise BuildError(what, f"{where}:{_line(text, told)}", what_to_do) from error


def _without_dates(value: Any) -> Any:
    """Dates may be written with quotes or without: both are text."""
    if isinstance(value, dict):
        return {key: _without_dates(held) for key, held in value.items()}
    return value.isoformat() if isinstance(value, date) else value


_KINDS = {"int": "整数", "str": "文字", "bool": "true 或 false", "float": "小数", "array": "列表", "object": "表"}


def _explained(message: str, kind: type) -> tuple[str, str]:
    """What msgspec says, in Chinese, and what to do."""
    if unknown := re.search(r"unknown field `([^`]+)`", message):
        near = difflib.get_close_matches(unknown[1], [field.name for field in msgspec.structs.fields(kind)], 1, 0.4)
        return f"没有“{unknown[1]}”这个键" + (f"，是不是“{near[0]}”？" if near else ""), _known(kind)
    if missing := re.search(r"missing required field `([^`]+)`", message):
        return f"缺少“{missing[1]}”这个键", "把它补上"
    key = _steps(message)[-1][0] if _steps(message) else ""
    if bound := re.match(r"Expected `\w+` ([<>])= (\S+)", message):
        return f"“{key}”不能{'小' if bound[1] == '>' else '大'}于 {bound[2]}", "改正这一行"
    if kinds := re.match(r"Expected `(\w+)[^`]*`, got `(\w+)`", message):
        wanted, given = (_KINDS.get(one, one) for one in kinds.groups())
        return f"“{key}”应当是{wanted}，写的是{given}", "改正这一行" + ("，用引号括起来" if kinds[1] == "str" else "")
    return message, "改正这一行"


def _table_of(message: str, kind: type) -> type:
    """The struct that a message is about: a table of the settings, or the settings themselves."""
    named = re.search(r"at `\$\.(\w+)`", message)
    inner = [field.type for field in msgspec.structs.fields(kind) if named and field.name == named[1]]
    return inner[0] if inner and isinstance(inner[0], type) and issubclass(inner[0], Struct) else kind


def _known(kind: type) -> str:
    return "可用的键：" + "、".join(field.name for field in msgspec.structs.fields(kind))


def _steps(message: str) -> list[tuple[str, str]]:
    """The keys that lead to what a message is about, each with its number in a list of tables or ""."""
    path = re.search(r"at `\$\.?([^`]*)`", message)
    return re.findall(r"(\w+)(?:\[(\d+)\])?", path[1]) if path else []


def _line(text: str, message: str) -> int:
    """The line of the key that a message speaks of; 1 where it names none."""
    unknown = re.search(r"unknown field `([^`]+)`", message)
    keys = [*_steps(message), *([(unknown[1], "")] if unknown else [])]
    before = 0
    for key, number in keys:
        heads = [at for at, line in enumerate(text.splitlines()) if re.match(rf"\s*\[\[\s*{re.escape(key)}\b", line)]
        if number and heads:
            before = heads[min(int(number), len(heads) - 1)]
    return before + line_of("\n".join(text.splitlines()[before:]), keys[-1][0]) if keys else 1


_WEB = re.compile(r"""https?://[^\s/?#"'<>]+(?:/[^\s"'<>]*)?""")
_ROOT = re.compile(r"""https?://[^\s/?#"'<>]+/(?:[^\s?#"'<>]*/)?""")


def _check(settings: Settings, text: str, where: str) -> None:
    """Raise BuildError for what is text, but not such as it must be."""

    def refuse(key: str, what: str, what_to_do: str) -> None:
        raise BuildError(what, f"{where}:{line_of(text, key)}", what_to_do)

    if settings.region and name_of(settings.region) is None:
        told = f"region = “{settings.region}”不是行政区划代码"
        refuse("region", told, "写 GB/T 2260 的六位代码，例如 130200；不限一个地区就留空")
    if settings.base_url and not _ROOT.fullmatch(settings.base_url):
        told = f"base_url = “{settings.base_url}”不是网站的网址"
        refuse(
            "base_url", told, "以 http:// 或 https:// 开头，以 / 结尾，例如 https://example.org/portal/；不知道就留空"
        )
    if settings.licence.url and not _WEB.fullmatch(settings.licence.url):
        refuse("url", f"url = “{settings.licence.url}”不是网址", "以 http:// 或 https:// 开头；没有就留空")


def load_settings(content: Path) -> Settings:
    """Read ``site.toml`` of a content folder; without one the defaults hold."""
    path = content / "site.toml"
    if not path.is_file():
        return Settings()
    text = decoded(path.read_bytes(), path.name)
    settings = convert(text, Settings, path.name)
    _check(settings, text, path.name)
    return settings
