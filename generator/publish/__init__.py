"""Publishing: pages in, a site out that is wholly as it was before a step or wholly as after it, whatever happens.

    with publish.stage(site) as stage:
        stage.write("index.html", page)             # or stage.keep(path) where nothing can have changed
        stage.merge(records)                        # of worker processes, which wrote with stage.writer()
        stage.merge_bunch(data)                     # the same where there are many: writer.bunch(records)
        stage.ahead(unfinished)                     # what is there so far moves in, beside what was there
        ...
        stage.remove_missing()
        summary = stage.commit(state)

Everything new is written beside first (``writer``), in ``site/.mingzhang/``: inside the site, because the
site may be a mount of its own whose neighbour is another disk. A ``journal`` moves it in. A command that is
killed leaves either no journal, and the next command clears the stage away, or a journal, and the next
command completes it; ``recover`` does that for commands that only read. ``ahead`` is such a step of its own: it
removes nothing, so that what was there before still finds all that it names, and leaves a state that tells the
next build that the publication is not complete.

Only what differs is written, and only files that the ``manifest`` lists are ever overwritten or deleted:
``survey`` refuses a folder that holds others. Decided against: swapping the site's folder for a new one (it
may be a mount, or somebody's working directory, and its placeholder is in git) and writing the old tree
anew (deleting is the slowest part of it). Paths are strings in here: at twenty thousand files a second a
``Path`` costs as much as the system call it makes.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

from generator.model import BuildError
from generator.publish import journal, lock, manifest, paths, survey
from generator.publish.folder import FolderStage, look
from generator.publish.publication import Stage, Writer
from generator.publish.records import Record
from generator.publish.summary import Summary

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EROFS)

__all__ = ["Record", "Stage", "Summary", "Writer", "recover", "stage"]


@contextlib.contextmanager
def stage(site: Path | str, looking: Executor | None = None) -> Iterator[Stage]:
    """Open a publication. Left without ``commit``, or by an error, the site stays as it was, or as
    ``ahead`` made it.

    ``site`` is a folder, or the URL of a place on an object store (``s3://bucket/portal``). With ``looking``, another
    process of this machine looks at what is there while this one has other work: that the folder holds files of
    somebody else is then said when the first page is to be kept, or before the first is moved in.
    """
    if "://" in str(site):
        from generator.publish import remote

        with remote.stage(str(site)) as publication:
            yield publication
        return
    with _folder(Path(site).resolve(), looking) as publication:
        yield publication


@contextlib.contextmanager
def _folder(site: Path, looking: Executor | None) -> Iterator[Stage]:
    control = _control(site)
    try:
        with lock.hold(control / "lock", site) as held:
            journal.finish(site)
            there = looking if (control / "manifest").exists() else None
            begun = there.submit(look, str(site), str(control)) if there else None
            publication = FolderStage(site, manifest.load(control), held, begun)
            try:
                yield publication
            finally:
                publication.discard()
    except OSError as error:
        if error.errno in _FULL or str(site) in str(error.filename):
            raise BuildError(
                f"写不进站点文件夹：{error.strerror}", error.filename or str(site), "请查看磁盘空间和权限，再运行一次"
            ) from error
        raise


def recover(site: Path) -> bool:
    """Complete or undo what a killed command left behind. True where there was something to complete."""
    site = site.resolve()
    if not (site / paths.CONTROL).is_dir():
        return False
    with lock.hold(site / paths.CONTROL / "lock", site):
        return journal.finish(site)


def _control(site: Path) -> Path:
    control = site / paths.CONTROL
    if control.is_symlink() or (site.exists() and not site.is_dir()):
        raise BuildError("站点必须是一个文件夹", str(site), "请换一个输出文件夹")
    if site.is_dir() and not control.exists():
        survey.check(str(site), manifest.Manifest())  # before the first thing of ours is in it
    try:
        control.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(
            f"不能建立站点文件夹：{error.strerror}", str(site), "请查看权限，或换一个输出文件夹"
        ) from error
    return control
