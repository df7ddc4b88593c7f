"""The source holds personal data; the site masks it, the department should too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..model import PersonalData, Printed, Submission
from .evidence import sources
from .evidence.facts import SubmissionFacts
from .evidence.remark import Remark, Words

HEADING = "form"
SEVERITY = "doubt"
TITLE = Words("原文含有个人信息", "The source holds personal data")
RULE = Words(
    "公开的文件里不应有身份证号码、手机号码、银行卡号、私人邮箱，也不应有和电话写在一起的姓名；网站一律隐去。",
    "A published document holds no numbers of identity cards, mobiles or bank cards, no private e-mail and no name "
    "beside a telephone; the site masks them.",
)
CLEAN = Words("没有个人信息", "No personal data")
SOURCE = sources.PRIVATE
INNOCENT = Words(
    "本人同意公开，或者是对外公布的办事电话。",
    "The person agreed, or it is an office's telephone meant for the public.",
)
_KINDS: dict[PersonalData, Words] = {
    "identity_card": Words("身份证号码", "identity card numbers"),
    "mobile": Words("手机号码", "mobile numbers"),
    "bank_card": Words("银行卡号", "bank card numbers"),
    "telephone": Words("电话", "telephones"),
    "e_mail": Words("邮箱", "e-mail addresses"),
    "name": Words("姓名", "names"),
}
_GRAVE: tuple[PersonalData, ...] = ("identity_card", "bank_card")


def applies(submission: Submission, about: SubmissionFacts) -> bool:
    """Every document."""
    return True


def check_submission(submission: Submission, about: SubmissionFacts) -> Iterator[Remark]:
    """One finding a document, citing every masked place; never what stood there."""
    masked = submission.masked
    if not masked:
        return
    counts = Counter(place.kind for place in masked)
    found = [kind for kind in _KINDS if counts[kind]]
    zh = "、".join(f"{_KINDS[kind].zh}{counts[kind]}处" for kind in found)
    en = ", ".join(f"{counts[kind]} {_KINDS[kind].en}" for kind in found)
    yield Remark(
        tuple(Printed(place.anchor, place.printed) for place in masked),
        {str(kind): str(counts[kind]) for kind in found},
        f"原文里有个人信息（{zh}），网站上已经隐去。",
        f"The source holds personal data ({en}); the site has masked it.",
        "error" if any(counts[kind] for kind in _GRAVE) else None,
    )
