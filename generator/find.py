"""Which files of a content folder are submissions, with the sidecar beside each.

Left alone: hidden files, ``README*``, and office programs' lock files. Found in sorted order, whatever the disk says.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from .messages import Message
from .places import Place

_IGNORED = ("README", ".", "~$", "Thumbs.db")


class Found(Struct, frozen=True, gc=False):
    """A submission's file and, where there is one, its sidecar; paths relative to the portal's folder."""

    path: str
    sidecar: str | None


def find(content: Place) -> tuple[list[Found], list[Message]]:
    """All submissions below ``content/submissions``, and what is wrong with the folder itself."""
    return find_in(content.below("submissions"), f"{content.name}/submissions/")


def find_in(folder: Place, prefix: str) -> tuple[list[Found], list[Message]]:
    """The same for any folder; ``prefix`` is what its files' paths begin with."""
    files: set[str] = set()
    messages: list[Message] = []
    for name, is_folder in _walk_far(folder) if folder.far else _walk(Path(folder.address)):
        if is_folder:
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
        found.append(Found(prefix + name, prefix + sidecar if sidecar in sidecars else None))
        matched.add(sidecar)
    for name in sorted(sidecars - matched):
        hint = "附注文件要和它说明的文件同名，只是后缀换成 .toml"
        messages.append(Message(prefix + name, "1:1", "FIND-SIDECAR", "这个附注文件旁边没有它说明的文件", hint))
    return found, messages


_FILE_ENDINGS = {".txt", ".md", ".html", ".htm", ".docx", ".doc", ".wps", ".rtf", ".pdf", ".xlsx", ".xls", ".ods"}


def is_left_alone(name: str) -> bool:
    """Whether a file of this name is none of ours: hidden, a README, an office program's lock."""
    return name.startswith(_IGNORED)


def _walk(folder: Path) -> Iterator[tuple[str, bool]]:
    """Relative paths with forward slashes, and whether each is a folder."""
    stack = [("", folder)]
    while stack:
        prefix, here = stack.pop()
        if not here.is_dir():
            continue
        with os.scandir(here) as entries:
            for entry in entries:
                if is_left_alone(entry.name):
                    continue
                if entry.is_dir():
                    yield prefix + entry.name, True
                    stack.append((f"{prefix}{entry.name}/", Path(entry.path)))
                else:
                    yield prefix + entry.name, False


def _walk_far(place: Place) -> Iterator[tuple[str, bool]]:
    """The same of a place that knows no folders but in the names of its files."""
    folders: set[str] = set()
    for entry in place.entries():
        parts = entry.name.split("/")
        if any(map(is_left_alone, parts)):
            continue
        folders.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
        yield entry.name, False
    yield from ((name, True) for name in sorted(folders))
