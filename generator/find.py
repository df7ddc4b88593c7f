"""Which files of a content folder are submissions, with the sidecar beside each.

Left alone: hidden files, ``README*``, and office programs' lock files. Found in sorted order, whatever the disk says.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

from msgspec import Struct

from .messages import Message
from .model import BuildError
from .places import Place

SUBMISSIONS = "submissions"  # the folder of them, in a content folder
_IGNORED = ("README", ".", "~$", "Thumbs.db")


class Kind(Enum):
    """What stands in a folder under a name."""

    FILE, FOLDER, DANGLING, LOOP, SPECIAL = range(5)


NO_FILE = ("这不是普通的文件，而是管道、设备之类", "把它移走；要收录的文件请复制成普通文件")
_UNUSABLE = {
    Kind.DANGLING: ("这个链接指向的文件不存在", "把它指向的文件放回原处，或者删去这个链接"),
    Kind.LOOP: ("这个链接绕回了它自己所在的文件夹", "删去这个链接；文件夹里的文件已经收录"),
    Kind.SPECIAL: NO_FILE,
}


class Found(Struct, frozen=True, gc=False):
    """A submission's file and, where there is one, its sidecar; paths relative to the portal's folder."""

    path: str
    sidecar: str | None


def find(content: Place) -> tuple[list[Found], list[Message]]:
    """All submissions below ``content/submissions``, and what is wrong with the folder itself."""
    return find_in(content.below(SUBMISSIONS), f"{content.name}/{SUBMISSIONS}/")


def find_in(folder: Place, prefix: str) -> tuple[list[Found], list[Message]]:
    """The same for any folder; ``prefix`` is what its files' paths begin with."""
    files: set[str] = set()
    messages: list[Message] = []
    unusable: set[str] = set()
    for name, kind in _walk_far(folder) if folder.far else _walk(Path(folder.address)):
        if kind in _UNUSABLE:
            unusable.add(name)
            messages.append(Message(prefix + name, "1:1", "READ-FAILED", *_UNUSABLE[kind]))
        elif kind is Kind.FOLDER:
            if Path(name).suffix.lower() in _FILE_ENDINGS:
                hint = "如果它是解压出来的文件夹，请把里面的文件移出来，或者改个名字"
                messages.append(Message(prefix + name, "1:1", "FIND-FOLDER", "这是一个文件夹，名字却像文件", hint))
        else:
            files.add(name)
    sidecars = {name for name in files if name.endswith(".toml")}
    found = []
    matched: set[str] = set()  # a.docx and a.pdf may stand beside one a.toml
    for name in sorted(files - sidecars):
        sidecar = name.rpartition(".")[0] + ".toml"
        if sidecar in unusable:  # it may say that the file is withdrawn
            continue
        found.append(Found(prefix + name, prefix + sidecar if sidecar in sidecars else None))
        matched.add(sidecar)
    for name in sorted(sidecars - matched):
        hint = "附注文件要和它说明的文件同名，只是后缀换成 .toml"
        messages.append(Message(prefix + name, "1:1", "FIND-SIDECAR", "这个附注文件旁边没有它说明的文件", hint))
    return found, messages


def work_in(root: Place, found: Iterable[Found]) -> int:
    """About how many projects there are to read. A file that has gone since it was found is no work."""
    size = 0
    for one in found:
        with contextlib.suppress(OSError):
            size += root.size(one.path)
    return size // BYTES_OF_A_PROJECT


BYTES_OF_A_PROJECT = 1_800  # in a text file, about
_FILE_ENDINGS = {".txt", ".md", ".html", ".htm", ".docx", ".doc", ".wps", ".rtf", ".pdf", ".xlsx", ".xls", ".ods"}


def is_left_alone(name: str) -> bool:
    """Whether a file of this name is none of ours: hidden, a README, an office program's lock."""
    return name.startswith(_IGNORED)


def _walk(folder: Path) -> Iterator[tuple[str, Kind]]:
    """Relative paths with forward slashes, and what each is. Links are followed, but not back to where they stand."""
    stack = [("", folder, frozenset[str]())]
    while stack:
        prefix, here, above = stack.pop()
        for entry in _entries(here):
            if is_left_alone(entry.name):
                continue
            kind = _kind(entry)
            inside = above
            if kind is Kind.FOLDER and entry.is_symlink():
                real = os.path.realpath(entry.path)
                inside = above | {real}
                if real in above or Path(os.path.realpath(here)).is_relative_to(real):
                    kind = Kind.LOOP
            yield prefix + entry.name, kind
            if kind is Kind.FOLDER:
                stack.append((f"{prefix}{entry.name}/", Path(entry.path), inside))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What stands in a folder, nothing where it has gone. BuildError where nobody can tell what is in it."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
    except OSError as error:
        how = "请检查它的权限，以及它所在的磁盘或共享文件夹是否连接着，再运行一次；已经公布的网站没有变动"
        raise BuildError(f"打不开这个文件夹：{error.strerror}", str(folder), how) from error


def _kind(entry: os.DirEntry[str]) -> Kind:
    try:
        if entry.is_dir():
            return Kind.FOLDER
        if entry.is_file():
            return Kind.FILE
        return Kind.DANGLING if entry.is_symlink() and not Path(entry.path).exists() else Kind.SPECIAL
    except OSError:  # a link that leads to itself
        return Kind.DANGLING


def _walk_far(place: Place) -> Iterator[tuple[str, Kind]]:
    """The same of a place that knows no folders but in the names of its files."""
    folders: set[str] = set()
    for entry in place.entries():
        parts = entry.name.split("/")
        if any(map(is_left_alone, parts)):
            continue
        folders.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
        yield entry.name, Kind.FILE
    yield from ((name, Kind.FOLDER) for name in sorted(folders))
