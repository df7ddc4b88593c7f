"""Numbers that belong to a person: identity cards, mobiles, bank cards, telephones beside a name, private e-mail.

Each is told from what budget documents are full of: project codes (``13020822P00874710001B``), amounts, numbers of
official documents, division codes. Where a checksum exists it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import PersonalData

Found = tuple[int, int, PersonalData]  # start, end, kind

_FULL_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
_FULL_WIDTH |= {0xFF21 + letter: 0x41 + letter for letter in range(26)}
_FULL_WIDTH |= {0xFF0D: 0x2D, 0xFF08: 0x28, 0xFF09: 0x29, 0xFF1A: 0x3A, 0xFF20: 0x40, 0x2014: 0x2D, 0x3000: 0x20}
_APART = r"(?<![0-9A-Za-z._])"
# Behind a number: a unit, a decimal point or a letter make it an amount or a code.
_ALONE = r"(?![0-9A-Za-z_%]|\.[0-9]|-[0-9]|\s*(?:元|万|亿|号(?!码)|份|个|台|吨|平方|千瓦|公里))"
_MOBILE = re.compile(_APART + r"(?<!-)(?:\+?86[- ]?)?(1[3-9][0-9]([- ]?)[0-9]{4}\2[0-9]{4})" + _ALONE)
_YEARS = re.compile(r"1[3-9][0-9][- ](?:19|20)[0-9]{2}[- ](?:19|20)[0-9]{2}")
_CARD_OF_IDENTITY = re.compile(_APART + r"[1-8][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_SAID_IDENTITY = re.compile(r"身份证[^0-9]{0,8}?([0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9A-Za-z])")
_BANK_CARD = re.compile(_APART + r"62[0-9]{2}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?(?![0-9A-Za-z])")
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_TELEPHONE = re.compile(_APART + r"(?<!-)(?:\(?0[1-9][0-9]{1,2}\)?[- ]?)?[2-9][0-9]{6,7}(?:-[0-9]{1,5})?" + _ALONE)

_PHONE_WORDS = ("电话", "手机", "联系", "座机", "微信", "Tel", "TEL", "tel", "传真")
_MONEY_WORDS = ("资金", "金额", "预算", "拨款", "收入", "支出", "结转", "合计", "总额", "投资", "造价", "元")
_CARD_WORDS = ("卡号", "账号", "帐号", "银行", "开户", "账户", "帐户", "工资卡")
_CODE_WORDS = ("信用代码", "组织机构", "项目编码", "项目代码", "编号", "文号")
_PROVINCES = frozenset((*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CODES_FROM = 2010  # a division, a later year and a number are more likely a project's code than a child
_OLDEST = 1920  # nobody older is in a list of today
_BEFORE = 24  # characters in which a label stands before its number


def plain(text: str) -> str:
    """The text with full-width digits and signs as plain ones, character by character: places stay the same."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def numbers(text: str, said: str, cards: bool) -> Iterator[Found]:
    """Personal numbers of one cell or paragraph, whoever they belong to.

    ``said`` is what its row says before it; ``cards``, whether the document speaks of identity cards at all.
    """
    for match in _SAID_IDENTITY.finditer(text):
        yield match.start(1), match.end(1), "identity_card"
    for match in _CARD_OF_IDENTITY.finditer(text):
        about = said + text[max(0, match.start() - _BEFORE) : match.start()]
        told = cards or int(match[0][6:10]) < _CODES_FROM
        if "身份证" in about or (told and is_identity_card(match[0]) and not _any(_CODE_WORDS, about)):
            yield match.start(), match.end(), "identity_card"
    for match in _MOBILE.finditer(text):
        about = said + text[max(0, match.start() - _BEFORE) : match.start()]
        if _is_mobile(match[1], about):
            yield match.start(), match.end(), "mobile"  # its country code included
    for match in _BANK_CARD.finditer(text):
        about = said + text[max(0, match.start() - _BEFORE) : match.start()]
        if _any(_CARD_WORDS, about) and is_bank_card(match[0]):
            yield match.start(), match.end(), "bank_card"
    if "@" in text:
        for match in _MAIL.finditer(text):
            if not match[0].lower().endswith(".gov.cn"):  # an office's public address
                yield match.start(), match.end(), "e_mail"


def telephones(text: str, said: str) -> Iterator[Found]:
    """Fixed-line numbers, an office's until a name stands beside them."""
    for match in _TELEPHONE.finditer(text):
        about = said + text[max(0, match.start() - _BEFORE) : match.start()]
        digits = match[0].lstrip("(")
        if (digits.startswith("0") and "-" in digits) or _any(_PHONE_WORDS, about):
            yield match.start(), match.end(), "telephone"


def _is_mobile(number: str, about: str) -> bool:
    """Eleven bare digits may be an amount in 元: then a word for money stands before them, or they are round."""
    if _any(_PHONE_WORDS, about):
        return True
    return not (_YEARS.fullmatch(number) or number.endswith("0000") or _any((*_MONEY_WORDS, *_CODE_WORDS), about))


def _any(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)


def is_identity_card(number: str) -> bool:
    """Whether 18 characters are a number of GB 11643: division, birthday, check character (ISO 7064, MOD 11-2)."""
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if int(number[:2]) not in _PROVINCES or not (_OLDEST <= year < 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def is_bank_card(number: str) -> bool:
    """Whether the digits hold to the check digit of ISO/IEC 7812 (Luhn)."""
    digits = [int(digit) for digit in reversed(number) if digit.isdigit()]
    doubled = (digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[1::2])
    return 16 <= len(digits) <= 19 and (sum(digits[::2]) + sum(doubled)) % 10 == 0
