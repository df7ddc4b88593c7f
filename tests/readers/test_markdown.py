"""Markdown through its tokens: tables are rows, marks are not text."""

from saying import saying

TABLE = """\
# 1.校舍维修绩效目标表

| 项目编码 | 130208 | 项目名称 | **校舍**维修 |
|---|---|---|---|
| 绩效目标 | 修好 3 所\\|小学 |
| | 第二行<br>接着 |
"""


def test_tables_are_rows_and_a_short_row_stays_short():
    assert saying(TABLE, "a.md") == [
        "1.校舍维修绩效目标表",
        ["项目编码", "130208", "项目名称", "校舍维修"],
        ["绩效目标", "修好 3 所|小学"],
        ["", "第二行\n接着"],
    ]


def test_the_numbers_of_a_list_are_part_of_the_text():
    assert saying("1. 修好校舍\n2. 按时完工\n\n- 无编号\n", "a.md") == ["1.修好校舍", "2.按时完工", "无编号"]


def test_a_table_written_as_html_is_read_as_html():
    text = "前文\n\n<table><tr><td>预算数</td><td>3</td></tr></table>\n\n后文\n"
    assert saying(text, "a.md") == ["前文", ["预算数", "3"], "后文"]


def test_a_table_with_bars_in_a_text_file_is_read_too():
    assert saying(TABLE.replace("\\|", "").replace("**", ""), "a.txt")[1] == [
        "项目编码",
        "130208",
        "项目名称",
        "校舍维修",
    ]
