"""Every reason why a file is not read, as an operator meets it: ``mingzhang check``, one line and what to do."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook
from saying import docx, zipped
from test_refusals import OLE, TEXT, minimal_pdf

from generator import readers
from generator.__main__ import main
from generator.readers import office

# A font of which nobody knows what its glyphs mean: what a PDF holds that was made without character codes.
GARBLED = (
    minimal_pdf("BT /F 12 Tf 50 700 Td <000100020003000400050006000700080009000A> Tj ET")
    .replace(
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/Nobody/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
        b"/BaseFont/Nobody/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>",
    )
)  # fmt: skip


def workbook() -> bytes:
    """A sheet with a formula that no program has reckoned yet."""
    book = Workbook()
    book.active.append(["预算数", 1, 2, "=B1+C1"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES = {
    "READ-EMPTY": ("空.txt", b"", "文件是空的"),
    "READ-NOT-TEXT": ("程序.txt", b"\x7fELF" + bytes(range(200)) * 20, "文件内容不是文字"),
    "READ-ENCODING": (
        "乱码.txt",
        ("绩效目标文本\n" * 30).encode() + b"\xff\n",
        "第 31 行第 1 列起不是有效的 UTF-8 文字",
    ),
    "READ-ENCRYPTED": ("加密.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "文件有密码保护"),
    "READ-DAMAGED": ("半个.docx", docx("<w:p><w:r><w:t>绩效目标</w:t></w:r></w:p>")[:-40], "文件已损坏或不完整"),
    "READ-SCANNED": ("扫描.pdf", minimal_pdf("", "", image=True), "这是扫描件或图片，没有文字层"),
    "READ-GARBLED": ("无编码.pdf", GARBLED, "PDF 里的文字无法还原成汉字"),
    "READ-NO-PAGES": ("无页.pdf", minimal_pdf(), "PDF 文件里一页也没有"),
    "READ-ARCHIVE": ("一包.zip", zipped({"a.docx": "x", "b.docx": "y"}), "这是压缩包（zip），不是文档"),
    "READ-UNSUPPORTED": ("版式.ofd", zipped({"OFD.xml": "<ofd/>"}), "还不能读取 OFD 格式"),
    "READ-NO-RESULTS": ("公式.xlsx", workbook(), "单元格 D1 是公式，但文件里没有它的计算结果"),
}


def said(capsys: pytest.CaptureFixture[str], name: str, data: bytes) -> str:
    """What the command says of the file, which must be that it cannot be read."""
    Path(name).write_bytes(data)
    assert main(["check", name]) == 2
    out, err = capsys.readouterr()
    assert "1 处读不了" in err
    return out


@pytest.mark.parametrize("code", list(FILES))
def test_a_file_that_cannot_be_read_is_refused_in_one_line_with_what_to_do(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    name, data, words = FILES[code]
    first, *others = said(capsys, name, data).splitlines()
    path, _, _, rest = first.split(":", 3)
    assert path == name
    assert rest.startswith(f" {code} ")
    assert words in first
    assert others[-1].startswith("    = ")


def test_what_is_missing_is_named_with_the_command_that_installs_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert said(capsys, "a.pdf", minimal_pdf(TEXT)).splitlines() == [
        "a.pdf:1:1: READ-NO-EXTRA 读取 PDF 文件所需的组件没有安装（pdfplumber）",
        '    = 请运行：pip install "mingzhang[pdf]"',
    ]


def test_without_libreoffice_an_old_word_file_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    assert ": READ-NO-OFFICE 读取 .rtf 文件需要 LibreOffice" in said(capsys, "a.doc", rb"{\rtf1 x}")


def test_libreoffice_that_takes_too_long_is_stopped(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("soffice").write_text("#!/bin/sh\nsleep 60 & wait\n")
    Path("soffice").chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda _: str(tmp_path / "soffice"))
    monkeypatch.setattr(office, "SECONDS", 0.2)
    assert ": READ-OFFICE-FAILED LibreOffice 没有能转换这个文件" in said(capsys, "a.rtf", rb"{\rtf1 x}")


def test_a_file_over_the_limit_is_not_even_looked_into(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(readers, "LIMIT", 10)
    assert ": READ-TOO-LARGE 文件过大" in said(capsys, "a.txt", b"more than ten bytes")


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch, capsys):
    """As root every file may be read, so the system's refusal is imitated."""
    monkeypatch.chdir(tmp_path)
    read_bytes = Path.read_bytes
    refused = PermissionError(13, "Permission denied")

    def locked(path: Path) -> bytes:
        if path.name == "a.txt":
            raise refused
        return read_bytes(path)

    Path("a.txt").write_text("某局")
    monkeypatch.setattr(Path, "read_bytes", locked)
    assert main(["check", "a.txt"]) == 2
    assert "a.txt:1:1: READ-DENIED 没有权限读取这个文件\n    = " in capsys.readouterr().out


def test_a_refusal_of_the_installed_command_is_the_same(tmp_path):
    """Through a process of its own: exit status 2, the line on stdout, the count on stderr."""
    (tmp_path / "扫描.pdf").write_bytes(FILES["READ-SCANNED"][1])
    command = [sys.executable, "-m", "generator", "check", str(tmp_path)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stdout.startswith(f"{tmp_path}/扫描.pdf:1:1: READ-SCANNED ")
    assert "从不发布由图片识别出来的数字" in done.stdout
    assert done.stderr == "1 份文件，0 个项目：错误 0，疑点 0，提示 0；1 处读不了\n"
