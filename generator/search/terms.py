"""What a text is cut into: the same terms here and in ``templates/static/search/terms.js``.

A run of Chinese characters becomes its overlapping pairs and its last character (绩效目标 → 绩效 效目 目标 标);
a run of letters and digits stays whole (``13020822p00874710001b``). So every character of a run begins a term,
and a single character is found as the beginning of terms. Texts are folded first: compatibility forms (full
width, circled numbers), capitals, traditional characters, blanks beside Chinese characters. Both sides are
held together by ``tests/search/vectors.json``. Word segmenters were decided against: they lose names and parts of
words.

The classes are ranges of code points, written here and shipped to the browser, so that neither side depends on the
version of Unicode that the other knows.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

# Scripts written without blanks between words: Han (〇, 々 and the planes above the first too), kana, bopomofo,
# hangul.
RUN_RANGES = (
    (0x3005, 0x3007), (0x3021, 0x3029), (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF),
    (0x3105, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
# Letters and digits, broadly: a stray sign of a rare script in here does no harm, a letter left out would be lost.
WORD_RANGES = (
    (0x30, 0x39), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x1FFF), (0x2C00, 0x2DFF), (0xA640, 0xABFF),
    (0x10000, 0x1CFFF),
)  # fmt: skip
BLANKS = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
INVISIBLE = "\xad\u200b-\u200f\u2060\ufeff"
# Signs that documents use for one another: brackets of document numbers, quotation marks, dashes.
ALIKE = {"(": "[【〔〖{", ")": "]】〕〗}", '"': "“”„‟「」『』〝〞", "'": "‘’‛`", "-": "‐‑‒–—―−"}
LONGEST_WORD = 64  # code points; a longer word is found by its first 64


def _class(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_RUN = _class(RUN_RANGES)
_TOKEN = re.compile(f"[{_RUN}]+|[{_class(WORD_RANGES)}]+")
_IS_RUN = re.compile(f"[{_RUN}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BLANK = re.compile(f"[{BLANKS}]+")
_LOOSE_BLANK = re.compile(f"(?<=[{_RUN}]) | (?=[{_RUN}])|^ | $")


@cache
def folding() -> dict[int, str]:
    """Code point → what it is folded to: traditional to simplified, signs to one of their kind, both small sigmas to
    one."""
    alike = {ord(sign): one for one, signs in ALIKE.items() for sign in signs}
    return simplified() | alike | {ord("ς"): "σ"}


@cache
def simplified() -> dict[int, str]:
    """Traditional character → simplified one, by code point."""
    lines = (Path(__file__).with_name("folding.txt")).read_text(encoding="utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return {ord(pairs[i]): pairs[i + 1] for i in range(0, len(pairs), 2)}


def fold(text: str) -> str:
    """Fold a text to the form in which it is indexed and compared: blanks beside Chinese characters vanish."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower().translate(folding())
    return _LOOSE_BLANK.sub("", _BLANK.sub(" ", text))


def is_run(char: str) -> bool:
    """Whether a character belongs to a script written without blanks, and so is cut into pairs."""
    return _IS_RUN.match(char) is not None


def terms(text: str) -> list[str]:
    """Cut a text into its terms, in reading order, repeats included."""
    found: list[str] = []
    for token in _TOKEN.findall(fold(text)):
        if is_run(token[0]):
            found.extend(a + b for a, b in pairwise(token))
            found.append(token[-1])
        else:
            found.append(token[:LONGEST_WORD])
    return found
