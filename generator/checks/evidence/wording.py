"""Comparing texts: what is left of them without dates and set phrases, and the pairs of characters they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import add

_YEARS = re.compile(r"(?:19|20)\d\d年度?")
_OPENING = re.compile(r"(?:主要用于|用于|完成|保障|确保|做好|按时|及时)+")
_CLOSING = ("所用", "经费", "支出", "工作")
_EMPTY = re.compile(r"[等的，。、；：（）()【】〔〕《》“”　\-—_.,;: ]|工作")
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")
_COMMON = frozenset(
    [
        "情况",
        "工作",
        "项目",
        "完成",
        "数量",
        "质量",
        "比例",
        "比率",
        "程度",
        "以上",
        "以下",
        "达到",
        "确保",
        "保障",
        "保证",
        "全年",
        "本年",
        "年度",
        "进行",
        "实现",
        "提高",
        "提升",
        "要求",
        "要达",
        "率达",
        "度达",
        "指标",
        "目标",
        "任务",
        "服务",
        "管理",
        "发展",
        "建设",
        "企业",
        "园区",
        "资金",
        "人员",
        "单位",
        "部门",
        "满意",
        "意度",
        "相关",
        "开展",
        "不少",
        "少于",
        "于等",
        "大于",
        "小于",
        "等于",
    ]
)


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """A text without years, opening verbs, punctuation and words that add nothing."""
    if "年" in text:
        text = _YEARS.sub("", text)
    opening = _OPENING.match(text)
    if opening and opening.end() < len(text):
        text = text[opening.end() :]
    while text.endswith(_CLOSING):
        text = text[:-2]
    return _EMPTY.sub("", text)


@lru_cache(maxsize=8192)
def pairs(text: str) -> frozenset[str]:
    """Overlapping pairs of Chinese characters; punctuation and figures part them."""
    found: list[str] = []
    for run in _NOT_HAN.split(text):
        found += [run[i : i + 2] for i in range(len(run) - 1)]
    return frozenset(found)


def telling_pairs(text: str) -> frozenset[str]:
    """Pairs without those that stand in every disclosure."""
    return pairs(text) - _COMMON


def that_say_the_same(text: str, others: Iterable[str]) -> Iterator[int]:
    """Which of the other texts add next to nothing: 85 % of the shorter one's pairs stand in the longer one.

    Characters are compared first: most texts differ in half of them, and that is all there is to see.
    """
    letters = letters_of(text)
    for index, other in enumerate(others):
        if len(letters.intersection(other)) * 2 < min(len(letters), len(other)):
            continue
        first, second = bare(text), bare(other)
        if first == second:
            if len(first) > 1:
                yield index
        elif len(first) > 3 and len(second) > 3 and (first in second or second in first or _alike(first, second)):
            yield index


def _alike(first: str, second: str) -> bool:
    own, theirs = all_pairs(first), all_pairs(second)
    return len(own & theirs) * 100 >= min(len(own), len(theirs)) * 85


@lru_cache(maxsize=64)
def letters_of(text: str) -> frozenset[str]:
    """The characters of a text. Several checks ask for a purpose's."""
    return frozenset(text)


@lru_cache(maxsize=64)
def all_pairs(text: str) -> frozenset[str]:
    """Every two neighbouring characters, whatever they are."""
    return frozenset(map(add, text, text[1:]))


def clause_around(text: str, start: int, end: int) -> str:
    """The clause of ``text`` in which the span stands."""
    left = max(text.rfind(mark, 0, start) for mark in "，。；;、\n：") + 1
    right = min((at for mark in "，。；;、\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[left:right]
