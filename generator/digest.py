"""One file → its digest: blocks, facts and findings, as bytes that the store keeps and any process reads.

Pure in the file's bytes, its sidecar's bytes and the code and vocabulary that read them.
"""

from __future__ import annotations

import msgspec

from . import checks
from .catalogue import Head, head_of
from .model import Document, Sidecar, Submission
from .readers import read
from .recognise import recognise
from .recognise.vocabulary import Vocabulary
from .settings import convert

_HEAD = msgspec.msgpack.Decoder(Head)
_SUBMISSION = msgspec.msgpack.Decoder(Submission)
_DOCUMENT = msgspec.msgpack.Decoder(Document)
_PARTS = msgspec.msgpack.Decoder(tuple[msgspec.Raw, msgspec.Raw])
_encode = msgspec.msgpack.Encoder().encode


def make(
    data: bytes, path: str, sidecar: bytes | None, sidecar_path: str, vocabulary: Vocabulary
) -> tuple[bytes, bytes]:
    """Read, recognise and check one file → its light facts and its body. Raises ReadError or BuildError."""
    added = convert(sidecar.decode("utf-8-sig"), Sidecar, sidecar_path) if sidecar else Sidecar()
    document = read(data, path)
    submission = recognise(document, added, vocabulary)
    submission = msgspec.structs.replace(submission, findings=checks.run(submission))
    return _encode(head_of(submission)), _encode((submission, document))


def decode_head(head: bytes) -> Head:
    """The light facts."""
    return _HEAD.decode(head)


def decode_body(body: bytes) -> tuple[Submission, Document]:
    """The full facts, and the blocks they stand on."""
    submission, document = _PARTS.decode(body)
    return _SUBMISSION.decode(submission), _DOCUMENT.decode(document)
