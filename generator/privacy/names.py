"""Names of persons where a personal number stands beside them: 联系人：张三, or a cell of a list that is just a name.

A name alone is no secret (departments print who is responsible); with a private number it points at one person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "\u4e00-\u9fff"
# The two hundred surnames of some nine tenths of all people, and the usual double ones.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温"
    "芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查"
    "屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边闫褚"
)
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "慕容", "司徒", "令狐", "夏侯", "端木")
# What begins like a name and is none: places, offices, goods.
_NO_NAME = re.compile(
    r"[区县市局处科室组办委院校站所部队厅乡镇村街路厂店行会库园场馆桥项金费款率额]$|公司|中心|单位|部门|工作|负责"
)
_LABEL = re.compile(
    r"(?:联系人|经办人|填报人|填表人|制表人|报送人|申报人|联络人|联络员|咨询人|审核人|受理人|负责人|法定代表人|户主|姓名|收款人)"
    r"(?:及(?:联系)?电话|姓名|、?电话)?[:： 　(（]*"
    rf"([{_HAN}](?:[ 　]?[{_HAN}]){{1,3}}?)"
    rf"(?=[^{_HAN}]|联系|电话|手机|座机|办公|身份证|$)"
)
_BEFORE_NUMBER = re.compile(
    rf"(?:^|[^{_HAN}])([{_HAN}]{{2,4}})(?:同志|主任|科长|局长|处长|书记|先生|女士|老师)?[:： 　(（、,，\t]*"
    r"(?:(?:公民)?身份证(?:号码?)?|手机号?码?|联系电话|联系方式|电话)?[:： 　(（\t]*$"
)
_LABEL_CELL = re.compile(r"(?:联系人|经办人|填报人|填表人|制表人|联络人|审核人|负责人|姓名|户主|收款人)$")


def labelled(text: str) -> Iterator[tuple[int, int]]:
    """Names behind a label in running text."""
    for match in _LABEL.finditer(text):
        if is_name(match[1]):
            yield match.span(1)


def before_number(text: str, at: int) -> tuple[int, int] | None:
    """The name right before a number: 张三 13812345678, 张三（13812345678）."""
    match = _BEFORE_NUMBER.search(text[:at])
    return match.span(1) if match and is_name(match[1]) else None


def is_name(text: str) -> bool:
    """Whether a short text is a person's name, as far as its characters tell."""
    name = text.replace(" ", "").replace("\u3000", "")
    return (
        2 <= len(name) <= 4
        and (name[0] in _SURNAMES or name[:2] in _DOUBLE)
        and (len(name) < 4 or name[:2] in _DOUBLE)
        and all("\u4e00" <= character <= "\u9fff" for character in name)
        and not _NO_NAME.search(name)
    )


def is_label(text: str) -> bool:
    """Whether a cell announces a person's name in the next."""
    return bool(_LABEL_CELL.search("".join(text.split()).rstrip(":：")))
