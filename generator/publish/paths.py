"""Which addresses a site may have: what comes in is a path, what goes out is a refusal or nothing.

A site is copied to hosts and sticks that know nothing of the machine it was built on, so what only one
system can hold is refused on all of them, in the same words: letters that differ only in case (Windows,
macOS, object stores behind them), names Windows keeps for devices, paths longer than it opens.
"""

from __future__ import annotations

import os
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set

from generator.model import BuildError

CONTROL = ".mingzhang"  # our own folder inside the site: manifest, journal, what is staged
LONGEST = 200  # Windows opens 260 characters; the rest is for the folder the site is copied into

# Checked for every page, so the usual address is settled by one expression: plain ASCII segments of which none
# begins or ends with a dot, or is as short as the name of a device. What it does not match is looked at closely.
_PLAIN = re.compile(r"(?:(?![A-Za-z]{3}[0-9]?(?:[./]|\Z))[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*(?:/|\Z))+(?<!/)\Z")
_DEVICE = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|/|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


def check(path: str) -> None:
    """Raise BuildError for an address that leaves the site or that some system cannot hold."""
    if len(path) <= LONGEST and _PLAIN.match(path):
        return
    if reason := _fault(path):
        raise BuildError(f"网页地址不能用：{reason}", path, "请改用较短的名称，只含字母、数字和 . _ - ~")


def _fault(path: str) -> str:
    segments = path.split("/")
    if not path or "" in segments or "." in segments or ".." in segments:
        return "它不是站点内的路径"
    if segments[0].casefold() == CONTROL:
        return f"{CONTROL} 是程序自用的文件夹"
    if len(path) > LONGEST or any(len(segment.encode()) > 255 for segment in segments):
        return f"超过 {LONGEST} 个字符，Windows 打不开"
    if found := _FORBIDDEN.search(path):
        return f"含有 {found.group()!r}"
    if _DEVICE.search(path) or any(segment[-1] in ". " for segment in segments):
        return "Windows 不允许这样的文件名"
    return ""


if os.name == "nt":  # pragma: no cover

    def local(root: str, path: str) -> str:
        """Where a path of the site stands; in the spelling that lets Windows open more than 260 characters."""
        return "\\\\?\\" + os.path.abspath(f"{root}/{path}")
else:

    def local(root: str, path: str) -> str:
        """Where a path of the site stands on this machine."""
        return f"{root}/{path}" if path else root


def folded(path: str) -> str:
    """The path as a system sees it that tells neither case nor Unicode form apart."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def above(path: str) -> Iterator[str]:
    """The folders a path stands in, outermost first, without the root."""
    cut = path.find("/")
    while cut > 0:
        yield path[:cut]
        cut = path.find("/", cut + 1)


def folders(paths: Iterable[str]) -> Iterator[str]:
    """Every folder that sorted paths stand in, once. All paths of a folder stand together, so none is kept."""
    previous = here = ""
    for path in paths:
        if (inside := path[: path.rfind("/") + 1]) == here:
            continue
        here = inside
        for folder in above(path):
            if not previous.startswith(f"{folder}/"):
                yield folder
        previous = path


def check_together(paths: Iterable[str]) -> None:
    """Of sorted paths, raise BuildError where two are one on some system, or one is a file and a folder.

    The paths may be walked several times: an iterator will not do.

    Two such names stand in one folder or their folders do, so only names of the folders around the present
    path are kept, as numbers: of a million pages, those of the folder that holds them.
    """
    around: list[tuple[str, set[int]]] = [("", set())]  # folder with its slash, names in it
    for path in paths:
        while not path.startswith(around[-1][0]):
            around.pop()
        here, names = around[-1]
        while (cut := path.find("/", len(here)) + 1) > 0:
            _claim(path[: cut - 1], path[:cut], names, paths)
            here, names = path[:cut], set()
            around.append((here, names))
        _claim(path, path, names, paths)


def check_arriving(new: Iterable[str], old: Sequence[str], gone: Set[int]) -> None:
    """The same for sorted new paths beside old ones, which were checked before; ``gone`` are numbers of old ones.

    A new path can only stand against names of the folder that first holds something new because of it.
    """
    check_together(new)
    if not old:
        return
    names: dict[str, dict[str, str]] = {}
    stands: dict[str, bool] = {}
    for path in new:
        around = ""
        for folder in above(path):
            if folder not in stands:
                stands[folder] = _stands(f"{folder}/", old, gone)
            if not stands[folder]:
                name = folder
                break
            around = f"{folder}/"
        else:
            name = path
        if around not in names:
            names[around] = {folded(one): one for one in _names(around, old, gone)}
        other = names[around].get(folded(name[len(around) :]))
        if other is not None:
            _clash(other, name, path)


def _stands(folder: str, old: Sequence[str], gone: Set[int]) -> bool:
    at = bisect_left(old, folder)
    while at < len(old) and old[at].startswith(folder):
        if at not in gone:
            return True
        at += 1
    return False


def _names(folder: str, old: Sequence[str], gone: Set[int]) -> set[str]:
    start, end = (bisect_left(old, folder), bisect_left(old, folder[:-1] + "0")) if folder else (0, len(old))
    cut = len(folder)
    return {old[at][cut:].partition("/")[0] for at in range(start, end) if at not in gone}


def _claim(path: str, mine: str, names: set[int], paths: Iterable[str]) -> None:
    """Take a name. ``mine`` is what the first path with it begins with, or is."""
    at = path.rfind("/") + 1
    name = folded(path[at:])
    number = hash(name)
    if number in names:  # which two names may share
        for one in paths:
            if one == mine or (mine[-1] == "/" and one.startswith(mine)):
                break
            other = one[at:].partition("/")[0] if one.startswith(path[:at]) else ""
            if other and folded(other) == name:
                _clash(other, path[at:], path)
    names.add(number)


def _clash(other: str, name: str, path: str) -> None:
    if other == name:
        raise BuildError("同一地址既是文件又是文件夹", path, "请给其中一个改名")
    raise BuildError(f"与 {other} 只差大小写，在 Windows 和 macOS 上是同一个文件", path, "请给其中一个改名")
