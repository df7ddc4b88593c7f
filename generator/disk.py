"""A disk that does not take what is written: why, in plain words; and a folder for what only a build needs."""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .model import BuildError

_WORDS = {
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", errno.ENOSPC): "磁盘配额已用完",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.ENOTDIR: "这里应当是文件夹，却不是",
    errno.EEXIST: "这里应当是文件夹，却不是",
    errno.EFBIG: "文件超过了系统允许的大小（ulimit -f）",
}
_ENOUGH = 1 << 16  # bytes: where not even these can be written, it is full


def why(error: OSError) -> str:
    """Why the system refused, in a few words."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder that goes at the end. BuildError where an error came of it being full.

    Libraries tell that in many ways (numpy: so many items were not written; SQLite: an error of its own), or in a way
    that does not name the place; so the place is asked.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="mingzhang-")
    except OSError as error:
        raise _unusable(tempfile.tempdir or "", why(error)) from error
    with folder as name:
        try:
            yield Path(name)
        except BuildError:
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EFBIG:
                raise BuildError(_WORDS[errno.EFBIG], error.filename or "", "放宽这个上限，再运行一次") from error
            if refused := _refused(Path(name)):
                raise _unusable(str(Path(name).parent), refused) from error
            raise


def _refused(folder: Path) -> str:
    """Why nothing more can be written there; "" where it can."""
    try:
        (folder / "full").write_bytes(bytes(_ENOUGH))
    except OSError as error:
        return why(error)
    return ""


def _unusable(where: str, reason: str) -> BuildError:
    return BuildError(f"临时文件夹写不进去：{reason}", where, "腾出空间，或用环境变量 TMPDIR 另指一个文件夹")
