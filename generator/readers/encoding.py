"""Bytes → text, in whatever encoding a Chinese office saves it.

UTF-8 (with or without BOM), UTF-16 (with BOM, or told by its NUL bytes), GB18030 (and with it GB2312
and GBK), Big5. What is none of these is refused: a wrong guess would publish wrong characters, and a
lenient decoder would hide that something is missing.
"""

from __future__ import annotations

import codecs
import re

from generator.readers.refusals import refuse

# Control characters that no text document holds; a file with them is something else.
_NOT_TEXT = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_NOT_TEXT_BYTES = bytes([*range(0x07), *range(0x0E, 0x1B), *range(0x1C, 0x20)])  # in every encoding a byte of them
_DOUBLE_BYTE = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")


def decode(data: bytes) -> str:
    """The text of ``data`` without its BOM, every kind of line end as ``\\n``.

    Raises ``READ-NOT-TEXT`` for binary data and ``READ-ENCODING`` with the place where a text stops
    being one.
    """
    text = _decode(data)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(data.translate(None, _NOT_TEXT_BYTES)) < len(data) and (found := _NOT_TEXT.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        raise refuse("READ-NOT-TEXT", line=line, col=found.start() - text.rfind("\n", 0, found.start()))
    return text


def _decode(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data[3:], "utf-8")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        broken = error
    if b"\0" in data[:4096]:
        return _utf_16_without_bom(data)
    if _mostly_utf_8(data, broken):
        raise _misplaced(data, broken, "UTF-8")
    if (encoding := _double_byte(data)) is None:
        raise refuse("READ-NOT-TEXT")
    return _strict(data, encoding)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _misplaced(data, error, encoding.upper()) from None


def _misplaced(data: bytes, error: UnicodeDecodeError, encoding: str) -> Exception:
    """Where a text stops being valid, in lines and characters."""
    codec = error.encoding if error.encoding != "utf-16" else encoding.lower()
    before = data[: error.start].decode(codec, "replace")
    line_start = before.rfind("\n") + 1
    return refuse(
        "READ-ENCODING",
        line=before.count("\n") + 1,
        col=len(before) - line_start + 1,
        excerpt=before[line_start:] + "\N{REPLACEMENT CHARACTER}",
        encoding=encoding,
    )


def _utf_16_without_bom(data: bytes) -> str:
    """Text in Chinese has line ends and digits: their high byte is NUL, and its side tells the order."""
    sample = data[:4096]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if min(odd, even) * 8 > max(odd, even) or max(odd, even) * 100 < len(sample) // 2:
        raise refuse("READ-NOT-TEXT")
    try:
        return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        raise refuse("READ-NOT-TEXT") from None


def _mostly_utf_8(data: bytes, error: UnicodeDecodeError) -> bool:
    """One bad byte in a UTF-8 text, not another encoding: nearly all that is not ASCII decodes."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    good = sum(1 for character in text if character >= "\x80") - bad
    return error.start > 0 and good > 20 * bad


def _double_byte(data: bytes) -> str | None:
    """GB18030 or Big5, or None where neither fits.

    A trail byte below A1 is rare in simplified text (only GBK's rarer characters have one) and is a third
    of all in Big5, which otherwise decodes as GB18030 without complaint, into nonsense.
    """
    pairs = _DOUBLE_BYTE.findall(data)
    low = sum(1 for pair in pairs if pair[1] < 0xA1)
    for encoding in ("cp950", "gb18030") if low * 8 > len(pairs) else ("gb18030", "cp950"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "gb18030" if len(pairs) * 4 > len(data) else None
