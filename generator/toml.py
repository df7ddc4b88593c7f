"""TOML files that operators write: their text and their tables, or where in the file they cannot be read."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from .model import BuildError


def decoded(data: bytes, where: str) -> str:
    """The text of a TOML file; another encoding than UTF-8 is a :class:`BuildError` that names the place."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise BuildError("不是 UTF-8 编码的文字", f"{where}:{line}:{column}", "用编辑器另存为 UTF-8") from error


def parsed(text: str, where: str) -> dict[str, Any]:
    """Its tables; what is no TOML is a :class:`BuildError` that names the place."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = f"{where}:{_position(text, str(error))}"
        raise BuildError(f"TOML 写法有误：{error}", place, "看看这一行的引号、等号和括号") from error


def line_of(text: str, key: str) -> int:
    """The line where a key is set, from 1."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"""\s*\[*["']?{re.escape(key)}(?!\w)""", line):
            return number
    return 1


def _position(text: str, message: str) -> str:
    """``line:column`` of a TOML error; an unexpected end is where the text ends."""
    named = re.search(r"at line (\d+), column (\d+)", message)
    return f"{named[1]}:{named[2]}" if named else f"{text.count(chr(10)) + 1}:1"
