"""Word: merged cells, tracked changes, numbers that Word counts, fields, text boxes."""

from saying import docx, saying


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_merged_cells_read_as_in_the_text_dump():
    wide, down, on = '<w:gridSpan w:val="4"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = p("1.校舍维修绩效目标表") + tbl(
        tc("201001市教育局本级", wide) + tc("单位：万元"),
        tc("资金用途", down) + tc("预算数") + tc("12.50") + tc("其他资金") + tc(""),
        tc("看不见的旧字", on) + tc("维修校舍", wide),
    )
    assert saying(docx(body)) == [
        "1.校舍维修绩效目标表",
        ["201001市教育局本级", "单位：万元"],
        ["资金用途", "预算数", "12.50", "其他资金", ""],
        ["", "维修校舍"],
    ]


def test_old_sideways_merges_count_once():
    body = tbl(tc("项目", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("校舍维修"))
    assert saying(docx(body)) == [["项目", "校舍维修"]]


def test_tracked_changes_are_taken_as_accepted():
    body = (
        "<w:p><w:r><w:t>预算</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>数为12万元</w:t></w:r></w:ins></w:p>"
        + tbl(tc("留下") + tc("1")).replace(
            "</w:tbl>", "<w:tr><w:trPr><w:del/></w:trPr>" + tc("删去") + "</w:tr></w:tbl>"
        )
    )
    assert saying(docx(body)) == ["预算数为12万元", ["留下", "1"]]


def test_field_codes_and_hidden_text_are_not_printed():
    body = (
        "<w:p><w:r><w:t>一、总体绩效目标</w:t></w:r><w:r><w:instrText> TC 总体绩效目标 \\f A \\l 1 </w:instrText></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
    )
    assert saying(docx(body)) == ["一、总体绩效目标"]


def test_breaks_and_tabs_stay_in_the_text():
    body = tbl("<w:tc><w:p><w:r><w:t>项目</w:t><w:br/><w:t>编码</w:t><w:tab/></w:r></w:p></w:tc>" + tc("1") + tc("2"))
    assert saying(docx(body)) == [["项目\n编码\t", "1", "2"]]


def test_numbers_that_word_counts_are_written_out():
    numbering = (
        '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def numbered(text: str, level: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')

    body = (
        numbered("总体绩效目标", 0) + numbered("分项绩效目标", 0) + numbered("招商引资", 1) + numbered("经济运行", 1)
        + numbered("工作保障措施", 0) + numbered("完善制度建设", 1)
    )  # fmt: skip
    assert saying(docx(body, numbering=numbering)) == [
        "一、总体绩效目标",
        "二、分项绩效目标",
        "（一）招商引资",
        "（二）经济运行",
        "三、工作保障措施",
        "（一）完善制度建设",
    ]


def test_a_text_box_is_read_once_behind_its_paragraph():
    box = "<w:txbxContent><w:p><w:r><w:t>二〇二四年</w:t></w:r></w:p></w:txbxContent>"
    body = (
        '<w:p xmlns:mc="mc"><w:r><w:t>部门预算</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>'
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert saying(docx(body)) == ["部门预算", "二〇二四年"]


def test_tables_with_nothing_printed_between_them_are_one():
    body = tbl(tc("一") + tc("1")) + "<w:p/>" + tbl(tc("二") + tc("2")) + p("隔开") + tbl(tc("三") + tc("3"))
    from generator.model import Row
    from generator.readers import read

    rows = [block for block in read(docx(body), "a.docx").blocks if isinstance(block, Row)]
    assert [(row.anchor, row.table) for row in rows] == [("t1.r1", 1), ("t1.r2", 1), ("t2.r1", 2)]


def test_content_controls_are_looked_through():
    body = f"<w:sdt><w:sdtContent>{p('部门名称')}{tbl(tc('预算数') + tc('3'))}</w:sdtContent></w:sdt>"
    assert saying(docx(body)) == ["部门名称", ["预算数", "3"]]
