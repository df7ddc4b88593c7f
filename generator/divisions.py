"""Which division a code or the beginning of a unit's name stands for, by an offline GB/T 2260 table.

In: a six-digit code, or a unit's name as printed (``临西县运河园区管理委员会``). Out: names, the path
province → city → county, or a code. The table is read at first use and never needs the network.

A name that several divisions share (朝阳区 stands in 北京 and in 长春) decides nothing by itself: only a
province or city printed before it, or the portal's own region, does. Development zones (高新区) have no
code of their own in GB/T 2260, so nothing is guessed for them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

# Names that are ordinary words as well: 矿区管理局 may stand anywhere, though one 矿区 only has a code.
_ORDINARY_WORDS = frozenset({"城区", "郊区", "矿区", "东区", "西区", "新市区", "新区"})
# Rows that group others in the table and are nobody's name.
_GROUPINGS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
# Departments have published these documents since about 2010; an older name says nothing today.
_LAST_YEAR_THAT_COUNTS = 2010
_LEVEL_SUFFIXES = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "地区", "省", "市")


class _Table(NamedTuple):
    names: dict[str, str]
    codes: dict[str, tuple[str, ...]]  # current name → codes
    former: dict[str, tuple[str, ...]]  # name withdrawn not long ago → codes
    above: dict[str, tuple[str, ...]]  # 唐山市 and 唐山, 河北省 and 河北 → codes of provinces and cities
    longest: int


def name_of(code: str) -> str | None:
    """The name of a division code, withdrawn codes included; None for a code that never was."""
    return _table().names.get(code)


def is_grouping(code: str) -> bool:
    """Whether the code only groups others in the table (市辖区, 省直辖县级行政区划) and is nobody's name."""
    return _table().names.get(code) in _GROUPINGS


def path_of(code: str) -> tuple[tuple[str, str], ...]:
    """Province → city → county as (code, name), without the rows that only group others (市辖区)."""
    names = _table().names
    if code not in names:
        return ()
    steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return tuple((step, names[step]) for step in steps if step in names and names[step] not in _GROUPINGS)


def county_at_start_of(text: str, region_hint: str | None = None) -> str | None:
    """The code of the division whose name begins ``text``, or None where it is missing or ambiguous.

    The longest name wins; provinces and cities before it (河北省唐山市路北区) narrow it down, and
    ``region_hint``, a code of the portal's settings, decides between namesakes only. A province's or a city's own
    unit (唐山市财政局) gives the province or the city.
    """
    table = _table()
    return _below(text, "", region_hint, table)


def _below(text: str, prefix: str, region_hint: str | None, table: _Table) -> str | None:
    """The most precise division that begins ``text`` inside the division whose code begins with ``prefix``."""
    for length in range(min(table.longest, len(text)), 1, -1):
        name, rest = text[:length], text[length:]
        if upper := _only(table.above.get(name, ()), prefix, region_hint):
            if found := _below(rest, _significant(upper), region_hint, table):
                return found
            if name == table.names[upper]:
                return upper
        if not prefix and name in _ORDINARY_WORDS and region_hint is None:
            return None
        if _starts_another_word(name, rest):
            continue
        for codes in (table.codes, table.former):
            if name in codes:
                return _only(codes[name], prefix, region_hint)
    return None


def _only(codes: tuple[str, ...], prefix: str, region_hint: str | None) -> str | None:
    """The one code below ``prefix``; of several, the one that the portal's own region decides for."""
    codes = tuple(code for code in codes if code.startswith(prefix))
    if len(codes) > 1 and region_hint:
        for hint in (region_hint, region_hint[:4] + "00", region_hint[:2] + "0000"):
            near = tuple(code for code in codes if code.startswith(_significant(hint)))
            if near:
                codes = near
                break
    return codes[0] if len(codes) == 1 else None


def _starts_another_word(name: str, rest: str) -> bool:
    """新县 in 新县城建设: two characters that the next one makes into another word."""
    return len(name) == 2 and name.endswith("县") and rest.startswith("城") and not rest.startswith(("城关", "城乡"))


def _significant(code: str) -> str:
    """The digits that every division below ``code`` shares: 130000 → 13, 130200 → 1302."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


@cache
def _table() -> _Table:
    names: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    former: dict[str, list[str]] = {}
    above: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("divisions.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name, *withdrawn = line.split("\t")
        names[code] = name
        if name in _GROUPINGS:
            continue
        if withdrawn:
            if int(withdrawn[0]) >= _LAST_YEAR_THAT_COUNTS:
                former.setdefault(name, []).append(code)
        elif code.endswith("00"):
            for spelling in dict.fromkeys((name, _short(name))):
                above.setdefault(spelling, []).append(code)
        else:
            codes.setdefault(name, []).append(code)
    longest = max(map(len, names.values()))
    return _Table(names, _frozen(codes), _frozen(former), _frozen(above), longest)


def _short(name: str) -> str:
    """唐山市 → 唐山: a name before another is often printed without its level."""
    for suffix in _LEVEL_SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def _frozen(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(codes) for name, codes in lists.items()}
