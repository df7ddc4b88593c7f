"""A small site before and after an edit that does everything an edit can do, and ways to look at it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from generator import publish

Pages = dict[str, bytes]

OLD: Pages = {
    "index.html": b"old home",
    "about.html": b"about",
    "projects/2021-A/index.html": b"the first project",
    "projects/2021-B/index.html": b"the second project",
    "departments/439/index.html": b"a department that is renamed",
    "departments/439/2021/index.html": b"its year",
    "assets/style.1111.css": b"old style",
    "years": b"a file where a folder will be",
    "findings/all/index.html": b"a folder where a file will be",
    "regions/Tangshan/index.html": b"a name that changes only its case",
}
NEW: Pages = {
    "index.html": b"new home",
    "about.html": b"about",
    "projects/2021-A/index.html": b"the first project",
    "projects/2021-A/project.json": b"a new file in an old folder",
    "projects/2022-C/index.html": b"a new project",
    "departments/440/index.html": b"a department that is renamed",
    "departments/440/2021/index.html": b"its year",
    "assets/style.2222.css": b"new style",
    "years/2021/index.html": b"the folder",
    "findings": b"the file",
    "regions/tangshan/index.html": b"a name that changes only its case",
}


def put(
    site: Path,
    pages: Pages | list[tuple[str, bytes]],
    state: bytes = b"",
    meanwhile: Callable[[], object] = lambda: None,
) -> publish.Summary:
    with publish.stage(site) as stage:
        for path, data in pages if isinstance(pages, list) else pages.items():
            stage.write(path, data)
        meanwhile()
        stage.remove_missing()
        return stage.commit(state)


def shown(site: Path) -> Pages:
    """What a visitor can reach: everything but the folder that is ours."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and ".mingzhang" not in path.parts
    }


def times(site: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.lstat().st_mtime_ns, path.lstat().st_ctime_ns) for path in (site, *site.rglob("*"))}


def in_another_process(work: Callable[[], object]) -> int:
    """The exit status; minus the signal where one ended it."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        try:
            work()
            os._exit(0)
        finally:  # whatever was raised, this is not to go on as a second run of the tests
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
