"""``mingzhang verify [SITE]``: every published figure against the sources, read again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import folder


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("site", nargs="?", type=folder, default=Path("site"), metavar="SITE")
    parser.add_argument("--content", type=folder, default=Path("content"), help="它由哪个文件夹生成 (its source)")


def run(options: argparse.Namespace) -> int:
    from ..portal import open_portal
    from ..verify import verify

    found = verify(open_portal(options.content, options.site))
    for message in found.messages:
        print(message)
    looked = f"核对了 {found.files:,} 个文件、{found.figures:,} 个数字，其中 {found.cited:,} 个引用原文"
    print(f"{looked}：" + (f"{len(found.messages)} 处不一致" if found.messages else "全部一致"), file=sys.stderr)
    return 1 if found.messages else 0
