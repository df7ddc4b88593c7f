"""What is plainly something else: pictures, archives, formats that nobody here reads.

A reader that only refuses, so that each gets its own words instead of "not text".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from generator.readers import container
from generator.readers.refusals import refuse

if TYPE_CHECKING:
    from generator.model import ReadError

FORMAT = "unreadable"
EXTENSIONS = ()

_PICTURES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n": "PNG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
}
_ARCHIVES = {
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b\x08": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\0": "xz",
    b"PK\x05\x06": "空的 zip",
}
_OTHERS = {
    "ofd": ("OFD", "PDF（带文字层）或 .docx"),
    "xlsb": ("二进制工作簿 xlsb", ".xlsx"),
    "pptx": ("演示文稿", ".docx"),
    "ppt": ("演示文稿", ".docx"),
    "epub": ("EPUB", ".docx"),
    "ole": ("这种旧式办公文档", ".docx"),
}


def recognises(data: bytes, name: str) -> bool:
    """By the first bytes alone."""
    return _refusal(data) is not None


def read(data: bytes, name: str) -> NoReturn:
    """Raises the refusal that fits."""
    raise _refusal(data) or refuse("READ-NOT-TEXT")


def _refusal(data: bytes) -> ReadError | None:
    for signature, picture in _PICTURES.items():
        if data.startswith(signature) and (signature != b"BM" or b"\0" in data[:64]):
            return refuse("READ-SCANNED", where=f"{picture} 图片")
    for signature, archive in _ARCHIVES.items():
        if data.startswith(signature):
            return refuse("READ-ARCHIVE", format=archive)
    match kind := container.kind(data):
        case "zip":
            return refuse("READ-ARCHIVE", format="zip")
        case "broken zip":
            return refuse("READ-DAMAGED", reason="压缩结构不完整，可能没有下载完")
        case "encrypted":
            return refuse("READ-ENCRYPTED")
    if kind in _OTHERS:
        name, instead = _OTHERS[kind]
        return refuse("READ-UNSUPPORTED", format=name, instead=instead)
    return None
