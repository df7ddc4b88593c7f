"""A portal of one small submission with known mistakes, and the command run on it."""

from __future__ import annotations

from pathlib import Path

from generator.__main__ import main

# Line 1 is empty, so that line numbers below can be counted by eye. Cells are indented by one tab.
TABLE = """
第二部分
预算项目绩效目标
1.道路绿化养护费绩效目标表
\t401001甲县园林管理所本级
\t单位：万元

\t项目编码
\t13022924P00000000001A
\t项目名称
\t道路绿化养护费

\t预算规模及资金用途
\t预算数
\t12.00
\t其中：财政    资金
\t10.00
\t其他资金
\t1.00

\t
\t用于道路绿化的养护等发面，养护费１２万元

\t资金支出计划（%）
\t3月底
\t6月底
\t10月底
\t12月底

\t
\t25
\t50
\t75
\t100

\t绩效目标
\t1.养护道路绿化带3条

\t一级指标
\t二级指标
\t三级指标
\t绩效指标描述
\t指标值
\t指标值确定依据

\t产出指标
\t数量指标
\t养护绿化带条数
\t养护绿化带条数
\t≥3条
\t养护计划
"""


def portal(folder: Path, *files: tuple[str, bytes | str]) -> Path:
    """A content folder with these submissions."""
    submissions = folder / "content" / "submissions"
    submissions.mkdir(parents=True)
    for name, data in files:
        (submissions / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return folder / "content"


def run(capsys, *arguments: str) -> tuple[int, str, str]:  # type: ignore[no-untyped-def]
    """Exit status, what went to stdout, what went to stderr."""
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err
