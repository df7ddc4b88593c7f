"""A unit that cannot measure what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Project
from .evidence import sources
from .evidence.facts import ProjectFacts, SubmissionFacts
from .evidence.remark import Remark, Words, at, named, valued

HEADING = "form"
SEVERITY = "doubt"
OF = ("indicators",)
TITLE = Words("单位用错", "A unit that does not fit")
RULE = Words(
    "面积用平方米，气量用立方米，带宽用兆比特每秒，单位应与所量的东西相配。",
    "Area is 平方米, gas 立方米, bandwidth Mbit/s: a unit fits what it measures.",
)
CLEAN = Words("单位与所量的东西相配", "Units fit what they measure")
SOURCE = sources.WRITING
INNOCENT = Words("口语里的简称。", "A colloquial short form.")
# What a name measures → the units that cannot measure it.
_WRONG = (
    ("带宽", frozenset(("MB", "GB", "M字节")), "Mbps"),
    ("面积", frozenset(("平方", "米", "立方米", "个", "%")), "平方米"),
    ("温度", frozenset(("%", "个", "瓦")), "摄氏度"),
    ("里程", frozenset(("平方米", "个")), "公里"),
)
_NAMED = re.compile("带宽|面积|温度|里程|气单价|气价").search
_IN_TEXT = re.compile(r"((?:天然气|燃气|用气)单?价)\D{0,4}\d+(?:\.\d+)?\s*元/(㎡|平方米|度)")


def screen(joined: str, about: SubmissionFacts) -> bool:
    """Whether a document names one of these measures."""
    return any(word in joined for word in ("带宽", "面积", "温度", "里程", "气单价", "气价"))


def check_project(project: Project, facts: ProjectFacts) -> Iterator[Remark]:
    """Targets by the indicator's name, prices in the purpose."""
    if not _NAMED(facts.passages.joined):
        return
    for one in facts.indicators:
        target = one.target
        if target is None or target.unit is None:
            continue
        for word, wrong, right in _WRONG:
            if word in one.name and target.unit in wrong:
                if target.unit == "%" and "率" in one.name:
                    continue
                yield Remark(
                    (valued(one.indicator), named(one.indicator)),
                    {"unit": target.unit, "expected": right},
                    f"「{one.name}」用「{target.unit}」计，应是{right}。",
                    f"{target.unit} does not measure this; {right} would.",
                )
    match = _IN_TEXT.search(facts.purpose)
    if match and project.purpose:
        yield Remark(
            (at(project.purpose),),
            {"unit": match[2], "expected": "立方米"},
            f"{match[1]}写成每{match[2]}多少元，气量应以立方米计。",
            "A price of gas per square metre; gas is measured in cubic metres.",
        )
