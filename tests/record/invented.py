"""Invented disclosures in the usual form, and small portals made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from generator.build import Report, build
from generator.portal import Portal, open_portal

USUAL = (
    "产出指标 | 数量指标 | 养护面积 | 养护绿地的面积 | ≥80亩 | 养护合同",
    "产出指标 | 时效指标 | 资金拨付时限 | 资金拨付的时限 | ≤20天（工作日） | 预算批复",
    "满意度指标 | 服务对象满意度指标 | 居民满意度 | 满意居民占受访居民的比例 | ≥93% | 问卷",
)
UNIT = "801001清河县绿化管理中心本级"


def table(
    name: str,
    budget: str,
    code: str = "",
    plan: str = "25% 50% 75% 100%",
    purpose: str = "公园绿地由专人浇水修剪",
    goal: str = "绿地常年有专人养护",
    indicators: tuple[str, ...] = USUAL,
) -> str:
    """One project in the tab-cell dump: a cell a line, an empty line between rows. ``—`` is a blank cell."""
    cells = [
        ["单位：万元"],
        ["项目编码", code],
        ["项目名称", name],
        ["预算规模及资金用途", "预算数", budget, "其中：财政    资金", budget, "其他资金", ""],
        ["", purpose],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["", *plan.replace("—", "").split(" ")],
        ["绩效目标", f"1.{goal}"],
    ]
    if indicators:
        cells.append(["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"])
        cells += [[cell.strip() for cell in row.split("|")] for row in indicators]
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in cells)


def document(*tables: str, year: int = 2024, unit: str = UNIT, task: str = "做好绿化养护") -> str:
    """A whole disclosure; ``year`` opens its part one, ``task`` follows."""
    opening = f"{year}年，按照全县统一部署，将{task}。"
    parts = [f"第一部分\n部门整体绩效目标\n一、总体绩效目标\n{opening}\n\n第二部分\n\n预算项目绩效目标\n"]
    for order, one in enumerate(tables, 1):
        name = one.split("项目名称\n\t", 1)[1].partition("\n")[0]
        parts.append(f"{order}.{name}绩效目标表\n\t{unit}\n{one}\n")
    return "\n".join(parts)


def portal(folder: Path, files: Mapping[str, str]) -> Portal:
    """A portal of these files: submissions by name, sidecars as ``name.toml``, ``../name`` beside submissions."""
    content = folder / "content" / "submissions"
    content.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (content / name).resolve().write_text(text, "utf-8")
    return open_portal(folder / "content", folder / "site")


def built(folder: Path, files: Mapping[str, str]) -> tuple[Path, Report]:
    """The site of such a portal, and what the build says."""
    made = portal(folder, files)
    return made.site, build(made)


def page(site: Path, url: str) -> str:
    return (site / url).read_text("utf-8")


def lines(site: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (site / "data" / name).read_text("utf-8").splitlines()]
