"""Small disclosures, laid out as a person would jot them down, read by the real reader and recogniser.

A line begins with what the form prints before a cell; what a test is not about is left out and filled in::

    2024年绿化养护                     the table's heading (any first line without a label)
    项目编码 13020924P00071310005T     「项目编码 无」 leaves it out
    预算数 33.34 财政资金 16.67 其他资金 16.66
    资金用途 …
    支出计划 25% 50% — 100%            — is a blank cell
    绩效目标 …                         one line a goal
    数量指标 | 名称 | 描述 | ≥4次 | 依据

Lines between 第一部分 and 第二部分 are part one, as they stand. 下一个项目 begins another table. 单位 names the unit.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from generator.model import Sidecar, Submission
from generator.privacy import mask
from generator.readers import read
from generator.recognise import recognise

DIMENSIONS = {"数量": "产出指标", "质量": "产出指标", "时效": "产出指标", "成本": "产出指标", "满意": "满意度指标"}
USUAL = """
数量指标 | 养护绿地面积 | 日常养护的绿地面积 | ≥500亩 | 养护合同
质量指标 | 苗木成活率 | 成活苗木占全部苗木的比例 | ≥95% | 养护合同
时效指标 | 养护及时率 | 及时养护次数占应养护次数的比例 | ≥98% | 养护合同
成本指标 | 全年养护成本 | 全年养护成本 | ≤99.5万元 | 养护合同
社会效益指标 | 绿地开放率 | 开放绿地占全部绿地的比例 | ≥92% | 工作计划
服务对象满意度指标 | 居民满意度 | 满意居民占受访居民的比例 | ≥93% | 问卷
""".strip()
USUAL_PART_ONE = """第一部分
部门整体绩效目标
一、总体绩效目标
2024年，园林局将新增绿地500亩。"""


def submission(layout: str) -> Submission:
    """The submission that a layout describes."""
    part_one, unit, tables = _split(layout)
    printed = (
        part_one
        + "\n\n第二部分\n\n预算项目绩效目标\n\n"
        + "\n\n".join(_table(order, lines, unit) for order, lines in enumerate(tables, 1))
    )
    region = Sidecar(region="130209") if "本级" in unit else Sidecar()
    data = printed.encode()
    document, masked = mask(read(data, "disclosure.txt"), data)
    return msgspec.structs.replace(recognise(document, region), masked=masked)


def published(name: str) -> Submission:
    """One of the five published submissions."""
    root = Path(__file__).parents[2]
    path = root / "content" / "submissions" / name
    region = Sidecar(region="130200") if name.startswith("唐山高新区") else Sidecar()
    return recognise(read(path.read_bytes(), path.relative_to(root).as_posix()), region)


def _split(layout: str) -> tuple[str, str, list[list[str]]]:
    lines = [line.strip() for line in layout.strip().splitlines() if line.strip()]
    part_one, unit = USUAL_PART_ONE, "806001曹妃甸区园林局本级"
    if lines and lines[0] == "第一部分":
        end = lines.index("第二部分") if "第二部分" in lines else len(lines)
        part_one, lines = "\n".join(lines[:end]), lines[end + 1 :]
    tables: list[list[str]] = [[]]
    for line in lines:
        if line == "下一个项目":
            tables.append([])
        elif line.startswith("单位 "):
            unit = line.removeprefix("单位 ")
        else:
            tables[-1].append(line)
    return part_one, unit, tables


def _table(order: int, lines: list[str], unit: str) -> str:
    """One project in the tab-cell dump: a cell a line, an empty line between rows."""
    said = {label: rest for line in lines for label, _, rest in [line.partition(" ")]}
    goals = [line.partition(" ")[2] for line in lines if line.startswith("绩效目标 ")]
    rows = [line for line in lines if " | " in line] or USUAL.splitlines()
    heading = next((line for line in lines if not re.match(_LABELS, line) and " | " not in line), None)
    name = said.get("项目名称", heading or "绿化养护")
    code = said.get("项目编码", f"13020924P0007131{order:04d}T").replace("无", "")
    money = re.fullmatch(r"(\S*)(?: 财政资金 ?(\S*?))?(?: 其他资金 ?(\S*))?", said.get("预算数", "100.00"))
    assert money, said
    budget, fiscal, other = money[1], money[1] if money[2] is None else money[2], money[3] or ""
    header = [unit] if "元" in budget else [unit, "单位：万元"]
    plan = said.get("支出计划", "25% 50% 76% 100%").replace("—", "").split(" ")
    goal_text = "".join(f"{n}、{goal}\n" for n, goal in enumerate(goals or ["绿地常年有专人养护"], 1)).rstrip()
    cells = [
        header,
        ["项目编码", code],
        ["项目名称", name],
        ["预算规模及资金用途", "预算数", budget, "其中：财政    资金", fiscal, "其他资金", other],
        ["", said.get("资金用途", "公园绿地由专人浇水修剪")],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["", *plan],
        ["绩效目标", goal_text],
    ]
    if said.get("绩效指标") != "无":
        cells.append(["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"])
        for row in rows:
            aspect, *rest = (cell.strip() for cell in row.split("|"))
            dimension = next((d for mark, d in DIMENSIONS.items() if mark in aspect), "效益指标")
            cells.append([dimension, aspect, *rest])
    printed = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in cells)
    return f"{order}.{heading or name}绩效目标表\n{printed}\n"


_LABELS = re.compile(r"(?:项目编码|项目名称|预算数|资金用途|支出计划|绩效目标|绩效指标) ")
