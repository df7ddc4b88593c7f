"""``mingzhang build [CONTENT] [SITE]``: read the submissions and publish the site."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

_CONTENT = "网站内容的文件夹，或对象存储的网址，默认 content (a folder, or the URL of one such as s3://…)"
_SITE = "网站写到哪里，文件夹或网址，默认 site (where to, a folder or a URL)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("content", nargs="?", type=_place, default=Path("content"), metavar="CONTENT", help=_CONTENT)
    parser.add_argument("site", nargs="?", type=_place, default=Path("site"), metavar="SITE", help=_SITE)
    parser.add_argument("--jobs", type=int, metavar="N", help="几个进程 (how many processes)")
    parser.add_argument("--scheduler", metavar="URL", help="Dask 集群的地址 (a Dask cluster, tcp://…)")
    parser.add_argument(
        "--store", type=Path, metavar="FOLDER", help="读过的内容存在哪个文件夹 (where to keep what was read)"
    )
    parser.add_argument(
        "--write-redirects",
        action="store_true",
        help="网页的地址变了，就在 redirects.toml 里写下从哪里转到哪里 (write down where moved pages went)",
    )
    parser.add_argument(
        "--compress",
        action="store_true",
        help="文本文件旁边另存 .gz 和 .br 副本，供自己的服务器使用 (compressed copies, for servers of your own)",
    )
    parser.add_argument("--profile", action="store_true", help="列出每一步的用时和内存 (what each stage took)")


def _place(text: str) -> Path | str:
    """A folder, or the URL of one on an object store."""
    if text.endswith("://"):
        raise argparse.ArgumentTypeError(f"网址没有写完：{text}，例如 s3://bucket/portal/content")
    return text if "://" in text else Path(text)


def run(options: argparse.Namespace) -> int:
    # Everything here is made once and kept or dropped whole: looking for cycles is a seventh of the time for nothing.
    gc.set_threshold(200_000, 20, 20)

    from ..build import build
    from ..copies import kinds_at_hand
    from ..hosting import fullest_folder, largest_file, standing
    from ..money import in_words
    from ..portal import open_portal
    from ..progress import Progress

    gc.freeze()
    progress = Progress(profile=options.profile)
    portal = open_portal(options.content, options.site)
    report = build(
        portal,
        options.jobs,
        options.scheduler,
        progress,
        options.store and options.store.resolve(),  # workers may stand elsewhere
        write_redirects=options.write_redirects,
        compress=options.compress,
    )
    gc.freeze()  # or the interpreter looks through all of it as it ends
    for message in report.messages:
        print(message, file=sys.stderr)
    if options.profile:
        print(progress.table(), file=sys.stderr)
    files, counts = report.files, report.counts
    print(
        f"{counts.submissions:,} 份文件，{counts.departments:,} 个部门，{counts.projects:,} 个项目，"
        f"{counts.indicators:,} 项指标，预算合计 {in_words(counts.total)}，核对提示 {counts.findings:,} 条"
    )
    size = f"{files.size / 1_000_000:,.1f} MB"
    changes = f"新增 {files.new:,}，更新 {files.changed:,}，删除 {files.removed:,}"
    print(f"{files.files:,} 个网页和数据文件（{size}）：{changes}；{report.worked}")
    if options.compress and ".br" not in kinds_at_hand():
        print('只写了 .gz 副本；要写 .br：pip install "mingzhang[compress]"', file=sys.stderr)
    if isinstance(options.site, Path):
        print(standing(files.files, files.size, largest_file(options.site), fullest_folder(options.site)))
        print(f"打开 {options.site / 'index.html'}")
    else:
        print(f"已发布到 {options.site}")
    return 2 if any(message.severity == "error" for message in report.messages) else 0
