"""Printed text → text without debris: line breaks, Word's leftovers, list numbers, outer blanks."""

from __future__ import annotations

import re

from .vocabulary import Vocabulary

_BREAK = re.compile(r"[ \t　]*[\r\n]+[ \t　]*")
_LATIN = re.compile(r"[0-9A-Za-z]")
# 1. 1、 １． （一） (一） （2） 一、 ① — a dot counts only when no digit follows it, unless a year (1.2021年)
NUMBER = re.compile(
    r"\s*(?:[（(]\s*(?P<bracketed>[一二三四五六七八九十百]+|\d{1,2})\s*[)）]"
    r"|(?P<digits>\d{1,3})\s*(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d))"
    r"|(?P<han>[一二三四五六七八九十百]+)、"
    r"|(?P<circled>[①-⑳]))\s*"
)
_NEXT_GOAL = re.compile(
    r"(?:(?<=[\n。；;，,])|(?<=\s))\s*(?:(?P<dot>\d{1,2})(?:[、．]|\.(?!\d))|[（(](?P<bracket>\d{1,2})[)）])\s*"
)
_NAMED_GOAL = re.compile(r"目标\s*(\d{1,2})\s*[:：、.．]\s*")
_HAN_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}


def clean(text: str, vocabulary: Vocabulary) -> str:
    """A paragraph or cell without Word's debris, line breaks and outer blanks; nothing else changed."""
    if "[bookmark" in text or "\\" in text or "PAGEREF" in text:
        text = vocabulary.without_debris(text)
    text = text.strip()
    return _BREAK.sub(_joint, text) if "\n" in text else text


def _joint(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1], match.string[match.end()]
    return " " if _LATIN.match(before) and _LATIN.match(after) else ""


def split_number(text: str) -> tuple[str, str]:
    """The list number at the front (``（一）``, ``1.``; "" where there is none) and the rest."""
    match = NUMBER.match(text)
    return (match[0].strip(), text[match.end() :]) if match else ("", text)


def number_value(printed: str) -> int | None:
    """The number a list number stands for: ``（十一）`` → 11, ``2.`` → 2."""
    match = NUMBER.fullmatch(printed)
    if not match:
        return None
    if match["circled"]:
        return ord(match["circled"]) - ord("①") + 1
    digits = match["digits"] or match["bracketed"] or match["han"]
    if digits.isdecimal():
        return int(digits)
    tens, _, ones = digits.rpartition("十")
    if "十" not in digits:
        return _HAN_DIGITS.get(digits)
    return (_HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + (_HAN_DIGITS.get(ones, 0) if ones else 0)


def split_goals(text: str) -> list[str]:
    """Goals numbered 1. 2. 3. (or 1、 or （1） or 目标1：) in one cell, split where the next number in turn stands."""
    named = list(_NAMED_GOAL.finditer(text)) if text.startswith("目标") else ()
    if named and named[0].start() == 0 and [int(match[1]) for match in named] == list(range(1, len(named) + 1)):
        ends = [match.start() for match in named[1:]] + [len(text)]
        return [text[match.end() : end] for match, end in zip(named, ends, strict=True)]
    first = NUMBER.match(text)
    if not first or number_value(first[0].strip()) != 1:
        return [text]
    bracketed = bool(first["bracketed"])
    parts, start, wanted = [], first.end(), 2
    for match in _NEXT_GOAL.finditer(text, first.end()):
        found = match["bracket"] if bracketed else match["dot"]
        if found and int(found) == wanted:
            parts.append(text[start : match.start()])
            start, wanted = match.end(), wanted + 1
    return [*parts, text[start:]]
