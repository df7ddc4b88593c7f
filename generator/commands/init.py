"""``mingzhang init DIR``: a new portal's folder, ready to build."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import folder


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=folder, metavar="DIR", help="新建的文件夹，或一个空文件夹 (a new or empty folder)"
    )


def run(options: argparse.Namespace) -> int:
    from ..starting import start

    written = start(options.folder)
    print(f"{options.folder}：写好了 {len(written)} 个文件，里面有一份编的示例。")
    print("接下来：")
    if options.folder.resolve() != Path.cwd():
        print(f"  cd {options.folder}")
    print("  mingzhang check      核对文件")
    print("  mingzhang build      生成网站，然后打开 site/index.html")
    return 0
