"""``mingzhang serve [CONTENT]``: the site in the browser, from memory, new at every save."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import folder


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("content", nargs="?", type=folder, default=Path("content"), metavar="CONTENT")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 让局域网里的人也能看 (shown on the local network)")
    parser.add_argument("--port", type=_port, help="端口，不写就从 8000 起找一个空的 (the first free one from 8000)")
    parser.add_argument("--poll", action="store_true", help="定时查看文件，用于网络盘 (for network drives)")
    parser.add_argument(
        "--store", type=Path, metavar="FOLDER", help="读过的内容存在哪个文件夹 (where to keep what was read)"
    )
    parser.add_argument("--open", action="store_true", help="打开浏览器 (open the browser)")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"端口是 0 到 65535 的整数，不能是 {text}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    from ..progress import Progress
    from ..serve import run as serve
    from ..serve.site import LiveSite

    with LiveSite(options.content, Progress(), options.store) as site:
        serve(
            site,
            site.watched,
            host=options.host,
            port=options.port,
            poll=options.poll,
            open_browser=options.open,
            out=sys.stdout,
        )
    return 0
