"""指标值: what is printed → comparison, value, unit, per, deadline; and nothing where nothing is certain."""

from __future__ import annotations

import pytest

from generator.recognise.targets import read_target
from generator.recognise.vocabulary import load


@pytest.mark.parametrize(
    ("printed", "reads"),
    [
        # as CONTRACT promises      comparison value unit          per  deadline
        ("≥4次", "≥ | 4 | 次 | |"),
        ("≤1.3万元/月", "≤ | 1.3 | 万元 | 月 |"),
        ("≥98百分比", "≥ | 98 | % | |"),
        ("≤20天（工作日）", "≤ | 20 | 天（工作日） | |"),
        ("≤20万", "≤ | 20 | 万 | |"),
        ("≥1亿", "≥ | 1 | 亿 | |"),
        ("12月底前", "| | | | 12-31"),
        ("优", "| | | |"),
        ("是", "| | | |"),
        ("平方米", "| | | |"),
        # seen in the five documents
        ("≤0.1万元/次", "≤ | 0.1 | 万元 | 次 |"),
        ("≤950元/月", "≤ | 950 | 元 | 月 |"),
        ("≥200MB", "≥ | 200 | MB | |"),
        ("≥720P", "≥ | 720 | P | |"),
        ("≥2500平方", "≥ | 2500 | 平方 | |"),
        ("100百分比", "| 100 | % | |"),
        ("100%", "| 100 | % | |"),
        (">100件", "> | 100 | 件 | |"),
        ("＞90%", "> | 90 | % | |"),
        ("0", "| 0 | | |"),
        ("6个", "| 6 | 个 | |"),
        ("≤1年", "≤ | 1 | 年 | |"),
        ("700万元", "| 700 | 万元 | |"),
        ("不超年初预算", "| | | |"),
        ("满意", "| | | |"),
        ("元", "| | | |"),
        # other spellings
        ("＝100%", "= | 100 | % | |"),
        ("=100.00(%)", "= | 100 | % | |"),
        ("≥９８．５％", "≥ | 98.5 | % | |"),
        ("不低于95%", "≥ | 95 | % | |"),
        ("不超过3次/年", "≤ | 3 | 次 | 年 |"),
        ("95%以上", "≥ | 95 | % | |"),
        ("3天以内", "≤ | 3 | 天 | |"),
        ("≥1,200人", "≥ | 1200 | 人 | |"),
        ("2024年12月底前完成", "| | | | 2024-12-31"),
        ("2024年2月底", "| | | | 2024-02-29"),
        ("6月30日前", "| | | | 06-30"),
        ("年底前", "| | | | 12-31"),
        # not one value: nothing is guessed
        ("2-3个", "| | | |"),
        ("90%~95%", "| | | |"),
        ("2月底前", "| | | |"),  # the 28th or the 29th
        ("6月31日前", "| | | |"),  # no such day
        ("约30次", "| | | |"),
        ("7*24小时", "| | | |"),
        ("2024年", "| | | |"),
        ("2024年12月", "| | | |"),
        ("≥30m2", "≥ | 30 | m2 | |"),  # the unit's own digit
        ("≥7人（询问10人）", "≥ | 7 | 人（询问10人） | |"),
        ("第1名", "| | | |"),
        ("", "| | | |"),
    ],
)
def test_a_target_reads(printed: str, reads: str):
    target = read_target(f" {printed} ", "L110", load())
    parts = (target.comparison, target.value, target.unit, target.per, target.deadline)
    assert [str(part) if part is not None else "" for part in parts] == [part.strip() for part in reads.split("|")]
    assert (target.printed, target.anchor) == (printed, "L110")


@pytest.mark.parametrize("printed", ["90%-95%", "10—15天", "3至5个", "3～5个"])
def test_a_range_is_not_one_value(printed: str):
    target = read_target(printed, "L1", load())
    assert (target.value, target.unit) == (None, None)
