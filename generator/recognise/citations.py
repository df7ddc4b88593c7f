"""Numbers of official documents cited in a text, their spellings folded into one.

``唐财建[2021]59号``, ``唐财建【2021】59号`` and ``唐财建2021【59】号`` are one document: 唐财建〔2021〕59号, in
the brackets that GB/T 9704-2012 asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_OPEN, _CLOSE = r"[\[［【（(〔]", r"[\]］】）)〕]"
_NUMBER = re.compile(
    rf"(?P<issuer>[一-鿿]{{2,16}}?)\s*(?:{_OPEN}\s*(?P<year>(?:19|20)\d\d)\s*{_CLOSE}\s*(?:第\s*)?(?P<serial>\d{{1,5}})"
    rf"|(?P<bare_year>(?:19|20)\d\d)\s*{_OPEN}\s*(?P<bare_serial>\d{{1,5}})\s*{_CLOSE})\s*号"
)
# Words that lead up to a number and are not part of it.
_LEAD = re.compile(r"^(?:依据|根据|按照|依照|参照|贯彻|落实|遵照|执行|按|据|和|与|及|以及|文件|年|的|关于)+")


@lru_cache(maxsize=1 << 12)
def cited_documents(text: str) -> tuple[str, ...]:
    """The folded numbers of all official documents that a text cites, in printed order, each once."""
    return tuple(dict.fromkeys(_found(text))) if "号" in text else ()


def _found(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        issuer = _LEAD.sub("", match["issuer"])
        if 2 <= len(issuer) <= 8:
            year = match["year"] or match["bare_year"]
            yield f"{issuer}〔{year}〕{match['serial'] or match['bare_serial']}号"
