"""Another unit's name, or a county where there is none, in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.passages import Passages
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "doubt"
TITLE = Words("文中是别的单位", "Another unit's name in the text")
RULE = Words(
    "文中自称的县、区、园区应是本单位所在的。", "The county, district or park a text calls its own is the unit's own."
)
CLEAN = Words("文中没有别的单位", "No other unit's name")
SOURCE = sources.SAME_DOCUMENT
INNOCENT = Words("单位改过名，或者园区有两个名字。", "The unit was renamed, or the park has two names.")
_KINDS = (
    *("化工", "物流", "纺织", "食品", "医药", "电子", "临港", "冶金", "建材", "轴承"),
    *("装备制造", "循环经济", "农业", "运河", "钢铁"),
)
_OWN = re.compile(r"[本我](县|区)(?!域|间)")
_WORDS = ("本县", "我县", "本区", "我区")


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a text names a park, or calls a county or district its own."""
    return _names_its_own(joined) or ("园区" in about.names and any(_parks(joined)))


def check_texts(passages: Passages, about: SubmissionFacts) -> Iterator[Remark]:
    """本县 in a district or zone, 我区 in a county, and the name of a park that is not this one."""
    joined = passages.joined
    if "园区" in about.names and "园区" in joined:
        for park in _parks(joined):
            if park not in about.names:
                yield from _cite(passages, park, "本文件的单位不是这个园区")
                break
    for word in _WORDS:
        if word in joined and _OWN.search(joined) and _contradicts(word[1], about):
            yield from _cite(passages, word, "本文件的单位不在" + ("县里" if word[1] == "县" else "区里"))


def _names_its_own(joined: str) -> bool:
    return any(word in joined for word in _WORDS) and _OWN.search(joined) is not None


def _parks(joined: str) -> Iterator[str]:
    """The parks that a text names: 园区 is looked for, and what stands before it."""
    at = joined.find("园区")
    while at >= 0:
        yield from (f"{kind}园区" for kind in _KINDS if joined.endswith(kind, 0, at))
        at = joined.find("园区", at + 2)


def _contradicts(level: str, about: SubmissionFacts) -> bool:
    """Whether a unit of this region and name cannot call itself so. A county-level city counts as neither."""
    region = about.submission.region.name or ""
    zone = re.search(r"(?:高新|开发|新|园|港|示范)区", about.names + about.title)
    if level == "县":
        return region.endswith("区") or (not region.endswith(("县", "旗")) and zone is not None)
    return region.endswith("县") and zone is None and "区" not in about.names


def _cite(passages: Passages, word: str, why: str) -> Iterator[Remark]:
    places = tuple(place for place in passages if word in place.printed)
    if places:
        yield Remark(places, {"word": word}, f"文中写「{word}」，{why}。", f"「{word}」 is not this document's own.")
