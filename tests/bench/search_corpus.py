"""Projects to search in, invented: as many as are asked for, in the shape and about the length of real ones.

Names are put together from parts, so that words are common and rare as in real disclosures: some stand in every project
(资金, 指标), most in one in a hundred, names of villages in a handful. The same number and seed give the same projects.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from generator.model import Passage, SearchDocument

PLACES = "清河 临西 平山 赞皇 灵寿 曲阳 阜平 易县 涞水 蠡县 安新 雄县 容城 围场 隆化 滦平 兴隆 宽城 迁西 玉田 乐亭 滦南 昌黎 卢龙".split()
OFFICES = "教育 财政 民政 水利 交通运输 农业农村 卫生健康 住房和城乡建设 文化广电和旅游 应急管理 生态环境 自然资源 审计 统计 司法".split()
TOPICS = """农村危房 校舍 小型水库 河道 县乡公路 高标准农田 公共图书馆 乡村医生 义务教育 城乡低保 残疾人 养老服务 森林防火 污水处理
地下水超采 清洁取暖 老旧小区 雨污分流 桥梁 路灯 绿化 非物质文化遗产 皮影 评剧 板栗 安梨 奶牛 食用菌 疫情防控 动物疫病 食品抽检 网络安全
政务服务 档案 人口普查 退役军人 就业见习 法律援助 社区矫正 禁毒 消防 地震监测 气象灾害 科普 招商引资 人才引进 园区基础设施""".split()
ACTIONS = "建设 改造 维修 采购 运行维护 监测 普查 培训 宣传 奖补 补助 贴息 救助 检查 评估 编制 监理 治理 修复 清运 租赁 委托服务".split()
KINDS = "经费 项目 资金 补助资金 工程 专项经费 运行费 补贴资金 购置费 服务费 奖励资金 工程款".split()
OBJECTS = "道路 管网 机井 泵站 摄像头 服务器 学校 农户 教师 护林员 保洁员 救护车 课桌椅 疫苗 变压器 井盖 护栏 垃圾桶 公厕 充电桩 光纤 锅炉".split()
RESULTS = "正常运转 顺利开展 按期完成 有效提升 持续改善 全面覆盖 质量达标 及时拨付 安全运行 稳步推进 规范管理 应保尽保 群众满意".split()
BASES = "年初工作计划 合同约定 文件要求 行业标准 历史数据 预算批复 调查问卷 拨款凭证 验收报告 可研报告 管理办法".split()
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "家庄营屯堡寨峪沟店坨岭洼务垡台铺口桥湾前后东西大小上下南北新老"


def projects(count: int, seed: int = 1) -> Iterator[SearchDocument]:
    """``count`` projects, in the order of region, department, year and address."""
    chance = random.Random(seed)  # noqa: S311 - the same projects every time
    made = 0
    for region in range(1_000_000):
        place = PLACES[region % len(PLACES)] + ("县" if region % 3 else "区")
        code = f"{130100 + region % 5000:06d}"
        for number, office in enumerate(OFFICES):
            for year in range(2021, 2026):
                for order in range(chance.randint(5, 25)):
                    if made == count:
                        return
                    yield _project(chance, code, place, f"{number:03d}", f"{place}{office}局", year, order, made)
                    made += 1


def _project(
    chance: random.Random, region: str, place: str, department: str, office: str, year: int, order: int, number: int
) -> SearchDocument:
    pick = chance.choice
    topic, act, thing = pick(TOPICS), pick(ACTIONS), pick(OBJECTS)
    village = pick(FAMILY) + pick(GIVEN) + pick(GIVEN)
    title = f"{pick(('', '', f'{year}年', f'{village}村'))}{topic}{act}{pick(KINDS)}"
    code = f"{region}{year % 100}P{number:07d}{order:04d}{pick('ABCDEFGHJK')}"
    budget = Decimal(chance.randint(1, 400)) * chance.choice((1_000, 10_000, 123_400))
    goals = [
        f"主要用于{village}村{topic}{act}，{pick(RESULTS)}，保障{thing}{pick(RESULTS)}。",
        f"推进{pick(TOPICS)}{pick(ACTIONS)}，解决{pick(OBJECTS)}{pick(RESULTS)}问题。",
        f"支付{topic}{act}费用{budget / 10_000:f}万元，{pick(RESULTS)}。",
    ]
    indicators = [
        f"产出指标　数量指标　{pick(OBJECTS)}{pick(ACTIONS)}数量　≥{chance.randint(2, 900)}处　{pick(BASES)}",
        f"产出指标　质量指标　{topic}{act}合格率　{pick(OBJECTS)}验收合格数占总数的比率　≥{chance.randint(80, 100)}%　{pick(BASES)}",
        f"产出指标　时效指标　完成时限　{year}年{chance.randint(6, 12)}月底前完成　{pick(BASES)}",
        f"产出指标　成本指标　{topic}{act}成本控制　≤{budget / 10_000:f}万元　{pick(BASES)}",
        f"效益指标　社会效益指标　{pick(RESULTS)}程度　{pick(TOPICS)}{pick(RESULTS)}情况　≥{chance.randint(80, 100)}%　{pick(BASES)}",
        f"满意度指标　服务对象满意度指标　群众满意度　受益群众满意度　≥{chance.randint(85, 98)}%　{pick(BASES)}",
    ]
    passages = [Passage("title", title), Passage("department", office), Passage("code", code, "about")]
    passages += [Passage("goals", text, f"g{i}") for i, text in enumerate(goals, 1)]
    passages += [Passage("indicators", text, f"i{i}") for i, text in enumerate(indicators, 1)]
    identity = f"{year}-{code}"
    digest = f"{chance.getrandbits(256):064x}" if order == 0 else f"{region}{department}{year}".ljust(64, "0")
    return SearchDocument(
        "project", f"projects/{identity}/index.html", title, tuple(passages), department=office,
        department_id=f"{region}-{department}", region=region, region_name=place, year=year, budget=budget, code=code,
        indicator_kinds=("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "满意度指标"),
        file=f"content/submissions/{office}-{year}.txt", sha256=digest,
        source_url=f"sources/{region}-{department}-{year}/index.html", anchor=f"L{order * 60 + 88}",
        fiscal_funds=budget, other_funds=None,
    )  # fmt: skip


def read(path: Path) -> Iterator[SearchDocument]:
    """Prepared projects, one JSON object a line: id, title, dept, region, year, body, code, budget, submission."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in sorted(rows, key=lambda row: (row["region"], row["dept"], row["year"], row["id"])):
        office = row["dept"].removesuffix("本级")
        lines = row["body"].split("\n")
        passages = [Passage("title", row["title"]), Passage("department", row["dept"])]
        passages += [Passage("code", row["code"], "about")] if row["code"] else []
        passages += [Passage("goals" if i < 5 else "indicators", text, f"x{i}") for i, text in enumerate(lines)]
        yield SearchDocument(
            "project", f"projects/{row['year']}-{row['code'] or row['id']}/index.html", row["title"], tuple(passages),
            department=office, department_id=office, region=row["region"], region_name=row["region"], year=row["year"],
            budget=Decimal(str(row["budget"])) * 10_000, code=row["code"] or "",
            file=f"content/submissions/{row['submission']}.txt", sha256=row["submission"][-16:] * 4,
            source_url=f"sources/{row['submission']}/index.html", anchor="L88",
        )  # fmt: skip
