"""Files → complaints, in any process: read, recognise, check, and find the places again in the file's own lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from .. import checks, messages
from ..digest import examine
from ..find import Found
from ..model import BuildError, Document, Finding, ReadError, Submission
from ..privacy import redacted
from ..readers.encoding import decode
from ..reading import unreadable
from ..recognise.vocabulary import Vocabulary, load
from .complaints import Complaint, of_findings, of_message
from .places import Places


class Wanted(Struct, frozen=True):
    """A file to look at, and the vocabularies of the portal that it belongs to."""

    found: Found
    vocabulary_files: tuple[str, ...] = ()


class Looked(Struct, frozen=True):
    """What was seen in one file. ``gathered`` is for questions across documents; None where it was not read."""

    path: str
    complaints: tuple[Complaint, ...]
    projects: int = 0
    number: int = 0
    gathered: dict[str, tuple[Any, ...]] | None = None


def look(files: Sequence[Wanted]) -> list[Looked]:
    """The worker's part."""
    return [_look(wanted) for wanted in files]


def look_across(wanted: Wanted, findings: Sequence[Finding]) -> tuple[Complaint, ...]:
    """Complaints about a file from findings that needed other files to be seen."""
    submission, places = _read(wanted)
    return tuple(of_findings(wanted.found.path, submission, findings, places))


def _look(wanted: Wanted) -> Looked:
    path = wanted.found.path
    try:
        submission, places = _read(wanted)
    except ReadError as error:
        return _unread(path, messages.of_read_error(path, error))
    except BuildError as error:
        return _unread(path, messages.of_build_error(error, "SIDECAR", path))
    except OSError as error:
        return _unread(path, unreadable(path, error))
    complaints = tuple(of_findings(path, submission, submission.findings, places))
    number = int(submission.source.sha256[:12], 16)
    return Looked(path, complaints, len(submission.projects), number, checks.gather(submission, number))


def _unread(path: str, message: messages.Message) -> Looked:
    return Looked(path, (of_message(message),))


def _read(wanted: Wanted) -> tuple[Submission, Places]:
    found = wanted.found
    data = Path(found.path).read_bytes()
    sidecar = Path(found.sidecar).read_bytes() if found.sidecar else None
    vocabulary = vocabulary_of(wanted.vocabulary_files)
    submission, document = examine(data, found.path, sidecar, found.sidecar or "", vocabulary)
    return submission, Places(document, _text(document, submission, data))


def _text(document: Document, submission: Submission, data: bytes) -> str | None:
    """The file's own text where its format has lines, without personal data: what is printed here is often public."""
    if document.source.format != "text":
        return None
    return redacted(data, document.source.path) if submission.masked else decode(data)


def vocabulary_of(files: tuple[str, ...]) -> Vocabulary:
    """The spellings that hold for a file: the packaged ones, and those of its portal."""
    return load(*map(Path, files))
