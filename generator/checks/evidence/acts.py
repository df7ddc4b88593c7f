"""What money is spent on, as families of words: buying, storing, training … and where a text speaks of them."""

from __future__ import annotations

import re
from functools import lru_cache

FAMILIES = {
    "购买": "购买|采购|购置",
    "储存": "储存|储备|晾晒|储粮",
    "维护": "维护|维修|维保|养护|修缮|检修|报修|修复",
    "建设": "项目建设|新建|安装",
    "改造": "改造|升级|改建|装修",
    "运转": "运转|运行|运营",
    "租赁": "租赁|租用|租金|房租|租车",
    "培训": "培训|训练|组训",
    "宣传": "宣传|宣教|推介",
    "宣传品": "广告|LED|大屏|短片|彩页|专栏|专版",
    "招商": "招商|签约|洽谈|客商|投资者|集聚",
    "安保": "保安|安保|巡逻|门岗",
    "保洁": "保洁|环卫|清扫|清洁",
    "供暖": "供暖|取暖|采暖",
    "慰问": "慰问|走访|问候",
    "差旅": "差旅|出差",
    "科研": "科研|课题",
    "监测": "监测|检测",
    "编制": "编制|修编",
    "补贴": "补贴|补助|奖励|扶助",
    "劳务": "劳务",
    "订阅": "订阅",
}
_FAMILY = {word: family for family, words in FAMILIES.items() for word in words.split("|")}
# A flat alternation of literals: the engine skips to their first characters, which groups would keep it from.
_WORD = re.compile("|".join(_FAMILY))


@lru_cache(maxsize=8192)
def acts(text: str) -> frozenset[str]:
    """The families a text speaks of."""
    return frozenset([_FAMILY[word] for word in _WORD.findall(text)])


def printed(text: str, families: frozenset[str] | set[str]) -> list[str]:
    """The words of a text that speak of these families, as they stand there, each once."""
    return list(dict.fromkeys(word for word in _WORD.findall(text) if _FAMILY[word] in families))
