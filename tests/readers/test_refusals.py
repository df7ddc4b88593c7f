"""What cannot be read is refused: each kind of trouble has its code, its words, and what to do."""

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest
import xlrd
from openpyxl import Workbook
from saying import docx, refused, saying, zipped

from generator.model import ReadError
from generator.readers import REFUSALS, container, from_os_error, office, read

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LOCKED_DOC = b"".join([
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 504,
    "WordDocument".encode("utf-16-le"), b"\0" * 488, b"\xec\xa5\xc1\0", b"\0" * 7, b"\x13",
])  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def minimal_pdf(*pages: str, image: bool = False) -> bytes:
    """A PDF of pages with these contents; with a picture over each page if asked for."""
    kids = " ".join(f"{10 + n} 0 R" for n in range(len(pages)))
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for n, content in enumerate(pages):
        objects[30 + n] = (
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
            "\nstream\nx\nendstream"
        )
        drawing = ("q 600 0 0 800 0 0 cm /I Do Q " if image else "") + content
        objects[20 + n] = f"<</Length {len(drawing)}>>\nstream\n{drawing}\nendstream"
        objects[10 + n] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {20 + n} 0 R"
            f"/Resources<</Font<</F 3 0 R>>/XObject<</I {30 + n} 0 R>>>>>>"
        )
    out, offsets = b"%PDF-1.4\n", {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{n} 1\n{at:010} 00000 n \n" for n, at in offsets.items())
    return out + f"xref\n{table}trailer<</Root 1 0 R/Size 60>>\nstartxref\n{len(out)}\n%%EOF".encode()


TEXT = "BT /F 12 Tf 50 700 Td (Budget 12.50) Tj ET"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "READ-EMPTY"),
        ("<html><body> </body></html>", "READ-EMPTY"),
        (docx("<w:p/>"), "READ-EMPTY"),
        (b"\x7fELF" + bytes(range(200)) * 20, "READ-NOT-TEXT"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "READ-SCANNED"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "READ-SCANNED"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 50, "READ-ARCHIVE"),
        (zipped({"a.docx": "x", "b.docx": "y"}), "READ-ARCHIVE"),
        (zipped({"OFD.xml": "<ofd/>"}), "READ-UNSUPPORTED"),
        (docx("<w:p><w:r><w:t>绩效目标</w:t></w:r></w:p>")[:-40], "READ-DAMAGED"),
        (docx("<w:p><w:r><w:t>绩效目标"), "READ-DAMAGED"),
        (zipped({"xl/workbook.xml": "<workbook/>"}), "READ-DAMAGED"),
        (zipped({"xl/workbook.bin": b"x"}), "READ-UNSUPPORTED"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "READ-ENCRYPTED"),
        (LOCKED_DOC, "READ-ENCRYPTED"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "READ-UNSUPPORTED"),
        (b"%PDF-1.7\ngarbage", "READ-DAMAGED"),
        (minimal_pdf(), "READ-NO-PAGES"),
        (minimal_pdf("", "", image=True), "READ-SCANNED"),
        (minimal_pdf(TEXT, TEXT, TEXT, image=True), "READ-SCANNED"),  # words that a program guessed over pictures
    ],
)  # fmt: skip
def test_each_kind_of_trouble_has_its_code(data: bytes | str, code: str):
    error = refused(data)
    assert error.code == code
    assert error.hint
    assert error.__notes__  # the same in English


def test_a_pdf_with_text_is_read_and_its_page_number_is_not_content():
    number = "BT /F 9 Tf 300 20 Td (- 1 -) Tj ET"
    blocks = read(minimal_pdf(f"{TEXT} {number}"), "a.pdf").blocks
    assert [(block.text, block.anchor) for block in blocks] == [("Budget 12.50", "p1.l1")]


def outcome(data: bytes) -> str:
    try:
        return read(data, "x").source.format
    except ReadError as error:
        return error.code


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_are_read_or_refused_but_never_crash(seed: int):
    """Flipped bytes, a missing end: whatever is left of a document is read, or gives one clear line."""
    random = Random(seed)  # noqa: S311 — the same damage in every run
    table = docx("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>" * 9)
    for data in (table, minimal_pdf(TEXT), zipped({"content.xml": "<x/>", "mimetype": "x"}), OLE * 3):
        damaged = bytearray(data[: len(data) // 2] if seed % 2 else data)
        for _ in range(seed):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        assert outcome(bytes(damaged)) in {*REFUSALS, "docx", "pdf", "ods", "text"}


def test_a_zip_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(container, "LIMIT", 1 << 20)
    bomb = docx("<w:p><w:r><w:t>" + "0" * (2 << 20) + "</w:t></w:r></w:p>")
    assert len(bomb) < 10_000
    assert refused(bomb).code == "READ-TOO-LARGE"


def test_a_zip_may_lie_about_its_sizes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(container, "LIMIT", 1 << 20)
    bomb = docx("<w:p>" + " " * (2 << 20) + "</w:p>")
    size = zipfile.ZipFile(io.BytesIO(bomb)).getinfo("word/document.xml").file_size
    lying = bomb.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert refused(lying).code in {"READ-TOO-LARGE", "READ-DAMAGED"}


def test_entities_of_an_attacker_are_not_followed(tmp_path: Path):
    (tmp_path / "secret").write_text("机密")
    document = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&x;公开</w:t></w:r></w:p></w:body></w:document>'
    )
    assert refused(zipped({"word/document.xml": document}), "a.docx").code == "READ-DAMAGED"


def test_a_folder_named_like_a_file_and_a_locked_file_are_told_apart(tmp_path: Path):
    with pytest.raises(IsADirectoryError) as caught:
        tmp_path.read_bytes()
    assert from_os_error(caught.value).code == "READ-FOLDER"
    assert from_os_error(PermissionError()).code == "READ-DENIED"


@pytest.mark.parametrize(
    ("data", "module", "command"),
    [
        (docx("<w:p/>"), "lxml", 'pip install "mingzhang[docx]"'),
        (zipped({"xl/workbook.xml": ""}), "python_calamine", 'pip install "mingzhang[xlsx]"'),
        (OLE + "Workbook".encode("utf-16-le"), "xlrd", 'pip install "mingzhang[xlsx]"'),
        (minimal_pdf(TEXT), "pdfplumber", 'pip install "mingzhang[pdf]"'),
    ],
)
def test_what_is_missing_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, data: bytes, module: str, command: str
):
    monkeypatch.setitem(sys.modules, module, None)
    error = refused(data)
    assert error.code == "READ-NO-EXTRA"
    assert command in error.hint


def test_an_old_workbook_with_a_password_is_refused(monkeypatch: pytest.MonkeyPatch):
    def locked(**_: object) -> None:
        raise xlrd.XLRDError("Workbook is encrypted")

    monkeypatch.setattr(xlrd, "open_workbook", locked)
    assert refused(OLE + "Workbook".encode("utf-16-le")).code == "READ-ENCRYPTED"


def test_without_libreoffice_an_old_word_file_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    assert refused(rb"{\rtf1 x}").code == "READ-NO-OFFICE"


def test_libreoffice_is_stopped_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60 & wait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda _: str(slow))
    monkeypatch.setattr(office, "SECONDS", 0.2)
    error = refused(rb"{\rtf1 x}")
    assert error.code == "READ-OFFICE-FAILED"
    assert "0.2 秒" in error.message


def test_every_refusal_says_what_is_wrong_and_what_to_do_in_both_languages():
    for code, refusal in REFUSALS.items():
        assert code.startswith("READ-")
        assert refusal.message
        assert refusal.hint
        assert refusal.english.isascii()


def test_a_formula_without_its_result_is_refused_and_named():
    """A program wrote the workbook and nobody opened it since: what the cell shows is not in the file."""
    book = Workbook()
    book.active.append(["预算数", 1, 2, "=B1+C1"])
    out = io.BytesIO()
    book.save(out)
    error = refused(out.getvalue())
    assert error.code == "READ-NO-RESULTS"
    assert "D1" in error.message


if OFFICE:

    def test_the_xml_that_word_and_excel_wrote_in_2003_is_read_whatever_it_is_called():
        """Old systems export it as .doc and .xls."""
        word = (
            '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
            'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>绩效目标'
            "</w:t></w:r></w:p></w:body></w:wordDocument>"
        )
        excel = (
            '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
            'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
            '<Worksheet ss:Name="表1"><Table><Row><Cell><Data ss:Type="String">预算数</Data></Cell>'
            '<Cell><Data ss:Type="Number">12.5</Data></Cell></Row></Table></Worksheet></Workbook>'
        )
        assert saying(word, "a.doc") == ["绩效目标"]
        assert saying(excel, "a.xls") == [["预算数", "12.5"]]

    def test_rtf_and_open_document_are_read_by_way_of_libreoffice():
        rtf = rb"{\rtf1\ansi {\trowd\cellx2000\cellx4000 \u39044?\u31639?\u25968?\cell 12.50\cell\row}}"
        document = read(rtf, "绩效目标.doc")
        assert document.source.format == "office"
        assert [cell.text for cell in document.blocks[0].cells] == ["预算数", "12.50"]

    def test_a_pdf_with_a_password_is_refused(tmp_path: Path):
        (tmp_path / "a.txt").write_text("绩效目标", "utf-8")
        options = (
            '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
        )
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        to_pdf = ["--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", tmp_path, tmp_path / "a.txt"]
        subprocess.run([OFFICE, profile, "--headless", *to_pdf], check=True, capture_output=True, timeout=120)
        assert refused((tmp_path / "a.pdf").read_bytes()).code == "READ-ENCRYPTED"
