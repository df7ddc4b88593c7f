"""What a file says, in short: a paragraph as its text, a row as the list of its cells' texts."""

from __future__ import annotations

import io
import zipfile

from generator.model import Paragraph, ReadError
from generator.readers import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saying(data: bytes | str, name: str = "文件") -> list[object]:
    found = read(data.encode() if isinstance(data, str) else data, name).blocks
    return [b.text if isinstance(b, Paragraph) else [c.text for c in b.cells] for b in found]


def refused(data: bytes | str, name: str = "文件") -> ReadError:
    try:
        read(data.encode() if isinstance(data, str) else data, name)
    except ReadError as error:
        return error
    raise AssertionError("it was read")


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body; further parts by name, such as ``numbering``."""
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, **{f"word/{name}.xml": text for name, text in parts.items()}})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
