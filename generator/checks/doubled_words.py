"""Words printed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.passages import Passages
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "note"
TITLE = Words("字词重复", "Doubled words")
RULE = Words("同一个词不应连写两遍。", "A word is not printed twice in a row.")
CLEAN = Words("没有重复的字词", "No doubled words")
SOURCE = sources.WRITING
INNOCENT = Words("有的词本来就叠用。", "Some words are doubled by nature.")
_PAIR = re.compile(r"([\u4e00-\u9fff]{2,6})\1")
_HAN = re.compile(r"[\u4e00-\u9fff]+").fullmatch
_SINGLE = re.compile(r"(?<![现存正所内外实])在在(?!于)|(?<![安健齐])全全(?!面|覆)")
_VERB_TWICE = re.compile(
    "|".join(rf"{verb}[^，。；、：\s]{{1,3}}{verb}" for verb in ("完成", "确保", "实现", "加强", "提高"))
)
_BY_NATURE = frozenset(("研究", "讨论", "商量", "考虑", "许多", "千千", "方方"))


def _may_have_pairs(text: str) -> bool:
    """Whether some two characters stand twice in a row: the text against itself, moved by two, in one integer."""
    raw = text.encode("utf-16-le", "surrogatepass")
    number = int.from_bytes(raw, "little")
    return (number ^ (number >> 32)).to_bytes(len(raw), "little").find(b"\0\0\0\0") >= 0


def _has_pairs(text: str) -> bool:
    """Whether two to six Chinese characters stand twice in a row: the same for each length, and where it is so."""
    raw = text.encode("utf-16-le", "surrogatepass")
    number = int.from_bytes(raw, "little")
    for length in range(2, 7):
        apart = (number ^ (number >> (16 * length))).to_bytes(len(raw), "little")[: -2 * length]
        at = apart.find(bytes(2 * length))
        while at >= 0:
            if at % 2 == 0 and _HAN(raw[at : at + 2 * length].decode("utf-16-le", "replace")):
                return True
            at = apart.find(bytes(2 * length), at + 1)
    return False


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a text may have any."""
    return _may_have_pairs(joined) or "在在" in joined or "全全" in joined or _VERB_TWICE.search(joined) is not None


def check_texts(passages: Passages, about: SubmissionFacts) -> Iterator[Remark]:
    """Pairs and longer words by themselves, single characters only where they never belong twice."""
    joined = passages.joined
    found = {match[0] for match in _SINGLE.finditer(joined)} if "在在" in joined or "全全" in joined else set()
    if _has_pairs(joined):  # the expression tries six lengths at each character
        found |= {match[0] for match in _PAIR.finditer(joined) if match[1] not in _BY_NATURE}
    found |= {match[0] for match in _VERB_TWICE.finditer(joined if passages.part_one else passages.goals)}
    for word in sorted(found):
        places = tuple(place for place in passages if word in place.printed)
        if places:
            yield Remark(
                places,
                {"word": word, "count": str(len(places))},
                f"「{word}」重复" + (f"，共{len(places)}处。" if len(places) > 1 else "。"),
                f"「{word}」 is doubled" + (f", in {len(places)} places." if len(places) > 1 else "."),
            )
