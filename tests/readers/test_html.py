"""Web pages: merged cells, tables for layout, what is no content."""

from saying import saying

from generator.model import Row
from generator.readers import read

FORM = """<html><head><meta charset=gb2312><title>不是内容</title></head><body>
<h3>1.校舍维修绩效目标表</h3>
<table>
<tr><td colspan=3>201001市教育局本级</td><td colspan=4>单位：万元</td></tr>
<tr><td rowspan=2>预算规模及<br>资金用途<td>预算数<td>12.50<td>其中：财政资金<td>12.50<td>其他资金<td></tr>
<tr><td colspan=6>维修 3 所小学的校舍</td></tr>
</table>
<p>&nbsp;</p><p>第 1 页</p></body></html>"""


def test_merged_cells_read_as_in_the_text_dump():
    assert saying(FORM) == [
        "1.校舍维修绩效目标表",
        ["201001市教育局本级", "单位：万元"],
        ["预算规模及\n资金用途", "预算数", "12.50", "其中：财政资金", "12.50", "其他资金", ""],
        ["", "维修 3 所小学的校舍"],
        "第 1 页",
    ]


def test_a_page_is_told_by_its_content_not_by_its_name():
    """Old systems offer web pages as Word and Excel files."""
    for name in ("绩效目标.doc", "绩效目标.xls", "绩效目标.txt", "绩效目标"):
        assert read(FORM.encode("gb18030"), name).source.format == "html"
    assert saying(FORM.encode("gb18030"), "a.doc") == saying(FORM)


def test_cells_are_anchored_by_table_row_and_cell():
    rows = [block for block in read(FORM.encode(), "a.html").blocks if isinstance(block, Row)]
    assert [cell.anchor for cell in rows[2].cells] == ["t1.r3.c1", "t1.r3.c2"]


def test_a_table_for_layout_is_no_table_and_the_one_inside_is():
    page = """<html><table><tr><td>第一部分<p>总体目标</p>
    <table><tr><td>项目名称</td><td>校舍维修</td></tr></table>附注</td></tr></table></html>"""
    assert saying(page) == ["第一部分", "总体目标", ["项目名称", "校舍维修"], "附注"]


def test_a_table_in_a_cell_of_a_form_follows_the_row_it_stands_in():
    page = """<html><table><tr><td>项目名称</td><td>校舍维修</td></tr>
    <tr><td>绩效指标</td><td><table><tr><td>三级指标</td><td>指标值</td></tr></table></td></tr>
    <tr><td>备注</td><td>无</td></tr></table></html>"""
    assert saying(page) == [["项目名称", "校舍维修"], ["绩效指标", ""], ["三级指标", "指标值"], ["备注", "无"]]


def test_scripts_styles_and_hidden_parts_are_no_content():
    page = """<html><style>p { color: red }</style><script>var 预算数 = "99";</script>
    <div hidden>草稿</div><div style="display: none">旧稿<br></div><p>正式文本</p></html>"""
    assert saying(page) == ["正式文本"]


def test_a_saved_page_with_its_pictures_is_read_by_its_page():
    archive = (
        "From: <Saved by Blink>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n'
        "--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        "PGh0bWw+PHA+6aKE566X5pWwPC9wPjwvaHRtbD4=\n"
        "--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n"
    )
    assert saying(archive, "网页.mht") == ["预算数"]
