"""Every reason why a file is not read: a stable code, what to tell the operator, and what to do.

The codes are promises: messages may be reworded, codes never change their meaning. The operator reads
Chinese first; the English text says the same in one line for logs and for those who run the portal.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.model import ReadError


class Refusal(NamedTuple):
    """What one code says. The texts may hold ``{names}`` that the reader fills in."""

    message: str
    hint: str
    english: str


REFUSALS = {
    "READ-FOLDER": Refusal(
        "这是一个文件夹，不是文件",
        "把它改名（去掉 .txt、.docx 之类的后缀），或把里面的文件直接放进来",
        "this is a folder, not a file",
    ),
    "READ-DENIED": Refusal(
        "没有权限读取这个文件", "请检查文件的读取权限", "the file may not be read with our permissions"
    ),
    "READ-EMPTY": Refusal(
        "文件是空的，没有任何内容", "请向部门索取完整的文件，或把它移走", "the file is empty"
    ),
    "READ-TOO-LARGE": Refusal(
        "文件过大（{size}），超过 {limit} 的上限",
        "请把文件按部门或年度拆分；图片不必保留",
        "the file, or what it unpacks to, is {size}, over the limit of {limit}",
    ),
    "READ-NOT-TEXT": Refusal(
        "文件内容不是文字，也不是认识的文档格式",
        "请确认文件没有损坏；可读的格式有 Word、PDF、Excel、网页、Markdown 和纯文本",
        "neither text nor a document format that is known here",
    ),
    "READ-ENCODING": Refusal(
        "第 {line} 行第 {col} 列起不是有效的 {encoding} 文字",
        "请用 UTF-8 重新保存，或向部门索取原文件",
        "not valid {encoding} from line {line}, column {col}",
    ),
    "READ-NO-EXTRA": Refusal(
        "读取 {format} 文件所需的组件没有安装（{module}）",
        '请运行：pip install "mingzhang[{extra}]"',
        'reading {format} needs {module}: pip install "mingzhang[{extra}]"',
    ),
    "READ-NO-OFFICE": Refusal(
        "读取 {format} 文件需要 LibreOffice，这台机器上没有找到 soffice 命令",
        "请安装 LibreOffice，或在 Word/WPS 中把文件另存为 .docx",
        "reading {format} needs LibreOffice (soffice), which was not found",
    ),
    "READ-OFFICE-FAILED": Refusal(
        "LibreOffice 没有能转换这个文件（{reason}）",
        "请在 Word/WPS 中打开并另存为 .docx 后再放进来",
        "LibreOffice could not convert the file ({reason})",
    ),
    "READ-ENCRYPTED": Refusal(
        "文件有密码保护，无法读取",
        "请向部门索取未加密的文件，或打开后取消密码另存",
        "the file is protected by a password",
    ),
    "READ-DAMAGED": Refusal(
        "文件已损坏或不完整（{reason}）",
        "请重新下载，或向部门索取原文件",
        "the file is damaged or incomplete ({reason})",
    ),
    "READ-SCANNED": Refusal(
        "这是扫描件或图片，没有文字层（{where}）",
        "本门户从不发布由图片识别出来的数字；请向部门索取可复制文字的文件",
        "a scan or picture without a text layer ({where}); figures are never guessed from pictures",
    ),
    "READ-GARBLED": Refusal(
        "PDF 里的文字无法还原成汉字（{share} 的字没有对应的编码）",
        "请向部门索取 Word 文件，或用其他软件重新导出 PDF",
        "the text layer of the PDF has no character codes for {share} of its glyphs",
    ),
    "READ-NO-PAGES": Refusal(
        "PDF 文件里一页也没有", "请重新导出，或向部门索取原文件", "the PDF has no pages"
    ),
    "READ-NO-RESULTS": Refusal(
        "单元格 {cell} 是公式，但文件里没有它的计算结果",
        "请用 Excel 或 WPS 打开，保存一次后再放进来",
        "cell {cell} holds a formula without its result; open and save the workbook once",
    ),
    "READ-ARCHIVE": Refusal(
        "这是压缩包（{format}），不是文档", "请先解压，把里面的文件逐个放进来", "an archive ({format}), not a document"
    ),
    "READ-UNSUPPORTED": Refusal(
        "还不能读取 {format} 格式", "请另存为 {instead} 后再放进来", "{format} cannot be read yet; save it as {instead}"
    ),
}  # fmt: skip


def refuse(code: str, *, line: int = 1, col: int = 1, excerpt: str = "", **values: object) -> ReadError:
    """The error to raise for ``code``, its texts filled with ``values``."""
    refusal = REFUSALS[code]
    values |= {"line": line, "col": col}
    message, hint = refusal.message.format_map(values), refusal.hint.format_map(values)
    error = ReadError(code, message, hint, line=line, col=col, excerpt=excerpt)
    error.add_note(refusal.english.format_map(values))
    return error
