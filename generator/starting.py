"""A new portal's folder: settings, the portal's own words, one invented example, how to add submissions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .model import BuildError

_REPOSITORY = Path(__file__).parent.parent
_INSTALLED = Path(__file__).with_name("_starter")
_RENAMED = {"gitignore": ".gitignore"}  # hidden files do not travel well in packages
_HARMLESS = {".git"}  # a repository that holds nothing yet


def start(folder: Path) -> list[str]:
    """Fill an empty folder; returns what was written. Raises BuildError where there is something already."""
    if folder.exists() and not folder.is_dir():
        raise BuildError("这里有一个同名的文件", str(folder), "换一个名字")
    if folder.is_dir() and {entry.name for entry in folder.iterdir()} - _HARMLESS:
        raise BuildError("文件夹不是空的", str(folder), "换一个名字，或者先把里面的东西移走；已有的文件从不覆盖")
    written = []
    for name, data in _files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(name)
    return written


def _files() -> Iterator[tuple[str, bytes]]:
    """What a new portal consists of, in sorted order; in the repository the pages are those of its own portal."""
    installed = _INSTALLED.is_dir()
    folders = [(_INSTALLED, "")] if installed else [(_REPOSITORY / "starter", "")]
    if not installed:
        folders.append((_REPOSITORY / "content" / "pages", "content/pages/"))
    found = {
        prefix + _name(path.relative_to(folder)): path
        for folder, prefix in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    yield from ((name, found[name].read_bytes()) for name in sorted(found))


def _name(path: Path) -> str:
    return path.with_name(_RENAMED.get(path.name, path.name)).as_posix()
