"""The commands. A module here has ``arguments(parser)`` and ``run(options) -> int``, which imports what it needs."""

from __future__ import annotations

import argparse
from pathlib import Path

COMMANDS = {
    "init": "新建一个门户的文件夹 (make a new portal's folder)",
    "build": "读取公开文件，生成网站 (read the submissions and publish the site)",
    "check": "不生成网站，只核对文件，像编译器一样报告 (report what is wrong with files, like a compiler)",
    "serve": "边改边看：保存文件，网页随之更新 (the site in the browser, new at every save)",
    "verify": "重读原文，核对网站上的每个数字 (prove every published figure against the sources)",
    "explain": "说明一个文件是怎样读出来的，或一个代号是什么意思 (show one file's journey, or explain a code)",
}


def folder(text: str) -> Path:
    """A folder of this machine, as an argument."""
    if "://" in text:
        raise argparse.ArgumentTypeError(f"这里要写这台机器上的文件夹，不能是网址：{text}")
    return Path(text)
