"""Official documents cited by number: their spellings are one, and other numbers are none."""

from __future__ import annotations

import pytest

from generator.recognise.citations import cited_documents


@pytest.mark.parametrize(
    "printed",
    [
        "临机编【2012】154号文园区招商职责",
        "依据临机编【2012】154号文园区编制职能",
        "临机编2012【154】号文园区职责",
        "根据临机编［2012］154号",
        "临机编〔2012〕154 号",
        "临机编（2012）第154号",
    ],
)
def test_the_spellings_of_one_number_are_one_document(printed: str):
    assert cited_documents(printed) == ("临机编〔2012〕154号",)


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("唐财建[2021]59号2021年开发区建设专项[奖励先进开发区]", ["唐财建〔2021〕59号"]),
        ("唐财建【2023】41号调整2022年产粮大县奖励资金", ["唐财建〔2023〕41号"]),
        ("唐财建（2023）106号凤凰英才奖励资金", ["唐财建〔2023〕106号"]),
        ("冀人社字【2019】48号文调整最低工资标准的通知", ["冀人社字〔2019〕48号"]),
        ("依据冀财预〔2020〕3号和唐财建[2021]59号、唐财建【2021】59号", ["冀财预〔2020〕3号", "唐财建〔2021〕59号"]),
    ],
)
def test_every_number_is_found_once_in_printed_order(printed: str, numbers: list[str]):
    assert list(cited_documents(printed)) == numbers


@pytest.mark.parametrize(
    "printed",
    [
        "根据临机编2012【154】园区职能设置",  # L439 of 临西县: without 号 it is not a number of a document
        "2021年第3号楼",
        "每天24小时，3号门",
        "年初计划",
        "依据《河北省天然气价格管理办法》",
        "",
    ],
)
def test_other_texts_cite_nothing(printed: str):
    assert cited_documents(printed) == ()
