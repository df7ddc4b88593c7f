"""The commands. A module here has ``arguments(parser)`` and ``run(options) -> int``, which imports what it needs."""

from __future__ import annotations

COMMANDS = {
    "build": "读取公开文件，生成网站 (read the submissions and publish the site)",
    "verify": "重读原文，核对网站上的每个数字 (prove every published figure against the sources)",
    "explain": "说明一个文件是怎样读出来的 (show one file's journey)",
}
