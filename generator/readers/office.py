"""Old Word and WPS files (``.doc``, ``.wps``, ``.rtf``, ``.odt``) → blocks, by way of LibreOffice and docx.

The XML that Word and Excel wrote in 2003, often called ``.doc`` and ``.xls``, goes the same way.

LibreOffice runs without a window, in a folder and with a profile of its own that are gone afterwards, with
macros off and a time limit. Nothing of the file is executed, and no other LibreOffice is disturbed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.readers import container, docx, xlsx
from generator.readers.refusals import refuse

if TYPE_CHECKING:
    from generator.model import Block

FORMAT = "office"
EXTENSIONS = (".doc", ".dot", ".wps", ".rtf", ".odt")

SECONDS = 120  # for one file; the slowest real one we know takes 9
_RTF = b"{\\rtf"
_WORD_XML = b'progid="Word.Document"'
_EXCEL_XML = b'progid="Excel.Sheet"'
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recognises(data: bytes, name: str) -> bool:
    """Word's old binary kind, RTF, OpenDocument text, and the XML of Word and Excel 2003."""
    if data.startswith(_RTF):
        return True
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return _WORD_XML in data[:2048] or _EXCEL_XML in data[:2048]
    return container.kind(data) in {"doc", "odt"}


def read(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of what LibreOffice makes of the file.

    Raises ``READ-NO-OFFICE``, ``READ-OFFICE-FAILED``, ``READ-ENCRYPTED`` and what the docx reader raises.
    """
    kind = container.kind(data)
    if kind == "doc" and container.is_encrypted_doc(data):
        raise refuse("READ-ENCRYPTED")
    ending = ".rtf" if data.startswith(_RTF) else {"doc": ".doc", "odt": ".odt"}.get(kind, ".xml")
    if ending == ".xml" and _EXCEL_XML in data[:2048]:
        return xlsx.read(_converted(data, ending, "xlsx:Calc MS Excel 2007 XML"), name)
    return docx.read(_converted(data, ending, "docx:MS Word 2007 XML"), name)


def _converted(data: bytes, ending: str, target: str) -> bytes:
    command = shutil.which("soffice") or shutil.which("libreoffice")
    if command is None:
        raise refuse("READ-NO-OFFICE", format=ending)
    with tempfile.TemporaryDirectory(prefix="mingzhang-") as folder:
        home = Path(folder)
        profile = home / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        source = home / f"source{ending}"
        source.write_bytes(data)
        profile_option = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        quiet = ("--headless", "--norestore", "--nologo", "--nodefault")
        convert = ("--convert-to", target, "--outdir", str(home / "out"), str(source))
        reason = _run([command, profile_option, *quiet, *convert], home)
        made = home / "out" / f"source.{target.partition(':')[0]}"
        if not made.is_file():
            raise refuse("READ-OFFICE-FAILED", reason=reason or "没有产生结果")
        return made.read_bytes()


def _run(command: list[str], home: Path) -> str:
    """What went wrong, "" if nothing. On a time-out all of LibreOffice's processes are ended, not only the first."""
    environment = {**os.environ, "HOME": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(  # noqa: S603 — our own command, no shell, the file's name is ours
        command, cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        _, errors = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()
        return f"超过 {SECONDS} 秒"
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines and process.returncode else ""
