"""Where the rules come from: the review points of the finance ministry, the form itself, plain reckoning."""

from __future__ import annotations

from .remark import Words

CLEAR = Words(
    "财政部《中央部门预算绩效目标管理办法》（财预〔2015〕88号）绩效目标审核要点·完整性：目标明确清晰、填报规范",
    "Ministry of Finance, 财预〔2015〕88号, review points, completeness: targets are clear and the form is filled in",
)
RELEVANT = Words(
    "财政部《中央部门预算绩效目标管理办法》（财预〔2015〕88号）绩效目标审核要点·相关性：目标与资金用途相关，指标全面、细化、量化",
    "Ministry of Finance, 财预〔2015〕88号, review points, relevance: targets follow from the use of the money",
)
APPROPRIATE = Words(
    "财政部《中央部门预算绩效目标管理办法》（财预〔2015〕88号）绩效目标审核要点·适当性：目标合理，与资金规模匹配",
    "Ministry of Finance, 财预〔2015〕88号, review points, appropriateness: targets are reasonable and match the money",
)
FEASIBLE = Words(
    "财政部《中央部门预算绩效目标管理办法》（财预〔2015〕88号）绩效目标审核要点·可行性：目标能够如期实现",
    "Ministry of Finance, 财预〔2015〕88号, review points, feasibility: targets can be reached in time",
)
KINDS = Words(
    "财政部《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：各类指标衡量什么、怎样取值",
    "Ministry of Finance, 财预〔2021〕101号: what each kind of indicator measures and how its value is set",
)
FORM = Words("绩效目标表的填报要求：表中每一栏都应填写", "The form itself: every field of it is to be filled in")
RECKONING = Words("算术：用文件自己写的数重算一遍", "Arithmetic: the document's own figures reckoned again")
SAME_DOCUMENT = Words("同一份文件里，同一件事的说法应当一致", "Within one document the same thing is said the same way")
WRITING = Words("公文的一般校对要求", "Ordinary proof-reading of official documents")
YEAR = Words(
    "《中华人民共和国预算法》：预算按年度编制，当年的目标对应当年的预算",
    "Budget Law: a budget is made for one year, and so are its targets",
)
PRIVATE = Words(
    "《中华人民共和国政府信息公开条例》第十五条：涉及个人隐私、公开会损害第三方合法权益的政府信息，行政机关不得公开",
    "Regulations on open government information, article 15: what concerns personal privacy is not published",
)
