"""What kind of container a file is, told from its bytes, and opening a zip without being flooded.

Office files are zips (docx, xlsx, ods) or OLE compound files (doc, xls, wps). Names lie; what a container
holds does not.
"""

from __future__ import annotations

import io
import zipfile

from generator.model import ReadError
from generator.readers.damage import damage_refused
from generator.readers.refusals import refuse

LIMIT = 400 * 1024 * 1024  # bytes unpacked; the largest real docx we know unpacks to 30 MB
_PARTS = (
    ("docx", "word/document.xml"),
    ("xlsx", "xl/workbook.xml"),
    ("xlsb", "xl/workbook.bin"),
    ("pptx", "ppt/presentation.xml"),
    ("ofd", "OFD.xml"),
)
_MIME = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/epub+zip": "epub",
}
_STREAMS = (
    ("encrypted", "EncryptedPackage"),
    ("doc", "WordDocument"),
    ("xls", "Workbook"),
    ("ppt", "PowerPoint Document"),
    ("xls", "Book"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_BINARY = b"\xec\xa5"  # begins the main stream of a .doc, at a sector's border
_WORD_ENCRYPTED = 0x01  # in the high byte of its flags


def kind(data: bytes) -> str:
    """What it is, ``""`` where it is none of these.

    A zip: ``docx xlsx xlsb ods odt ofd pptx epub zip`` or ``broken zip``; OLE: ``doc xls ppt encrypted ole``.
    """
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return next((kind for kind, name in _STREAMS if name.encode("utf-16-le") in data), "ole")
    return ""


def _zip_kind(data: bytes) -> str:
    try:
        with damage_refused(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if names and names[0] == "mimetype" and archive.getinfo("mimetype").file_size < 100:
                return _MIME.get(archive.read("mimetype").strip(), "zip")
    except ReadError:
        return "broken zip"
    for found, part in _PARTS:
        if any(name.replace("\\", "/").startswith(part) for name in names):
            return found
    return "zip"


def opened(data: bytes) -> zipfile.ZipFile:
    """The zip with every XML part proven whole and within the limit, whatever its directory claims.

    Raises ``READ-DAMAGED``, ``READ-ENCRYPTED`` or ``READ-TOO-LARGE``.
    """
    with damage_refused():
        archive = zipfile.ZipFile(io.BytesIO(data))
        total = 0
        for entry in archive.infolist():
            if entry.flag_bits & 1:
                raise refuse("READ-ENCRYPTED")
            if not entry.filename.lower().endswith((".xml", ".rels", ".bin")):
                continue  # pictures are never unpacked
            with archive.open(entry) as part:
                while piece := part.read(1 << 20):
                    if b"<!DOCTYPE" in piece[:4096]:  # no office writes one; with it a file could draw in others
                        raise refuse("READ-DAMAGED", reason="含有不允许的 XML 声明")
                    total += len(piece)
                    if total > LIMIT:
                        raise refuse("READ-TOO-LARGE", size=f"解压后 {total >> 20} MB", limit=f"{LIMIT >> 20} MB")
    return archive


def is_encrypted_doc(data: bytes) -> bool:
    """Whether a .doc asks for a password before it shows its text."""
    at = data.find(_WORD_BINARY, 512)
    while at >= 0:
        if at % 512 == 0:
            return bool(data[at + 0x0B] & _WORD_ENCRYPTED) if at + 0x0B < len(data) else False
        at = data.find(_WORD_BINARY, at + 1)
    return False
