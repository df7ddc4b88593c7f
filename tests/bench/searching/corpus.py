"""Projects to search in, invented: as many as are asked for, in the shape and about the length of real ones.

Names are put together from parts, so that words are common and rare as in real disclosures: some stand in every project
(资金, 指标), most in one in a hundred, names of villages in a handful. The same number and seed give the same projects.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from generator.model import Passage, SearchDocument

_PARTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
WORDS = {name: words.split() for name, words in _PARTS["words"].items()}
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
TITLES = ("{topic}{act}{kinds}", "{topic}{act}{kinds}", "{year}年{topic}{act}{kinds}", "{village}村{topic}{act}{kinds}")
GIVEN = "家庄营屯堡寨峪沟店坨岭洼务垡台铺口桥湾前后东西大小上下南北新老"


def projects(count: int, seed: int = 1) -> Iterator[SearchDocument]:
    """``count`` projects, in the order of region, department, year and address."""
    chance = random.Random(seed)  # noqa: S311 - the same projects every time
    made = 0
    for region in range(1_000_000):
        place = WORDS["places"][region % len(WORDS["places"])] + ("县" if region % 3 else "区")
        code = f"{130100 + region % 5000:06d}"
        for number, office in enumerate(WORDS["offices"]):
            for year in range(2021, 2026):
                for order in range(chance.randint(5, 25)):
                    if made == count:
                        return
                    yield _project(chance, code, place, f"{number:03d}", f"{place}{office}局", year, order, made)
                    made += 1


def _project(
    chance: random.Random, region: str, place: str, department: str, office: str, year: int, order: int, number: int
) -> SearchDocument:
    budget = Decimal(chance.randint(1, 400)) * chance.choice((1_000, 10_000, 123_400))
    own = {
        "topic": chance.choice(WORDS["topics"]),
        "act": chance.choice(WORDS["actions"]),
        "village": chance.choice(FAMILY) + chance.choice(GIVEN) + chance.choice(GIVEN),
        "year": str(year),
        "amount": f"{budget / 10_000:f}",
    }
    title = _filled(chance, chance.choice(TITLES), own)
    code = f"{region}{year % 100}P{number:07d}{order:04d}{chance.choice('ABCDEFGHJK')}"
    goals = [_filled(chance, sentence, own) for sentence in _PARTS["goals"]]
    indicators = [_filled(chance, sentence, own) for sentence in _PARTS["indicators"]]
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


def _filled(chance: random.Random, sentence: str, own: dict[str, str]) -> str:
    numbers = {"number": (2, 900), "share": (80, 100), "month": (6, 12)}

    def part(match: re.Match[str]) -> str:
        name = match[1]
        if name in own:
            return own[name]
        return str(chance.randint(*numbers[name])) if name in numbers else chance.choice(WORDS[name])

    return re.sub(r"\{(\w+)\}", part, sentence)


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
