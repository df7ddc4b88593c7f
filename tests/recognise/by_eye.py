"""What a person read in a submission, from ``read_by_eye/*.toml``, as the types that the recogniser gives.

A cell is written with its line behind it: ``"0.36 L73"``; a blank cell is its line alone: ``"L77"``. ``……`` in a
long text stands for the words between, which are taken from that very line of the document.

- 预算数, 财政资金, 其他资金: the cell, the yuan, the step it was printed in, where its unit comes from.
- 资金支出计划: the checkpoint, the cell, the share.
- 绩效指标: where the row begins, 一级, 二级, 三级, 描述, 指标值, how it reads, 依据. What a row lacks is not there.
- How a 指标值 reads: ``≤ 1.3 万元 每月`` is comparison, value, unit and period; ``至12-31`` is a deadline.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator import model

FOLDER = Path(__file__).with_name("read_by_eye")
SUBMISSIONS = Path(__file__).parents[2] / "content" / "submissions"
MONTHS = {"3月底": 3, "6月底": 6, "10月底": 10, "12月底": 12}


class Reading:
    """One document as a person read it."""

    def __init__(self, path: Path):
        self.said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        self.path = SUBMISSIONS / self.said["文件"]
        self.lines = self.path.read_text("utf-8").split("\n")

    def title(self) -> model.Text | None:
        return self.text("", self.said["标题"]) if "标题" in self.said else None

    def units(self) -> list[model.Unit]:
        return [model.Unit(code, *self.cell(name)) for code, name in self.said["预算单位"]]

    def fragments(self) -> list[model.Text]:
        return [self.text("", words) for words in self.said["零散内容"]]

    def sections(self) -> list[model.Section]:
        return [
            model.Section(
                said["节"],
                self.text(*said["标题"]),
                tuple(self.text(*paragraph) for paragraph in said["段落"]),
                tuple(self.item(*item) for item in said.get("分项", ())),
            )
            for said in self.said["第一部分"]
        ]

    def item(self, number: str, title: str, goals: list[str], indicators: list[str]) -> model.Item:
        """An item has a title with goals and indicators, or it is a numbered goal by itself."""
        if not title:
            words, anchor = self.cell(goals[0].removeprefix(number).strip())
            return model.Item(None, (model.Text(words, anchor, number),), (), anchor, number)
        words, anchor = self.cell(title)
        told = [tuple(self.text("", words) for words in group) for group in (goals, indicators)]
        return model.Item(words, told[0], told[1], anchor, number)

    def projects(self) -> list[model.Project]:
        return [self.project(said) for said in self.said["项目"]]

    def project(self, said: dict[str, Any]) -> model.Project:
        unit = said.get("预算单位")
        heading = self.text(*said["标题"]) if "标题" in said else None
        plan = [
            (MONTHS[month], Decimal(share[0]) if share else None, cell) for month, cell, *share in said["资金支出计划"]
        ]
        return model.Project(
            order=said["次序"],
            heading=heading,
            unit=model.Unit(unit[0], *self.cell(unit[1])) if unit else None,
            code=self.code(said["项目编码"]),
            name=self.text("", said["项目名称"]),
            budget=self.amount(*said["预算数"]),
            fiscal_funds=self.amount(*said["财政资金"]),
            other_funds=self.amount(*said["其他资金"]),
            purpose=self.text("", said["资金用途"]),
            plan=tuple(model.Checkpoint(month, share, *self.cell(cell)) for month, share, cell in plan),
            goals=tuple(model.Goal(*self.cell(goal)) for goal in said["绩效目标"]),
            indicators=tuple(self.indicator(*row) for row in said["绩效指标"]),
            damage=tuple(model.Damage(kind, anchor, "") for kind, anchor in said.get("损坏", ())),
            anchor=heading.anchor if heading else self.cell(unit[1])[1],
        )

    def code(self, said: str | list[str]) -> model.Code:
        """A code, or in brackets a cell that holds none."""
        printed, anchor = self.cell(said if isinstance(said, str) else said[0])
        return model.Code(printed if isinstance(said, str) else None, printed, anchor)

    def amount(self, cell: str, yuan: str = "", step: str = "", unit_from: Any = None) -> model.Amount:
        printed, anchor = self.cell(cell)
        return model.Amount(
            Decimal(yuan) if yuan else None, Decimal(step) if step else None, printed, unit_from, anchor
        )

    def indicator(self, anchor: str, *cells: str) -> model.Indicator:
        dimension, aspect, name, description = map(self.cell, cells[:4])
        target = basis = None
        if len(cells) > 4:
            target, basis = self.target(*cells[4:6]), self.cell(cells[6])
        return model.Indicator(
            dimension=dimension[0],
            aspect=aspect[0],
            name=name[0],
            description=description[0],
            target=target,
            basis=basis[0] if basis else None,
            anchor=anchor,
            name_anchor=name[1],
            dimension_anchor=dimension[1],
            aspect_anchor=aspect[1],
            description_anchor=description[1],
            basis_anchor=basis[1] if basis else "",
        )

    def target(self, cell: str, reads: str) -> model.Target:
        printed, anchor = self.cell(cell)
        words = reads.split()
        comparison: Any = words.pop(0) if words and words[0] in "≥≤><=" else None
        if words and words[0].startswith("至"):
            return model.Target(printed, comparison, None, None, None, words[0][1:], anchor)
        value, unit, per = [*words, *[None] * (3 - len(words))]
        number = Decimal(value) if value else None
        return model.Target(printed, comparison, number, unit, per.removeprefix("每") if per else None, None, anchor)

    def text(self, number: str, said: str) -> model.Text:
        words, anchor = self.cell(said)
        return model.Text(words, anchor, number)

    def cell(self, said: str) -> tuple[str, str]:
        """``"0.36 L73"`` → its text and its anchor; ``……`` is filled in from the line."""
        words, _, anchor = said.rpartition(" ")
        if "……" in words:
            first, *_, last = words.split("……")
            line = self.lines[int(anchor[1:]) - 1].rstrip()
            assert first in line, (first, anchor)
            assert line.endswith(last), (last, anchor)
            assert all(part in line for part in words.split("……")), (words, anchor)
            words = line[line.index(first) :]
        return words, anchor


READINGS = [Reading(path) for path in sorted(FOLDER.glob("*.toml"))]
