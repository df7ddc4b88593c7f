"""How a site stands to the limits of common static hosts, so that nobody learns of them after uploading.

The limits are those of the hosts' own documentation for free plans, as of November 2026; the README lists them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct


class Host(Struct, frozen=True):
    """A host with what it takes; None where it states no limit. Sizes in bytes."""

    name: str
    files: int | None = None
    size: int | None = None
    largest: int | None = None
    fullest: int | None = None  # files of one folder


HOSTS = (
    Host("GitHub Pages", size=10**9, largest=100 * 2**20),
    Host("GitLab Pages", files=200_000, size=10**9),
    Host("Cloudflare Pages", files=20_000, largest=25 * 2**20),
    Host("Netlify", fullest=54_000),
)


def largest_file(site: Path) -> int:
    """The largest of the files that may be large: downloads, and sources as received."""
    return max((_size(entry) for folder in ("data", "sources") for entry in _entries(site / folder)), default=0)


def fullest_folder(site: Path) -> int:
    """How many files the fullest folder has. Every page has a folder of its own; pieces of the index share some."""
    folders = [entry for entry in _list(site / "search") if entry.is_dir(follow_symlinks=False)]
    counts = (sum(entry.is_file(follow_symlinks=False) for entry in _list(Path(folder.path))) for folder in folders)
    return max(counts, default=0)


def _list(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return list(entries)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    for entry in _list(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path))
        else:
            yield entry


def _size(entry: os.DirEntry[str]) -> int:
    return entry.stat(follow_symlinks=False).st_size


def standing(files: int, size: int, largest: int, fullest: int) -> str:
    """One line: where the site fits, and where it does not and why."""
    fits: list[str] = []
    fails: list[str] = []
    for host in HOSTS:
        over = [
            f"{label} {shown(given)}，上限 {shown(limit)}"
            for label, given, limit, shown in _held(host, files, size, largest, fullest)
            if limit is not None and given > limit
        ]
        (fails if over else fits).append(f"{host.name}（{'；'.join(over)}）" if over else host.name)
    said = f"放得下：{'、'.join(fits)}" if fits else ""
    return "；".join(part for part in (said, f"放不下：{'、'.join(fails)}" if fails else "") if part)


_Held = tuple[str, int, int | None, Callable[[int], str]]


def _held(host: Host, files: int, size: int, largest: int, fullest: int) -> tuple[_Held, ...]:
    return (
        ("文件", files, host.files, _count),
        ("总大小", size, host.size, _megabytes),
        ("最大的文件", largest, host.largest, _megabytes),
        ("一个文件夹里的文件", fullest, host.fullest, _count),
    )


def _count(number: int) -> str:
    return f"{number:,} 个"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
