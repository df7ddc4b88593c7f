"""Is the folder ours? Looks for files that no build of ours put there, before anything is touched.

After the first look a folder is listed again only if its times say that a name came or went in it.
"""

from __future__ import annotations

import itertools
import os

from generator.model import BuildError
from generator.publish.manifest import Manifest, stamp
from generator.publish.paths import CONTROL, local

# ``.gitkeep`` keeps an empty folder in git. The others are what desktops leave in a folder one looks into.
# All are left alone.
TOLERATED = frozenset({".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"})


def check(site: str, manifest: Manifest) -> frozenset[str]:
    """Raise BuildError where the folder holds files or links that are not of our making.

    Returns the folders that had to be listed, since they do not look as they did.
    """
    suspects = [folder for folder, number in manifest.folders.items() if _altered(site, folder, manifest, number)]
    if strangers := _strangers(site, manifest, suspects):
        named = "、".join(strangers[:3]) + (f" 等 {len(strangers)} 个" if len(strangers) > 3 else "")
        raise BuildError(
            f"站点文件夹里有不是本程序生成的文件：{named}",
            site,
            "请把它们移到别处，或换一个输出文件夹；本程序只覆盖和删除自己生成的文件",
        )
    return frozenset(suspects)


def _strangers(site: str, manifest: Manifest, suspects: list[str]) -> list[str]:
    if not suspects:
        return []
    ours: dict[str, set[str]] = {folder: set() for folder in suspects}
    for path in itertools.chain(manifest.paths, manifest.folders):
        folder, _, name = path.rpartition("/")
        if folder in ours:
            ours[folder].add(name)
    found: list[str] = []
    for folder, names in ours.items():
        found += _strangers_in(site, folder, names)
    return sorted(found)


def _altered(site: str, folder: str, manifest: Manifest, number: int) -> bool:
    place = local(site, folder)
    now = stamp(place, folder=True)
    if now is None and os.path.lexists(place):
        raise BuildError("这里本应是文件夹，却是链接或文件", place, "请移走它；本程序不写到站点之外")
    return now is not None and not manifest.proves(manifest.stamp(number), now)


def _strangers_in(site: str, folder: str, ours: set[str]) -> list[str]:
    found = []
    with os.scandir(local(site, folder)) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name in ours or entry.name in TOLERATED or path == CONTROL:
                continue
            if not entry.is_dir(follow_symlinks=False):
                found.append(path)
            else:
                found += _strangers_in(site, path, set())
    return found
