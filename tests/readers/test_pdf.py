"""PDF: what a page's end cuts, what each page prints again, labels set one character a line."""

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.model import Block, Paragraph, Row
from generator.readers import read

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
ROWS = "".join(f"<tr><td>产出指标</td><td>第{n}项指标</td><td>≥{n}%</td></tr>" for n in range(1, 61))
PAGE = f"""<html><head><style>@page {{ size: 21cm 29.7cm; margin: 2cm }} td {{ font-size: 14pt }}</style></head><body>
<table border=1 cellspacing=0>
<tr><td width=20>年<br>度<br>目<br>标</td><td width=500>修好校舍，<br>按时完工。</td></tr></table>
<p>以下为指标表</p>
<table border=1 cellspacing=0 width=600>
<thead><tr><th>一级指标</th><th>三级指标</th><th>指标值</th></tr></thead>{ROWS}</table>
<p>表后的说明</p></body></html>"""


if OFFICE:

    @pytest.fixture(scope="module")
    def blocks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Block, ...]:
        """The page above, printed by LibreOffice: a table over several pages with its head on each."""
        folder: Path = tmp_path_factory.mktemp("pdf")
        (folder / "a.html").write_text(PAGE, "utf-8")
        subprocess.run(
            [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--infilter=HTML (StarWriter)", "--convert-to", "pdf", "--outdir", folder, folder / "a.html"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return read((folder / "a.pdf").read_bytes(), "a.pdf").blocks

    def test_a_table_over_several_pages_is_one_and_its_head_is_read_once(blocks: tuple[Block, ...]):
        rows = [block for block in blocks if isinstance(block, Row) and block.table == 2]
        assert [row.cells[1].text for row in rows] == ["三级指标", *(f"第{n}项指标" for n in range(1, 61))]
        assert {row.anchor.partition(".")[0] for row in rows} > {"p1", "p2"}
        assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["以下为指标表", "表后的说明"]

    def test_a_label_set_one_character_a_line_is_one_word(blocks: tuple[Block, ...]):
        assert [cell.text for cell in blocks[0].cells] == ["年度目标", "修好校舍，\n按时完工。"]
