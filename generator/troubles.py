"""What can go wrong with a file, a folder or a set-up: each code with its name and a paragraph for operators.

A code is a promise: messages may be reworded, a code never changes its meaning. The messages themselves stand where
the trouble is seen; here is what ``mingzhang explain CODE`` and the rules page add to them. Codes of findings are
the checks' own names.
"""

from __future__ import annotations

from typing import NamedTuple


class Trouble(NamedTuple):
    """A code's name, why it is trouble and how to mend it, and the same in one line of English."""

    title: str
    why: str
    mend: str
    english: str


READING = {
    "READ-FAILED": Trouble(
        "文件读不了",
        "磁盘或系统没有把这个文件交出来：它可能刚被移走，所在的磁盘可能断开了，也可能硬件出了错；"
        "它也可能只是一个链接，指向的文件不存在，或者绕回了自己所在的文件夹；还可能是管道、设备，不是普通的文件。",
        "看看文件还在不在、能不能用别的程序打开，然后再运行一次；没有用的链接和管道删去即可。",
        "The system did not hand the file over: it has gone, or its disk has.",
    ),
    "READ-FOLDER": Trouble(
        "文件夹的名字像文件",
        "名字以 .txt、.docx 之类结尾的文件夹，多半是解压出来的；程序不猜里面哪一个才是要收录的文件。",
        "把里面的文件移出来，或者给文件夹改个名字。",
        "A folder stands where a file was expected.",
    ),
    "READ-DENIED": Trouble(
        "没有读取权限",
        "运行程序的用户不能读这个文件。",
        "改文件的权限（例如 chmod a+r 文件名），或换一个用户运行。",
        "The file may not be read with our permissions.",
    ),
    "READ-EMPTY": Trouble(
        "空文件",
        "文件里一个字也没有。下载中断、模板没有填写，都会这样。",
        "重新下载，或向部门索取完整的文件；确实没有内容的，移走即可。",
        "The file says nothing at all.",
    ),
    "READ-TOO-LARGE": Trouble(
        "文件过大",
        "文件本身、或压缩在里面的内容超过了上限。正常的绩效目标文本只有几兆；过大的多半夹带了扫描图片，也可能是有意做成的压缩炸弹。",
        "按部门或年度拆开；图片不必保留。",
        "The file, or what it unpacks to, is larger than any real submission.",
    ),
    "READ-NOT-TEXT": Trouble(
        "不是文字",
        "内容既不是文字，也不是认识的文档格式：程序、数据库、损坏的文件都会这样。",
        "确认文件没有损坏；可读的有 Word、PDF、Excel、网页、Markdown 和纯文本。",
        "Neither text nor a document format that is known here.",
    ),
    "READ-ENCODING": Trouble(
        "文字编码有误",
        "从指出的那一处起，字节不再是那种编码的文字。猜错一个编码就会登出错字，所以不猜。",
        "用编辑器打开，按 UTF-8 重新保存；仍然不行，就向部门索取原文件。",
        "The bytes stop being text of their encoding at the place named.",
    ),
    "READ-NO-EXTRA": Trouble(
        "缺少读取组件",
        "最小安装只读文本、Markdown 和网页；Word、Excel、PDF 各要装一个组件。",
        "按提示运行 pip install；全部装上：pip install \"mingzhang[all]\"。",
        "Reading this format needs an extra; the message names the command that installs it.",
    ),
    "READ-NO-OFFICE": Trouble(
        "没有安装 LibreOffice",
        ".doc、.wps、.rtf 是旧式格式，要由 LibreOffice 先转换；这台机器上没有找到 soffice 命令。",
        "安装 LibreOffice，或在 Word/WPS 中把文件另存为 .docx。",
        "Old office formats are converted by LibreOffice, which was not found.",
    ),
    "READ-OFFICE-FAILED": Trouble(
        "LibreOffice 没能转换",
        "转换超时或失败。文件可能已损坏，也可能并不是它的后缀所说的格式。",
        "在 Word/WPS 中打开并另存为 .docx 后再放进来。",
        "LibreOffice could not convert the file.",
    ),
    "READ-ENCRYPTED": Trouble(
        "有密码保护",
        "文件加了打开密码，内容读不出来。程序不破解密码。",
        "向部门索取未加密的文件，或打开后取消密码另存。",
        "The file is protected by a password.",
    ),
    "READ-DAMAGED": Trouble(
        "文件损坏",
        "文件的结构不完整，多半没有下载完。只读出一半，会把缺的当成没有，所以整份不读。",
        "重新下载，或向部门索取原文件。",
        "The file's structure is incomplete or contradicts itself.",
    ),
    "READ-SCANNED": Trouble(
        "扫描件",
        "这是图片，没有文字层；即使有一层识别出来的文字，也可能认错数字。由图片猜出来的数字，网站从不公布。",
        "向部门索取可以复制文字的文件（Word、或由 Word 直接导出的 PDF）。",
        "A picture of text: figures are never guessed from pictures.",
    ),
    "READ-GARBLED": Trouble(
        "PDF 文字无法还原",
        "PDF 里的字形没有带上对应的字，复制出来是乱码。",
        "向部门索取 Word 文件，或用其他软件重新导出 PDF。",
        "The glyphs of the PDF do not say which characters they are.",
    ),
    "READ-NO-RESULTS": Trouble(
        "公式没有算出的结果",
        "工作簿里只有公式，没有存下算好的数。替它算一遍，就可能登出和原表不一样的数。",
        "在 Excel/WPS 中打开一次再保存，公式的结果就会存进文件。",
        "A workbook holds formulas without their results.",
    ),
    "READ-NO-PAGES": Trouble(
        "PDF 没有页面",
        "PDF 的结构完好，但里面一页也没有。",
        "重新导出，或向部门索取原文件。",
        "The PDF has no pages.",
    ),
    "READ-ARCHIVE": Trouble(
        "压缩包",
        "压缩包里可能有几份文件，也可能有不该公开的文件；程序不替人打开。",
        "先解压，把要收录的文件逐个放进来。",
        "An archive, not a document.",
    ),
    "READ-UNSUPPORTED": Trouble(
        "还不支持的格式",
        "认得出是什么格式，但还不能读。",
        "按提示另存为能读的格式后再放进来。",
        "A known format that cannot be read yet; the message says what to save it as.",
    ),
}  # fmt: skip

FOLDER = {
    "FIND-FOLDER": Trouble(
        "文件夹的名字像文件",
        "content/submissions/ 里有一个以 .docx 之类结尾的文件夹，多半是解压出来的。里面的文件仍然会读，"
        "但请看看是不是放错了。",
        "把里面的文件移出来，或者给文件夹改个名字。",
        "A folder below content/submissions is named like a file.",
    ),
    "FIND-SIDECAR": Trouble(
        "附注旁边没有文件",
        "附注（.toml）说明的是旁边同名的文件；找不到那个文件，附注就不起作用。",
        "让附注和文件同名，只是后缀换成 .toml；用不着的附注，删掉即可。",
        "A sidecar stands beside no file of its name.",
    ),
    "FIND-NOTHING": Trouble(
        "没有这个文件或文件夹",
        "要核对的路径不存在。",
        "检查路径；不写路径时，核对的是当前文件夹里的 content/submissions。",
        "The path to check does not exist.",
    ),
    "SIDECAR": Trouble(
        "附注写得不对",
        "附注里有不认识的键，或值的写法不对。写错的键如果不理会，人会以为它起了作用，所以当作错误。",
        "按提示改正那一行；能用的键都列在提示里。",
        "The sidecar beside a file has an unknown key or a value of the wrong kind.",
    ),
    "SIDECAR-SUPERSEDES": Trouble(
        "附注说替换的文件不存在",
        "附注里的 supersedes 要写被替换的那份文件；没有那一份，就不知道哪一份的金额不再计入合计。",
        "写被替换的文件名，或者它在网站上的编号（sources/ 后面的那一段）；旧文件不要删去，它仍可查看。",
        "The sidecar says that its file replaces another one, which is not there.",
    ),
    "REDIRECT-STANDS": Trouble(
        "旧地址现在有网页",
        "redirects.toml 说这个地址已经搬走，可是现在又有网页在那里；网页照常显示，没有转走。",
        "从 redirects.toml 里删去这一条。",
        "An address that is said to have moved has a page again, which is shown.",
    ),
    "REDIRECT-NOWHERE": Trouble(
        "要转去的地址没有网页",
        "redirects.toml 里的新地址没有网页，或者几条转来转去没有尽头；旧地址因此没有转向。",
        "改正 to，或者删去这一条。",
        "The address to lead on to has no page.",
    ),
    "SETUP": Trouble(
        "设置有问题",
        "设置、路径或环境使命令无法进行：site.toml 有不认识的键，输出文件夹里有别人的文件，磁盘已满，"
        "另一个命令正在写同一个网站……已经公布的网站没有变动。",
        "按提示改正后再运行一次。",
        "Settings, paths or surroundings keep the command from working; the published site has not changed.",
    ),
}  # fmt: skip

VERIFYING = {
    "VERIFY-FIGURE": Trouble(
        "网页上的数字与原文不一致",
        "由原文重新生成的网页里，同一处是另一个数字。网页公布以后被改动过，或者原文换过而没有重新生成。",
        "重新运行 mingzhang build；如果再次出现，请查谁改动了网站的文件。",
        "A figure on a page is not the one that its source gives.",
    ),
    "VERIFY-CITED": Trouble(
        "数字不在所指的那一行",
        "网页上的数字引用了原文的一处，那一处印的却不是它。",
        "重新运行 mingzhang build；仍然如此，就是程序的错，请报告。",
        "A figure does not stand in the line that it cites.",
    ),
    "VERIFY-PAGE": Trouble(
        "网页与原文不一致",
        "网页的文字与由原文重新生成的不同。",
        "重新运行 mingzhang build。",
        "A page differs from the one made anew from the sources.",
    ),
    "VERIFY-DATA": Trouble(
        "数据文件与原文不一致",
        "下载用的数据与由原文重新生成的不同，或者读不出来。",
        "重新运行 mingzhang build。",
        "A data file differs from the one made anew from the sources.",
    ),
    "VERIFY-INDEX": Trouble(
        "检索数据与原文不一致",
        "搜索用的文件与由原文重新生成的不同，搜索可能找不全。",
        "重新运行 mingzhang build。",
        "A piece of the search index differs from the one made anew.",
    ),
    "VERIFY-SOURCE": Trouble(
        "公布的原文与收到的不一致",
        "网站上供下载的原文，与 content/ 里收到的文件字节不同。",
        "重新运行 mingzhang build；并核对 content/ 里的文件有没有被改动。",
        "A published source differs from the file as received.",
    ),
    "VERIFY-FILE": Trouble(
        "文件与重新生成的不一致",
        "样式、脚本或图片与程序自带的不同。",
        "重新运行 mingzhang build。",
        "A file differs from the one made anew.",
    ),
    "VERIFY-COPY": Trouble(
        "压缩副本与文件不一致",
        "托管平台会用 .gz、.br 副本代替原文件发送，副本过时，读者看到的就是旧的。",
        "删掉旧的副本，或用 mingzhang build --compress 重新生成。",
        "A compressed copy does not hold the file beside it.",
    ),
    "VERIFY-MISSING": Trouble(
        "缺少文件",
        "由原文应当生成的文件，网站里没有。上传不完整时会这样。",
        "重新运行 mingzhang build，再完整上传一次。",
        "A file that the sources give is not in the site.",
    ),
    "VERIFY-EXTRA": Trouble(
        "多出的文件",
        "网站里有一个不是由任何原文生成的文件。",
        "查明它的来历；不需要就移走。",
        "A file in the site comes from no source.",
    ),
}  # fmt: skip

ALL = {**READING, **FOLDER, **VERIFYING}
