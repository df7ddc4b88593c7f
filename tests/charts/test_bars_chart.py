"""Projects or departments by size."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.charts import bars_chart
from generator.charts.drawing import em, wrapped

YUNHE = [  # 临西县运河园区管理委员会, five of its projects in printed order
    ("高速口广告牌租赁", Decimal(60_000), "a/index.html"),
    ("限高杆安装", Decimal(400_000), "b/index.html"),
    ("运转保障经费（劳务费）", Decimal(405_000), "c/index.html"),
    ("中小企业创新发展资金", Decimal(1_500_000), "d/index.html"),
    ("综合事务管理经费", Decimal(50_000), "e/index.html"),
]


def test_bars_are_sorted_and_linked() -> None:
    chart = bars_chart(YUNHE, id="b")
    assert re.findall(r'<a href="([^"]+)">', chart.svg) == [f"{letter}/index.html" for letter in "dcbae"]
    assert [row[0].text for row in chart.rows][:2] == ["中小企业创新发展资金", "运转保障经费（劳务费）"]
    assert chart.caption == (
        "5个项目，预算合计 241.5 万元；最大的是中小企业创新发展资金，150 万元（约62%）；最大的3个合计约95%。"
    )


def test_the_largest_bar_fills_the_width_and_the_others_are_in_proportion() -> None:
    widths = re.findall(r'<rect class="bar" x="0" y="[\d.]+" width="([\d.]+)"', bars_chart(YUNHE, id="b").svg)
    assert widths[0] == "340"
    assert widths[2] == "90.7"  # 40 of 150


def test_links_stand_outside_of_the_image() -> None:
    """A link inside of an image is a link for nobody who listens."""
    svg = bars_chart(YUNHE, id="b").svg
    image = re.search(r'<g role="img" aria-labelledby="b-t b-d">.*?</g>', svg)
    assert image is not None
    assert "<a " not in image[0]


def test_zero_and_unstated_are_two_things() -> None:
    chart = bars_chart([("甲", Decimal(0), "a"), ("乙", None, "b"), ("丙", Decimal(10_000), "c")], id="b")
    assert [tuple(entry.text for entry in row) for row in chart.rows] == [
        ("丙", "1", "100%"),
        ("甲", "0", "0%"),
        ("乙", "未填", ""),
    ]
    assert chart.svg.count('class="bar"') == 1
    assert chart.caption.endswith("另有1个没有写明预算数。")


def test_past_the_limit_the_rest_is_one_line_with_its_sum() -> None:
    rows = [(f"项目{n:02}", Decimal(n * 10_000), f"{n}") for n in range(1, 31)]
    chart = bars_chart(rows, id="b", limit=5)
    assert len(chart.rows) == 6
    assert [entry.text for entry in chart.rows[-1]] == ["其余 25 个项目", "325", "约70%"]
    assert ">其余 25 个项目，合计 325 万元</text>" in chart.svg


def test_a_rest_of_one_is_shown_instead_of_counted() -> None:
    rows = [(f"项目{n}", Decimal(n), "") for n in range(1, 7)]
    assert "其余" not in bars_chart(rows, id="b", limit=5).svg


def test_equal_amounts_have_no_largest_among_them() -> None:
    rows = [("甲", Decimal(10_000), "a"), ("乙", Decimal(10_000), "b")]
    assert bars_chart(rows, id="b").caption == "2个项目，预算合计 2 万元；各为 1 万元。"


def test_one_thing_alone() -> None:
    assert bars_chart([("发改局", Decimal(9_944_900), "")], id="b", what="部门").caption == (
        "只有1个部门：发改局，预算 994.49 万元。"
    )


def test_no_amount_anywhere() -> None:
    chart = bars_chart([("甲", None, "a"), ("乙", None, "b")], id="b")
    assert chart.caption == "2个项目都没有写明预算数。"
    assert bars_chart([], id="b").svg == ""


def test_names_with_markup_are_text() -> None:
    svg = bars_chart([('<script>"A&B"</script>', Decimal(1), 'x"><script>')], id="b").svg
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_order_does_not_depend_on_the_order_given() -> None:
    assert bars_chart(YUNHE, id="b") == bars_chart(YUNHE[::-1], id="b")


def test_long_names_wrap_to_two_lines_and_the_whole_is_in_the_title() -> None:
    name = "唐财建[2021]59号" + "基础设施建设与环境综合整治专项资金" * 4
    svg = bars_chart([(name, Decimal(10_000), "a")], id="b").svg
    labels = re.findall(r'<text class="label"[^>]*>([^<]+)<', svg)
    assert len(labels) == 2
    assert labels[1].endswith("…")
    assert f"<title>{name} 1 万元</title>" in svg


def test_lines_do_not_begin_with_a_comma_nor_break_a_word() -> None:
    assert wrapped("道路清扫保洁，绿化养护", 6.2 * 12, 12, 2) == ("道路清扫保", "洁，绿化养护")
    assert wrapped("建设 Smart Command Centre 平台", 11 * 12, 12, 3) == (
        "建设 Smart",
        "Command Centre 平",
        "台",
    )
    assert all(em(line) <= 11 for line in wrapped("WWWWWWWWWWWWWWWWWWWWWWWWWWW", 11 * 12, 12, 3))
