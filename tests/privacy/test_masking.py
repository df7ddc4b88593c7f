"""Personal data is found among the figures of a disclosure, and nothing published shows it."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.model import Row
from generator.privacy import mask, redacted
from generator.privacy.names import is_name
from generator.privacy.numbers import is_bank_card, is_identity_card
from generator.readers import read

ROOT = Path(__file__).parents[2]

# Invented, with check characters that hold.
IDENTITY = "130208199003070015"
BANK_CARD = "6222020000000000000"
MOBILE = "13812345678"


def masked(text: str) -> str:
    """The text as it would be published."""
    return redacted(text.encode(), "a.txt")


def kinds(text: str) -> list[str]:
    data = text.encode()
    _, places = mask(read(data, "a.txt"), data)
    return [place.kind for place in places]


def test_the_check_characters_of_the_examples_hold():
    assert is_identity_card(IDENTITY)
    assert not is_identity_card(IDENTITY[:-1] + "X")
    assert is_bank_card(BANK_CARD)
    assert not is_bank_card("6222020000000000004")


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        (f"的联系人：张三　电话：{MOBILE}", "的联系人：██　电话：███████████"),
        ("的联系人：李 四，0315-3088888", "的联系人：█ █，████████████"),
        ("的填表人：欧阳小明 联系电话：3088888", "的填表人：████ 联系电话：███████"),
        (f"的王小明（{MOBILE}）负责", "的王小明（███████████）负责"),
        (f"，王小明（{MOBILE}）负责的", "，███（███████████）负责的"),
        ("的手机：138 1234 5678", "的手机：███ ████ ████"),
        ("的手机：138-1234-5678", "的手机：█████████████"),
        ("的手机：+8613812345678", "的手机：██████████████"),
        ("的手机：１３８１２３４５６７８", "的手机：███████████"),
        (f"的张三，身份证号：{IDENTITY}", "的张三，身份证号：██████████████████"),
        (f"。张三，身份证号：{IDENTITY}的", "。██，身份证号：██████████████████的"),
        ("的身份证号码 130208900307001", "的身份证号码 ███████████████"),
        (f"的补贴发到银行卡号{BANK_CARD}", "的补贴发到银行卡号███████████████████"),
        ("的邮箱 zhang.san@163.com", "的邮箱 █████████████████"),
        (f"的电话{MOBILE},13987654321", "的电话███████████,███████████"),
    ],
)  # fmt: skip
def test_what_belongs_to_a_person_is_masked_sign_for_sign(printed: str, published: str):
    assert masked(printed) == published


@pytest.mark.parametrize(
    "printed",
    [
        "的项目编码：13020822P00874710001B",
        "的项目编码：13020924P00071310005T",
        "的项目编码：130229211234567890123",
        "的唐财建[2021]59号、临机编【2012】154号",
        "的预算 13812345678 元",
        "的预算数：13812345678",
        "的预算 13812345678.00",
        "的拨款 15000000000",
        "的区划代码130208，单位编码439001",
        "的面积13812345678平方米",
        "的统一社会信用代码：111302082000010100",
        "的\n330100202101010003",  # a division, a year and a number, with a check character by chance
        "的监督电话：0315-3088888",
        "的举报电话12345、12380",
        "的负责人：王五",
        "的负责人：高新区管委会，办公电话：0315-3088888",
        "的电话费 3 万元",
        "的邮箱 fgj@tangshan.gov.cn",
        "的合同 HT13812345678 号",
        "的150 2021 2022",
        "[bookmark: _Toc_4_4_0000000004]的目录",
        f"的账号{BANK_CARD[:-1]}4",
    ],
)
def test_codes_amounts_and_public_numbers_are_left_alone(printed: str):
    assert kinds(printed) == []


def test_a_name_and_its_number_may_stand_in_cells_of_one_row():
    text = "的\n\t单位负责人\n\t钱七\n\t联系电话\n\t13812345678\n\n\t预算数\n\t13812345678\n"
    document, places = mask(read(text.encode(), "a.txt"), text.encode())
    first, second = [block for block in document.blocks if isinstance(block, Row)]
    assert [cell.text for cell in first.cells] == ["单位负责人", "██", "联系电话", "███████████"]
    assert [cell.text for cell in second.cells] == ["预算数", "13812345678"]
    assert [(place.anchor, place.kind) for place in places] == [("L3", "name"), ("L5", "mobile")]


def test_a_list_of_people_loses_their_names_and_numbers_and_keeps_the_rest():
    rows = "的名单\n\t姓名\n\t身份证号\n\t补贴金额\n\n" + f"\t赵小云\n\t{IDENTITY}\n\t3600\n"
    assert masked(rows).endswith("\t███\n\t██████████████████\n\t3600\n")


def test_a_telephone_one_line_below_the_name_is_its_telephone():
    assert masked("的填表人：王五\n联系电话：3088881\n监督电话：3088882\n") == (
        "的填表人：██\n联系电话：███████\n监督电话：3088882\n"
    )


def test_texts_in_another_encoding_are_looked_at_as_closely():
    data = f"联系人：张三，电话：{MOBILE}".encode("gb18030")
    assert redacted(data, "a.txt") == "联系人：██，电话：███████████"
    assert mask(read(data, "a.txt"), data)[1]


def test_nothing_in_the_five_submissions_is_masked():
    for path in sorted((ROOT / "content" / "submissions").glob("*.txt")):
        data = path.read_bytes()
        document = read(data, path.name)
        assert mask(document, data) == (document, ()), path.name
        lines = data.decode("utf-8-sig").replace("\r\n", "\n")
        assert redacted(data, path.name) == lines, path.name


@pytest.mark.parametrize("text", ["各科室", "高新区", "张家口市", "王某某某某", "负责人", "管委会", "周边"])
def test_words_that_look_like_names_are_none(text: str):
    assert is_name(text) == (text == "周边")


def test_a_drawn_table_is_masked_in_its_own_lines():
    text = f"的表\n| 联系人 | 张三 |\n| 电话 | {MOBILE} |\n"
    published = masked(text)
    assert MOBILE not in published
    assert "张三" not in published
    assert published.startswith("的表\n| 联系人 |")


SECRETS = ("张建国", MOBILE, "13987654321", IDENTITY, "0315-3088888")
LINES = f"联系人：张建国　手机：{MOBILE}\n备用13987654321\n经办人：李梅　电话：0315-3088888\n身份证号：{IDENTITY}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A portal built from the same disclosure as text and as a web page, with people's numbers in both."""
    folder = tmp_path_factory.mktemp("portal")
    (folder / "content" / "submissions").mkdir(parents=True)
    source = (ROOT / "content" / "submissions" / "曹妃甸区装备制造园区管理委员会-2025.txt").read_text("utf-8")
    text = source.replace("二、分项绩效目标", f"{LINES}二、分项绩效目标", 1).replace("100.00", "100.00", 1)
    (folder / "content" / "submissions" / "甲.txt").write_text(text, "utf-8")
    page = "".join(f"<p>{line}</p>" for line in LINES.splitlines())
    html = f"<!doctype html><html><body><h1>乙县水利局2024年</h1>{page}</body></html>"
    (folder / "content" / "submissions" / "乙.html").write_text(html, "utf-8")
    (folder / "content" / "submissions" / "丙.docx").write_bytes(_docx())
    assert main(["build", str(folder / "content"), str(folder / "site")]) == 0
    return folder / "site"


def _docx() -> bytes:
    """丙县教育局, with a table that names the person in charge and a telephone."""
    cells = (("单位负责人", "张建国", "联系电话", MOBILE), ("身份证号", IDENTITY, "备用电话", "13987654321"))
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in cells
    )
    body = f"<w:p><w:r><w:t>丙县教育局2024年</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def _files(site: Path):
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.relative_to(site).as_posix(), data
            if data.startswith(b"PK"):
                with zipfile.ZipFile(BytesIO(data)) as archive:
                    yield from ((f"{path}!{name}", archive.read(name)) for name in archive.namelist())


def test_no_file_of_the_site_holds_what_was_masked(site: Path):
    for name, data in _files(site):
        for secret in SECRETS:
            assert secret.encode() not in data, name


def test_the_database_does_not_either(site: Path):
    connection = sqlite3.connect(site / "data" / "catalogue.sqlite")
    dump = "\n".join(connection.iterdump())
    connection.close()
    assert "personal_data_masked" in dump
    for secret in SECRETS:
        assert secret not in dump


def test_the_redacted_text_stands_in_for_the_source_with_the_digest_of_what_was_received(site: Path):
    redacted_files = sorted(site.glob("sources/*/*-redacted.txt"))
    assert len(redacted_files) == 3
    assert sorted(path.suffix for path in site.glob("sources/*/*") if path.suffix != ".html") == [".txt"] * 3
    for path in redacted_files:
        said = path.read_text("utf-8")
        assert "联系人：███　手机：███████████" in said or "单位负责人\t███\t联系电话\t███████████" in said
        page = (path.parent / "index.html").read_text("utf-8")
        assert f'href="{path.name}"' in page
        assert "处个人信息，已经隐去" in page
        assert "（收到的原件）" in page


def test_the_finding_says_how_many_and_of_what_kind_and_never_what(site: Path):
    findings = (site / "data" / "findings.jsonl").read_text("utf-8").splitlines()
    mine = [line for line in findings if "personal_data_masked" in line]
    said = [re.search("个人信息（(.+?)）", line) for line in mine]
    assert sorted(found[1] for found in said if found) == [
        "身份证号码1处、手机号码2处、姓名1处",
        *["身份证号码1处、手机号码2处、电话1处、姓名2处"] * 2,
    ]
    assert all('"severity":"error"' in line for line in mine)


def test_check_prints_masks_too(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(LINES, "utf-8")
    assert main(["check", "a.txt"]) == 1
    out = capsys.readouterr().out
    assert "a.txt:1:5: personal_data_masked 错误：原文里有个人信息" in out
    assert "    联系人：███　手机：███████████\n" in out
    for secret in SECRETS:
        assert secret not in out


def test_a_site_with_masked_data_is_proven_against_its_sources(site: Path, capsys):
    assert main(["verify", str(site), "--content", str(site.parent / "content")]) == 0, capsys.readouterr().out
