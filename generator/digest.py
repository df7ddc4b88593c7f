"""One file → its digest: facts, findings and the view of its source, as bytes for the store and any process.

Pure in the file's bytes, its sidecar's bytes and the code and vocabulary that read them.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from . import checks
from .catalogue import Head, head_of
from .model import Document, Submission
from .pages.sources import SourceView, view_of
from .privacy import mask
from .readers import read
from .recognise import recognise
from .recognise.vocabulary import Vocabulary
from .sidecars import read_sidecar

_HEAD = msgspec.msgpack.Decoder(tuple[Head, msgspec.Raw, msgspec.Raw])
_GATHERED = msgspec.msgpack.Decoder(tuple[msgspec.Raw, msgspec.Raw, int])
_encode = msgspec.msgpack.Encoder().encode


class Asked(Struct, frozen=True, gc=False):
    """What the checks found fine, and their statistics."""

    clean: tuple[checks.Clean, ...]
    patterns: tuple[checks.Pattern, ...]


_BODY = msgspec.msgpack.Decoder(tuple[Submission, SourceView, Asked])


def make(
    data: bytes, path: str, sidecar: bytes | None, sidecar_path: str, vocabulary: Vocabulary
) -> tuple[bytes, bytes]:
    """Read, recognise and check one file → its light facts and its body. Raises ReadError or BuildError."""
    submission, document, answers = _examined(data, path, sidecar, sidecar_path, vocabulary)
    asked = Asked(answers.clean, answers.patterns)
    number = int(submission.source.sha256[:12], 16)
    head = head_of(submission)
    identities = [(project.base_id, project.facts) for project in head.projects]
    light = (head, checks.gather(_shown(submission), number, identities), number)
    return _encode(light), _encode((submission, view_of(document, submission), asked))


def examine(
    data: bytes, path: str, sidecar: bytes | None, sidecar_path: str, vocabulary: Vocabulary
) -> tuple[Submission, Document]:
    """One file's facts with their findings, and the blocks they stand on, without personal data.

    Raises ReadError or BuildError.
    """
    submission, document, _ = _examined(data, path, sidecar, sidecar_path, vocabulary)
    return submission, document


def _examined(
    data: bytes, path: str, sidecar: bytes | None, sidecar_path: str, vocabulary: Vocabulary
) -> tuple[Submission, Document, checks.Answers]:
    added = read_sidecar(sidecar, sidecar_path)
    document, masked = mask(read(data, path), data)
    submission = recognise(document, added, vocabulary)
    if masked:
        submission = msgspec.structs.replace(submission, masked=masked)
    answers = checks.ask(_shown(submission))
    found = () if added.withdrawn else answers.findings
    return msgspec.structs.replace(submission, findings=found), document, answers


def _shown(submission: Submission) -> Submission:
    """What may be asked about: nothing of a document that was withdrawn, because nothing of it is to be shown."""
    if submission.sidecar.withdrawn:
        return msgspec.structs.replace(submission, sections=(), projects=(), fragments=())
    return submission


class Light(Struct, frozen=True, gc=False, array_like=True):
    """What the catalogue needs of a submission: its head, and what questions across documents ask of it.

    ``number`` tells the document to those questions.
    """

    head: Head
    gathered: msgspec.Raw
    number: int


_LIGHT = msgspec.msgpack.Decoder(Light)


def decode_light(light: bytes) -> Light:
    """The light facts."""
    return _LIGHT.decode(light)


def decode_head(light: bytes) -> Head:
    """Of the light facts those that the catalogue keeps."""
    return _HEAD.decode(light)[0]


def decode_gathered(light: bytes) -> tuple[int, checks.Gathered]:
    """The document's number, and what questions across documents ask of it."""
    _, gathered, number = _GATHERED.decode(light)
    return number, checks.unpack_gathered(gathered)


def decode_body(body: bytes) -> tuple[Submission, SourceView, Asked]:
    """The full facts, the view of the blocks they stand on, and what the checks found fine."""
    return _BODY.decode(body)
