"""The text dump, line by line: what begins a cell, what continues it, what ends a row."""

from pathlib import Path

import pytest

from generator.model import Cell, Paragraph, ReadError, Row
from generator.readers import read

SUBMISSIONS = Path(__file__).parents[2] / "content" / "submissions"


def blocks(text: str) -> tuple[Paragraph | Row, ...]:
    return read(text.encode(), "部门.txt").blocks


def texts(text: str) -> list[object]:
    """Paragraphs as their text, rows as the list of their cells' texts."""
    return [b.text if isinstance(b, Paragraph) else [c.text for c in b.cells] for b in blocks(text)]


def at(document: str, anchor: str) -> Paragraph | Row:
    """The block of one of the submissions that holds ``anchor``."""
    path = next(SUBMISSIONS.glob(f"{document}*.txt"))
    for block in read(path.read_bytes(), path.name).blocks:
        places = [block.anchor] if isinstance(block, Paragraph) else [cell.anchor for cell in block.cells]
        if anchor in places:
            return block
    raise AssertionError(anchor)


def test_a_tab_begins_a_cell_and_a_blank_line_ends_the_row():
    row = at("丰润区", "L72")
    assert row == Row(
        (
            Cell("预算规模及资金用途", "L71"),
            Cell("预算数", "L72"),
            Cell("0.36", "L73"),
            Cell("其中：财政    资金", "L74"),
            Cell("0.36", "L75"),
            Cell("其他资金", "L76"),
            Cell("", "L77"),
        ),
        "L71",
        table=1,
    )


def test_a_line_outside_a_row_is_a_paragraph():
    heading = "[bookmark: _Toc_4_4_0000000004]1.2021年差旅费（21年借款）绩效目标表"
    assert at("丰润区", "L62") == Paragraph(heading, "L62")


def test_a_line_without_tab_continues_its_cell():
    row = at("唐山高新区", "L34")
    assert [cell.text for cell in row.cells] == ["项目\n编码", "————", "项目名称", "招商经费"]
    assert [cell.anchor for cell in row.cells] == ["L34", "L36", "L37", "L38"]


def test_a_row_of_six_empty_cells_is_kept():
    assert [cell.text for cell in at("唐山高新区", "L80").cells] == [""] * 6


def test_blanks_before_the_tab_say_that_text_was_cut_out():
    """
    解决占用项目土地的具体亩数
     \t439001丰润区经济开发区管理委员会本级
    """
    before, after = at("丰润区", "L565"), at("丰润区", "L569")
    assert [cell.text for cell in before.cells][-1] == "解决占用项目土地的具体亩数"
    assert after.cut
    assert [cell.text for cell in after.cells] == ["439001丰润区经济开发区管理委员会本级", "单位：万元"]
    assert after.table == before.table


def test_rows_cut_out_of_their_tables_stay_apart_from_each_other():
    assert [cell.text for cell in at("丰润区", "L600").cells] == ["绩效目标", "1.完成2022年项目观摩、集中开工工作"]
    assert at("丰润区", "L602") == Row((Cell("资金到位时效", "L602"),), "L602", 6, cut=True)
    assert [cell.text for cell in at("丰润区", "L603").cells] == ["≤20天（工作日）", "拨款凭证"]


def test_tabs_behind_a_text_belong_to_its_cell():
    assert [cell.text for cell in at("曹妃甸区发展", "L160").cells] == ["绩效目标", "1.完成救灾物资购买" + "\t" * 6]


def test_rows_without_a_paragraph_between_are_one_table():
    found = blocks("甲\n\t一\n\n\n\t二\n乙\n\n丙\n\t三\n")
    assert [block.table for block in found if isinstance(block, Row)] == [1, 1, 2]
    assert texts("甲\n\t一\n\n\n\t二\n乙\n\n丙\n\t三\n") == ["甲", ["一"], ["二\n乙"], "丙", ["三"]]


@pytest.mark.parametrize(
    ("document", "paragraphs", "rows", "tables"),
    [
        ("丰润区", 59, 91, 6),
        ("临西县", 33, 126, 9),
        ("唐山高新区", 40, 199, 13),
        ("曹妃甸区发展", 42, 182, 13),
        ("曹妃甸区装备", 30, 48, 3),
    ],
)
def test_every_line_of_the_submissions_is_in_a_block(document: str, paragraphs: int, rows: int, tables: int):
    path = next(SUBMISSIONS.glob(f"{document}*.txt"))
    found = read(path.read_bytes(), path.name).blocks
    assert sum(isinstance(block, Paragraph) for block in found) == paragraphs
    assert sum(isinstance(block, Row) for block in found) == rows
    assert max(block.table for block in found if isinstance(block, Row)) == tables
    printed = "".join(b.text if isinstance(b, Paragraph) else "".join(c.text for c in b.cells) for b in found)
    assert "".join(printed.split()) == "".join(path.read_text().split())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "cp950"])
def test_the_encoding_does_not_matter(encoding: str):
    text = "一、績效目標\n\t項目名稱\n\t校舍維修\n\t預算數\n\t12.50\n"
    assert read(text.encode(encoding), "x.txt").blocks == blocks(text)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_systems_read_the_same(ending: str):
    text = "一、绩效目标\n\t项目\n编码\n\t————\n\n尾"
    assert blocks(text.replace("\n", ending)) == blocks(text)


def test_one_row_a_line_as_copied_from_a_sheet():
    text = (
        "项目支出绩效目标表\n"
        "一级指标\t二级指标\t三级指标\t指标值\n"
        "产出指标\t数量指标\t培训人次\t≥120人次\n"
        "\t质量指标\t合格率\t≥95%\n"
        "\t时效指标\t完成时限\t12月底前\n"
    )
    assert texts(text) == [
        "项目支出绩效目标表",
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "培训人次", "≥120人次"],
        ["", "质量指标", "合格率", "≥95%"],
        ["", "时效指标", "完成时限", "12月底前"],
    ]
    assert blocks(text)[2].cells[3].anchor == "L3.c4"


def test_a_quoted_cell_of_a_sheet_may_hold_line_breaks():
    assert texts('项目名称\t"校舍\n维修"\t预算数\t10\n其他资金\t0') == [
        ["项目名称", "校舍\n维修", "预算数", "10"],
        ["其他资金", "0"],
    ]


def test_a_broken_byte_is_refused_with_its_line_and_column():
    data = "第一行\n第二行绩效目标绩效目标绩效目标绩效目标".encode() + b"\xff" + "之后".encode()
    with pytest.raises(ReadError) as caught:
        read(data, "x.txt")
    error = caught.value
    assert (error.code, error.line, error.col) == ("READ-ENCODING", 2, 20)
    assert error.excerpt == "第二行绩效目标绩效目标绩效目标绩效目标\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf \n"])
def test_an_empty_file_is_refused(data: bytes):
    with pytest.raises(ReadError) as caught:
        read(data, "x.txt")
    assert caught.value.code == "READ-EMPTY"


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x7fELF\x02\x01\x01" + b"\0" * 64, b"\x00\x01\x02\x03"])
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(ReadError) as caught:
        read(data, "x.txt")
    assert caught.value.code == "READ-NOT-TEXT"
