"""What a command says about a file: ``path:line:col: CODE what is wrong``, the excerpt, what to do."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from .model import BuildError, ReadError

_PLACE = re.compile(r"(.+?)(?::(\d+)(?::(\d+))?)?")  # a path, and as far as they are known its line and column


class Message(Struct, frozen=True):
    """One message about one place in one file. ``place`` is ``line:col`` or an anchor."""

    path: str
    place: str
    code: str
    text: str
    hint: str = ""
    excerpt: str = ""
    column: int = 0  # of the excerpt, from 1; 0: nothing is marked
    severity: str = "error"
    marked: int = 1  # how many characters of the excerpt are meant
    about: str = ""  # the submission that is not built for it, where that is another file

    def __str__(self) -> str:
        lines = [f"{self.path}:{self.place}: {self.code} {self.text}"]
        if self.excerpt:
            lines.append(f"    {self.excerpt}")
            if self.column:
                at = self.column - 1
                length = max(1, _width(self.excerpt[at : at + self.marked]))
                lines.append("    " + " " * _width(self.excerpt[:at]) + "^" * length)
        if self.hint:
            lines.append(f"    = {self.hint}")
        return "\n".join(lines)


def _width(text: str) -> int:
    """How many columns a terminal gives the text: a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def of_read_error(path: str, error: ReadError) -> Message:
    return Message(path, f"{error.line}:{error.col}", error.code, error.message, error.hint, error.excerpt, error.col)


def of_build_error(error: BuildError, code: str, subject: str = "") -> Message:
    """``subject`` is the file that a result was asked for, where the error stands in another (its sidecar)."""
    place = _PLACE.fullmatch(error.where)
    path, line, column = place.groups() if place else (error.where, None, None)
    return Message(path, f"{line or 1}:{column or 1}", code, error.what, error.what_to_do, about=subject)
