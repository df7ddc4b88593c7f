"""What is being done, how far, how long yet; and, asked for, what each stage cost.

On a terminal one line comes and goes; in a log each stage leaves one line when it is done. All of it goes to
the error stream, since results are written to the other one.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from typing import TextIO

from msgspec import Struct

from .memory import Watch

EVERY = 0.1  # seconds between two drawings: quicker is not seen, and costs


class Cost(Struct, frozen=True):
    """What a stage took. ``peak`` is bytes of all our processes together, as :mod:`.memory` counts them."""

    name: str
    seconds: float
    items: int
    peak: int


class Stage:
    """A stage under way. Call ``advance`` as items are done.

    Where there are several kinds of work in it, ``expect`` says how many steps more there are: of these only the share
    that is done is shown, since nobody can count them. What others do and count is ``followed``.
    """

    def __init__(self, name: str, total: int | None, terminal: TextIO | None) -> None:
        self.name, self.total, self.items = name, total, 0
        self._terminal = terminal
        self._start = time.monotonic()
        self._drawn = 0.0
        self._steps = False  # whether steps are counted, and not items
        self._own = 0
        self._others: dict[Callable[[], int], int] = {}
        self._ended = threading.Event()
        self._followers: list[threading.Thread] = []
        self._draw()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._start

    def advance(self, items: int = 1) -> None:
        self._own += items
        if not self._steps:
            self.items = self._own
        self._draw()

    def expect(self, steps: int) -> None:
        """There are so many steps more to do."""
        self._steps = True
        self.total = (self.total or 0) + steps
        self._draw()

    def follow(self, count: Callable[[], int], steps: int) -> None:
        """Others have so many steps to do, and ``count`` tells how many they have done. Only a terminal is told."""
        before = count()
        self.expect(steps - before)
        if self._terminal is not None:
            self._others[count] = 0
            self._followers.append(threading.Thread(target=self._follow, args=(count, before), daemon=True))
            self._followers[-1].start()

    def _follow(self, count: Callable[[], int], before: int) -> None:
        while not self._ended.wait(EVERY):
            self._others[count] = count() - before
            self._draw()

    def end(self) -> None:
        """It is over: nothing is followed any more."""
        self._ended.set()
        for thread in self._followers:
            thread.join()

    def _draw(self) -> None:
        if self._terminal is None or time.monotonic() - self._drawn < EVERY:
            return
        self._drawn = time.monotonic()
        columns = shutil.get_terminal_size().columns
        self._terminal.write(f"\r{cut(self._line(), columns - 1)}\x1b[K")
        self._terminal.flush()

    def _line(self) -> str:
        if not self.total:
            return f"{self.name}…  {self.items:,}" if self.items else f"{self.name}…"
        line = f"{self.name}  " if self._steps else f"{self.name}  {self.items:,}/{self.total:,}  "
        done = self._own + sum(self._others.values())
        line += f"{min(done / self.total, 1):.0%}"
        left = self.total - done
        # Before a second has gone by the rate says little, and nobody needs to know.
        if self.seconds > 1 and done and left > 0:
            line += f"  还需约 {duration(self.seconds / done * left)}"
        return line


class Progress:
    """Shows stages one after the other. With ``profile`` it also collects what they cost."""

    def __init__(self, out: TextIO | None = None, *, profile: bool = False) -> None:
        self._out = sys.stderr if out is None else out
        self._terminal = self._out if self._out.isatty() else None
        self._profile = profile
        self.costs: list[Cost] = []

    @contextlib.contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Stage]:
        """``with progress.stage("渲染网页", 1200) as stage: …; stage.advance()``"""
        watch = Watch() if self._profile else None
        stage = Stage(name, total, self._terminal)
        ended = "中断"
        try:
            yield stage
            ended = ""
        finally:
            stage.end()
            seconds = stage.seconds
            self.costs.append(Cost(name, seconds, stage.items, watch.stop() if watch else 0))
            if self._terminal:
                self._terminal.write("\r\x1b[K")
                self._terminal.flush()
            else:
                parts = [name, f"{stage.items:,} 项" if stage.items else "", duration(seconds), ended]
                self._out.write("  ".join(part for part in parts if part) + "\n")

    def say(self, text: str) -> None:
        """A line that stays, between two stages: ``网页已经更新``, and after how long."""
        seconds = sum(cost.seconds for cost in self.costs)
        self._out.write(f"{text}（{duration(seconds)}）\n")
        self._out.flush()

    def table(self) -> str:
        """The costs as a table to print: one stage a line, then all of them."""
        heads = ("阶段", "秒", "项数", "项/秒", "内存峰值 MB")
        rows = [self._row(cost) for cost in self.costs]
        seconds = sum(cost.seconds for cost in self.costs)
        peak = max((cost.peak for cost in self.costs), default=0)
        rows.append(("合计", f"{seconds:.2f}", "", "", f"{peak / 1e6:,.0f}" if peak else ""))
        widths = [max(columns(row[number]) for row in (heads, *rows)) for number in range(len(heads))]
        return "\n".join(
            "  ".join(
                cell + " " * (width - columns(cell)) if number == 0 else " " * (width - columns(cell)) + cell
                for number, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in (heads, *rows)
        )

    @staticmethod
    def _row(cost: Cost) -> tuple[str, ...]:
        items = f"{cost.items:,}" if cost.items else ""
        rate = f"{cost.items / cost.seconds:,.0f}" if cost.items and cost.seconds else ""
        return cost.name, f"{cost.seconds:.2f}", items, rate, f"{cost.peak / 1e6:,.0f}" if cost.peak else ""


def duration(seconds: float) -> str:
    """``0.42 秒``, ``7 秒``, ``3 分 20 秒``, ``1 小时 5 分``."""
    if seconds < 1:
        return f"{seconds:.2f} 秒"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} 秒"
    if whole < 3600:
        return f"{whole // 60} 分 {whole % 60} 秒" if whole % 60 else f"{whole // 60} 分"
    return f"{whole // 3600} 小时 {whole % 3600 // 60} 分"


def columns(text: str) -> int:
    """How wide a text stands on a terminal, where a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def cut(text: str, width: int) -> str:
    """As much of a text as fits: a line that breaks cannot be drawn over."""
    while columns(text) > width:
        text = text[:-1]
    return text
