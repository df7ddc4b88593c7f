"""Charts in a real browser: with the longest names and amounts there are, no label leaves its frame or touches
another, on a phone and on a desk, and nothing needs more than the strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.charts import Chart, PlannedBy, bars_chart, plan_chart, spending_chart
from generator.charts.strip import Promised, strip_chart
from generator.charts.years import InYear, years_chart
from generator.model import Amount, Checkpoint

pytestmark = pytest.mark.browser

CSS = Path(__file__).parents[2] / "templates" / "static" / "css" / "charts.css"
POLICY = "default-src 'none'; style-src 'self'"
COLOURS = ":root{--ink:#1f2328;--muted:#5c6167;--rule:#dcdad4;--accent:#8a3324;--paper:#fcfbf8}body{margin:16px}"

PLANS = (
    "25|50|75|100",
    "|100||",
    "|||100",
    "||20|100",
    "|||",
    "0|0|0|0",
    "100|100|100|100",
    "33.33|66.67|83.33|99.99",
    "12.345|45.678|98.765|99.9999",
    "50|120|90|100",
    "-10|20|300|100",
    "按合同|按合同|按合同|按合同",
)
AMOUNTS = ("0.36", "301.45", "12345.67", "123456789.12", "98765432101.234")
FINE = Decimal("0.0001")  # yuan: finer than sums of shares of printed amounts are
LONG = (
    "曹妃甸区人民政府关于进一步推进装备制造园区基础设施改造提升与生态环境综合治理暨营商环境优化专项行动资金项目第二批"
)
MIXED = "唐财建[2021]59号 Smart High-tech Command Centre（一期）LED/AI " + "W" * 26 + "M" * 21 + " @@@@"

# Each text of a drawing with its box and the frame's, in pixels.
BOXES = """() => [...document.querySelectorAll('svg')].map(svg => ({
  frame: svg.getBoundingClientRect().toJSON(),
  texts: [...svg.querySelectorAll('text')].map(t => ({words: t.textContent, ...t.getBoundingClientRect().toJSON()})),
}))"""


def charts() -> list[Chart]:
    """Every kind of chart with what is hardest to fit."""
    drawn: list[Chart] = []
    for cells in PLANS:
        for printed in AMOUNTS:
            budget = Amount(Decimal(printed) * 10_000, Decimal(1), printed, "header", "L1")
            drawn.append(plan_chart(plan(cells), budget, id=f"c{len(drawn)}"))
    for printed in AMOUNTS:
        total = Decimal(printed) * 10_000
        points = [
            PlannedBy(
                month, (total * Decimal(part) / 7).quantize(FINE), (total * (7 - Decimal(part)) / 13).quantize(FINE)
            )
            for month, part in zip((3, 6, 10, 12), "1267", strict=True)
        ]
        drawn.append(spending_chart(points, total, id=f"c{len(drawn)}"))
        rows = [
            (LONG, total, "a"),
            (MIXED, (total / 3).quantize(FINE), "b"),
            (LONG[::-1], None, "c"),
            ("W" * 80, Decimal(1), ""),
        ]
        drawn.append(bars_chart(rows * 5, id=f"c{len(drawn)}", limit=9))
        drawn.append(strip_chart(promised(total), "元/月", id=f"c{len(drawn)}", title=LONG))
        drawn.append(years_chart(in_years(total), id=f"c{len(drawn)}"))
    for values in ("90 95 98 98.5 99 99.9 100", "0 1", "1 1.001 1000", " ".join(map(str, range(60)))):
        several = [Promised(Decimal(value), 1 + at * 7 % 40) for at, value in enumerate(values.split())]
        drawn.append(strip_chart(several, "天（工作日）", id=f"c{len(drawn)}", title=MIXED))
    return drawn


def promised(largest: Decimal) -> list[Promised]:
    """Amounts close together at one end, and one far away."""
    return [
        Promised((largest * part / 100).quantize(FINE), at + 1) for at, part in enumerate((1, 2, 3, 50, 97, 99, 100))
    ]


def in_years(largest: Decimal) -> list[InYear]:
    """Ten years, one of them only alike."""
    sums = [(largest / (year - 2014)).quantize(FINE) for year in range(2016, 2026)]
    return [InYear(2016 + at, yuan, "名称相近 70%" if at == 4 else "") for at, yuan in enumerate(sums)]


def plan(cells: str) -> tuple[Checkpoint, ...]:
    shares = [Decimal(cell) / 100 if cell and cell[-1].isdigit() else None for cell in cells.split("|")]
    return tuple(
        Checkpoint(month, share, cell, "L1")
        for month, share, cell in zip((3, 6, 10, 12), shares, cells.split("|"), strict=True)
    )


def figure(chart: Chart) -> str:
    heads = "".join(f"<th>{head}</th>" for head in chart.heads)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(entry.text)}</td>' for entry in row)}</tr>" for row in chart.rows)
    return (
        f'<figure class="chart-figure"><figcaption>{escape(chart.caption)}</figcaption><div class="chart-body">'
        f'{chart.svg}<table class="chart-table"><tr>{heads}</tr>{rows}</table></div></figure>'
    )


@pytest.fixture(params=[(360, "DejaVu Sans"), (360, "Noto Sans CJK SC"), (1280, "DejaVu Sans")], ids=str)
def page(request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """All charts in one page from disk, under the strict policy, in a phone's width and a desk's, in wide type and
    in narrow."""
    width, family = request.param
    (tmp_path / "charts.css").write_text(f"body{{font-family:{family!r}}}" + COLOURS + CSS.read_text("utf-8"), "utf-8")
    (tmp_path / "index.html").write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>charts</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><link rel="stylesheet" href="charts.css">'
        f"{''.join(figure(chart) for chart in charts())}</html>",
        "utf-8",
    )
    opened = chromium.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.goto((tmp_path / "index.html").as_uri())
    assert complaints == []
    yield opened
    opened.close()


def test_labels_stay_in_the_frame_and_apart(page: Page) -> None:
    for drawing in page.evaluate(BOXES):
        frame, texts = drawing["frame"], drawing["texts"]
        for box in texts:
            inside = (
                box["left"] >= frame["left"] - 0.5
                and box["right"] <= frame["right"] + 0.5
                and box["top"] >= frame["top"] - 0.5
                and box["bottom"] <= frame["bottom"] + 0.5
            )
            assert inside, (box, frame)
        for at, one in enumerate(texts):
            for other in texts[at + 1 :]:
                across = min(one["right"], other["right"]) - max(one["left"], other["left"])
                down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
                # The box of a line of type is taller than its ink by a third.
                high = min(one["height"], other["height"])
                assert across <= 0 or down <= high / 3, (one["words"], other["words"])


def test_a_page_of_charts_is_no_wider_than_the_screen(page: Page) -> None:
    tables = "document.querySelectorAll('.chart-table').forEach(table => table.remove())"
    page.evaluate(tables)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_type_is_readable_on_a_phone_and_not_huge_on_a_desk(page: Page) -> None:
    scale = page.evaluate("document.querySelector('svg').getBoundingClientRect().width / 340")
    assert 0.9 <= scale <= 1.4


def test_the_whole_of_a_name_is_in_its_link_and_in_the_table(page: Page) -> None:
    assert page.locator(f'a:has(> title:text-is("{MIXED} 0.12 万元"))').count() >= 1
    assert page.locator(f'td:text-is("{MIXED}")').count() >= 1
    names = page.evaluate("[...document.querySelectorAll('.chart a')].map(a => a.querySelector('title').textContent)")
    assert all(name.split(" ")[0] for name in names)
