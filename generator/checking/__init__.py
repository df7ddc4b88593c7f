"""``mingzhang check``: what is wrong with files, said like a compiler, without building anything.

Files or folders in, :class:`~.complaints.Complaint` out: findings of all checks, those across the given documents
included, and what could not be read. A portal's own vocabulary holds for the files below it. Each format of the
output is a module of ``formats/``: the folder is the registry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from .. import checks
from ..executors import choose, map_chunks
from ..find import BYTES_OF_A_PROJECT, NO_FILE, Found, find_in, is_left_alone
from ..messages import Message
from ..model import Finding
from ..places import place_of
from .complaints import Complaint, at_least, of_message
from .looking import Looked, Wanted, look, look_across, vocabulary_of

_AT_ONCE = 16  # files a worker looks at between two answers
_NOTHING = "看看路径写得对不对；不写路径时，核对的是当前文件夹里的 content/submissions"


class Checked(Struct, frozen=True):
    """What was looked at, and all that is to be said of it, file by file and in each file from top to bottom."""

    complaints: tuple[Complaint, ...]
    files: int
    projects: int
    without_projects: tuple[str, ...]  # files that were read and hold no project table: no error

    @property
    def unread(self) -> bool:
        return any(complaint.unread for complaint in self.complaints)

    def count(self, severity: str) -> int:
        return sum(1 for one in self.complaints if one.severity == severity and not one.unread)

    def fails(self, limit: str) -> bool:
        """Whether a finding is as bad as ``limit`` (error, doubt, note) or worse; ``never`` is never reached."""
        return any(at_least(one.severity, limit) for one in self.complaints if not one.unread)


def check(paths: Sequence[Path], jobs: int | None = None) -> Checked:
    """Look at files and folders; a folder with ``submissions/`` in it stands for that.

    BuildError where a portal's vocabulary cannot be used.
    """
    wanted, problems = collect(paths)
    for files in sorted({one.vocabulary_files for one in wanted}):
        vocabulary_of(files)  # what is wrong with it is no fault of the files'
    executor, _ = choose(jobs, None, sum(_size(one.found.path) for one in wanted) // BYTES_OF_A_PROJECT)
    with executor:
        looked = [one for some in map_chunks(executor, look, wanted, chunk=_AT_ONCE) for one in some]
    across = _across(looked)
    complaints = [of_message(message) for message in problems]
    for one, file in zip(looked, wanted, strict=True):
        complaints += one.complaints
        if one.path in across:
            complaints += look_across(file, across[one.path])
    without = tuple(one.path for one in looked if one.gathered is not None and not one.projects)
    return Checked(tuple(complaints), len(looked), sum(one.projects for one in looked), without)


def _across(looked: Sequence[Looked]) -> dict[str, list[Finding]]:
    """Findings that need several documents to be seen, by the path of the one that they are about."""
    read = [one for one in looked if one.gathered is not None]
    paths = {one.number: one.path for one in read}
    found: dict[str, list[Finding]] = {}
    for number, finding in checks.across([one.gathered or {} for one in read]):
        found.setdefault(paths[number], []).append(finding)
    return found


def collect(paths: Sequence[Path]) -> tuple[list[Wanted], list[Message]]:
    """The submissions that paths stand for, each once, and what is wrong with the paths themselves."""
    wanted: dict[str, Wanted] = {}
    problems: list[Message] = []
    for path in paths:
        if path.is_dir():
            inside = path / "submissions"
            folder = inside if inside.is_dir() else path
            found, wrong = find_in(place_of(folder), "" if folder == Path() else f"{folder.as_posix()}/")
            problems += wrong
        else:
            found = list(_found(path, problems))
        for one in found:
            wanted.setdefault(one.path, Wanted(one, _vocabularies(Path(one.path))))
    return list(wanted.values()), problems


def _found(path: Path, problems: list[Message]) -> Iterator[Found]:
    """One path that was named: a submission, or a sidecar, which stands for the files beside it."""
    if path.exists() and not path.is_file():
        problems.append(Message(path.as_posix(), "1:1", "READ-FAILED", *NO_FILE))
    elif not path.exists():
        problems.append(Message(path.as_posix(), "1:1", "FIND-NOTHING", "没有这个文件或文件夹", _NOTHING))
    elif is_left_alone(path.name):
        return
    elif path.suffix == ".toml":
        beside = [file for file in sorted(path.parent.glob(f"{_literal(path.stem)}.*")) if file.suffix != ".toml"]
        if not beside:
            hint = "附注文件要和它说明的文件同名，只是后缀换成 .toml"
            problems.append(Message(path.as_posix(), "1:1", "FIND-SIDECAR", "这个附注文件旁边没有它说明的文件", hint))
        for file in beside:
            yield Found(file.as_posix(), path.as_posix())
    else:
        sidecar = path.with_name(path.name.rpartition(".")[0] + ".toml") if "." in path.name else None
        yield Found(path.as_posix(), sidecar.as_posix() if sidecar and sidecar.is_file() else None)


def _literal(stem: str) -> str:
    """A name for ``glob`` in which nothing is a pattern."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in stem)


def _vocabularies(path: Path) -> tuple[str, ...]:
    """The vocabulary of the portal that a file stands in: beside the ``submissions`` folder above it."""
    for folder in path.parents:
        if folder.name == "submissions":
            words = folder.parent / "vocabulary.toml"
            return (str(words),) if words.is_file() else ()
    return ()


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
