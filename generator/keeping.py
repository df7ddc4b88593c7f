"""Where a build keeps what it read, and what it does where that fails: begin again, with another store.

Both are found out where something is needed or put, in whatever process; looking first would cost every build.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from .disk import scratch
from .model import BuildError
from .places import Place
from .store import GoneError, Store, UnwritableError


class Keeping:
    """The store of a build. Use it in a ``with``."""

    def __init__(self, place: Path | Place, say: Callable[[str], None], *, here: bool) -> None:
        """``here``: all who work see this machine's temporary folder."""
        self.store = Store(place)
        self._say, self._here = say, here
        self._doubted = False
        self._refused = ("", "")  # the store that takes nothing, and why
        self._until = ExitStack()

    def __enter__(self) -> Keeping:
        return self

    def __exit__(self, *_: object) -> None:
        self._until.close()

    def begin_again(self, error: GoneError | UnwritableError) -> None:
        """Have a store for which there is no such error. Raises BuildError where there is none."""
        if isinstance(error, UnwritableError):
            self._elsewhere(error)
        elif self._doubted:
            raise error
        else:
            self.store, self._doubted = self.store.doubt(), True
            self._say(f"{error.where} 里有缺失或损坏的内容，这就重新读取原文补上")

    def _elsewhere(self, error: UnwritableError) -> None:
        if not self._here:
            raise error
        where, what = self._refused
        if where:
            told = f"{what}；临时文件夹 {Path(error.where).parent.parent} 也一样：{error.what}"
            raise BuildError(told, where, error.what_to_do) from error
        self._refused = error.where, error.what
        self.store = Store(self._until.enter_context(scratch()) / "store")
        self._say(f"{error}。这一次存在临时文件夹里，下一次还要从头读起；{error.what_to_do}")
