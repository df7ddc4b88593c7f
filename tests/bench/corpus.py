"""Invented disclosures in the layout of real ones, as many as wanted: ``python tests/bench/corpus.py PROJECTS FOLDER``.

Names of counties are real and used as labels only; departments, projects and figures are drawn from a seed. The same
projects come as text (for us) and as prepared records (for generators that read no disclosures).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from msgspec import Struct

COUNTIES = {
    "130202": "路南区",
    "130203": "路北区",
    "130204": "古冶区",
    "130205": "开平区",
    "130207": "丰南区",
    "130208": "丰润区",
    "130209": "曹妃甸区",
    "130224": "滦南县",
    "130225": "乐亭县",
    "130227": "迁西县",
    "130229": "玉田县",
    "130281": "遵化市",
    "130283": "迁安市",
    "130284": "滦州市",
    "130522": "临城县",
    "130528": "宁晋县",
    "130534": "清河县",
    "130535": "临西县",
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BUREAUS = _words("""
    发展和改革局 财政局 教育局 卫生健康局 农业农村局 住房和城乡建设局 交通运输局 水利局 民政局 自然资源和规划局
    生态环境局 应急管理局 市场监督管理局 文化广电和旅游局 退役军人事务局 医疗保障局 行政审批局 城市管理综合行政执法局
    科学技术和工业信息化局 商务局 经济开发区管理委员会 高新技术产业开发区管理委员会 气象局 供销合作社联合社
""")
SUBJECTS = _words("路灯 河道 校舍 农村公路 污水管网 绿地 档案 办公楼 供热管网 信息系统 防汛物资 粮食储备 监控设备 公厕")
ACTIONS = _words("维修 改造 运行维护 购置 租赁 普查 监测 建设 清运 加固 养护 培训 宣传 验收 检测")
KINDS = _words("经费 项目资金 专项资金 工程款 补助资金 服务费")
NOUNS = _words("重点工程 营商环境 安全生产 民生保障 环境治理 项目建设 队伍建设 公共服务")
WORK = _words("""
    开展专项检查 完善工作机制 加大资金投入 落实主体责任 强化日常监管 组织业务培训 推进信息公开 做好群众工作
""")
SHARES = ("", "25", "30", "50", "60", "75", "80", "100")


class Indicator(Struct, frozen=True):
    """One row of the eight: labels of the first two levels, name, description, value, basis."""

    dimension: str
    aspect: str
    name: str
    description: str
    value: str
    basis: str


class Project(Struct, frozen=True):
    """One project's table. Amounts are in 万元 as printed; ``plan`` is in per cent, "" where nothing is stated."""

    code: str
    name: str
    budget: str
    fiscal_funds: str
    other_funds: str
    purpose: str
    plan: tuple[str, ...]
    goals: tuple[str, ...]
    indicators: tuple[Indicator, ...]


class Disclosure(Struct, frozen=True):
    """One department's document for one year."""

    number: int
    county: str
    department: str
    unit: str
    year: int
    sentences: tuple[str, ...]
    projects: tuple[Project, ...]

    @property
    def file(self) -> str:
        return f"{self.number:06d}-{COUNTIES[self.county]}-{self.year}.txt"


def disclosures(projects: int, seed: int = 1) -> Iterator[Disclosure]:
    """Documents with ``projects`` projects in all, some fifteen each."""
    left, number = projects, 0
    while left > 0:
        count = min(left, Random(f"{seed}/{number}").randint(4, 26))  # noqa: S311 - nothing is secret here
        yield disclosure(number, count, seed)
        left -= count
        number += 1


def disclosure(number: int, projects: int, seed: int = 1) -> Disclosure:
    """The document of this number; the same whatever others there are."""
    draw = Random(f"{seed}/{number}/text")  # noqa: S311
    whose, year = number // 3, 2022 + number % 3  # three years each
    county = sorted(COUNTIES)[whose % len(COUNTIES)]
    bureau = BUREAUS[whose // len(COUNTIES) % len(BUREAUS)]
    branch = whose // len(COUNTIES) // len(BUREAUS)  # past some 1,300 documents counties need second offices
    department = f"{COUNTIES[county]}{bureau}" + (f"第{branch}分局" if branch else "")
    unit = f"{300 + whose // len(COUNTIES) % 600:03d}001"
    return Disclosure(
        number=number,
        county=county,
        department=department,
        unit=unit,
        year=year,
        sentences=tuple(_sentence(draw, department) for _ in range(8)),
        projects=tuple(_project(draw, county, year, number, at) for at in range(projects)),
    )


def _sentence(draw: Random, who: str) -> str:
    works = "，".join(draw.sample(WORK, 3))
    return f"{who}围绕{draw.choice(NOUNS)}，{works}，全年完成{draw.randint(2, 40)}项任务。"


def _project(draw: Random, county: str, year: int, number: int, at: int) -> Project:
    subject, action = draw.choice(SUBJECTS), draw.choice(ACTIONS)
    name = f"{year}年{subject}{action}{draw.choice(KINDS)}"
    if draw.random() < 0.1:
        name += f"（唐财建[{year - 1}]{draw.randint(1, 60)}号）"
    cents = draw.choice((36, 110, 500, 1250, 8000, 46000, 120000)) * draw.randint(1, 9)
    other = cents // 4 if draw.random() < 0.2 else 0
    count = draw.randint(2, 60)
    plan = [*(draw.choice(SHARES) or "0" for _ in range(3)), "100"]
    serial = f"{number % 100000:05d}{at:03d}{draw.randint(10000, 99999)}{draw.choice('ABCDEFGHJK')}"
    return Project(
        code=f"{county}{year % 100}P{serial}",
        name=name,
        budget=_money(cents),
        fiscal_funds=_money(cents - other),
        other_funds=_money(other) if other else "",
        purpose=f"用于{subject}{action}，计划完成{count}处，{draw.choice(WORK)}",
        plan=tuple("" if share == "0" else share for share in sorted(plan, key=int)),
        goals=(f"{action}{subject}{count}处", f"{draw.choice(WORK)}，保障{draw.choice(NOUNS)}"),
        indicators=tuple(_indicators(draw, subject, action, count, cents)),
    )


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}".rstrip("0").rstrip(".")


def _indicators(draw: Random, subject: str, action: str, count: int, cents: int) -> Iterator[Indicator]:
    did = f"{subject}{action}"
    out, effect = "产出指标", "效益指标"
    yield Indicator(out, "数量指标", f"{did}数量", f"{did}的处数", f"≥{count}处", "工作计划")
    yield Indicator(out, "质量指标", f"{did}合格率", f"{did}验收合格的比例", f"≥{draw.randint(90, 99)}%", "行业标准")
    yield Indicator(out, "时效指标", f"{did}完成时限", f"{did}完成的时间", f"≤{draw.randint(6, 12)}月底", "工作计划")
    yield Indicator(out, "成本指标", f"{did}成本", f"{did}的总成本", f"≤{_money(cents)}万元", "预算批复")
    yield Indicator(effect, "社会效益指标", f"{draw.choice(NOUNS)}改善", f"{did}带来的变化", "明显", "历史数据")
    yield Indicator(effect, "经济效益指标", "节约支出", "比上年节约的支出", f"≥{draw.randint(1, 9)}%", "历史数据")
    yield Indicator(
        effect, "可持续影响指标", "持续使用年限", f"{subject}可以使用的年数", f"≥{draw.randint(2, 9)}年", "设计文件"
    )
    yield Indicator(
        "满意度指标", "服务对象满意度指标", "群众满意度", "受访群众满意的比例", f"≥{draw.randint(85, 98)}%", "问卷"
    )


def text_of(one: Disclosure) -> str:
    """The document as a text, cell by cell, each on a line of its own behind a tab."""
    lines = [
        f"{one.department}{one.year}年部门预算绩效目标", "", "第一部分", "", "部门整体绩效目标", "",
        "一、总体绩效目标", "", *one.sentences[:3], "", "二、分项绩效目标", "",
        *(f"（{'一二三'[at]}）{sentence}" for at, sentence in enumerate(one.sentences[3:6])), "",
        "三、工作保障措施", "", *one.sentences[6:], "", "第二部分", "", "预算项目绩效目标", "",
    ]  # fmt: skip
    for at, project in enumerate(one.projects, 1):
        lines += _table(one, at, project)
    return "\n".join(lines) + "\n"


def _table(one: Disclosure, at: int, project: Project) -> Iterator[str]:
    yield from (f"{at}.{project.name}绩效目标表", f"\t{one.unit}{one.department}本级", "\t单位：万元", "")
    yield from _cells("项目编码", project.code, "项目名称", project.name, "", end="")
    yield from _cells(
        "预算规模及资金用途", "预算数", project.budget, "其中：财政    资金", project.fiscal_funds, end=None
    )
    yield from _cells("其他资金", project.other_funds, end="")
    yield from _cells("", project.purpose, end="")
    yield from _cells("资金支出计划（%）", "3月底", "6月底", "10月底", "12月底", end="")
    yield from _cells("", *(f"{share}%" if share else "" for share in project.plan), end="")
    yield "\t绩效目标"
    yield from (f"\t{number}.{goal}" for number, goal in enumerate(project.goals, 1))
    yield ""
    yield from _cells("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", end="")
    before = ""
    for row in project.indicators:
        dimension = "" if row.dimension == before else row.dimension
        before = row.dimension
        yield from _cells(dimension, row.aspect, row.name, row.description, row.value, row.basis, end="")
    yield from ("", "")


def _cells(*texts: str, end: str | None) -> Iterator[str]:
    yield from (f"\t{text}" for text in texts)
    if end is not None:
        yield end


def write(folder: Path, projects: int, seed: int = 1) -> Sequence[Path]:
    """A content folder with these disclosures; returns their files."""
    submissions = folder / "submissions"
    submissions.mkdir(parents=True)
    files = []
    for one in disclosures(projects, seed):
        files.append(submissions / one.file)
        files[-1].write_text(text_of(one), "utf-8")
    return files


if __name__ == "__main__" and len(sys.argv) == 3:
    print(len(write(Path(sys.argv[2]), int(sys.argv[1]))), "documents")
