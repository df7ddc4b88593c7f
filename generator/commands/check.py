"""``mingzhang check [PATH…]``: what is wrong with files, without building."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

_DEFAULT = Path("content/submissions")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=f"文件或文件夹，默认 {_DEFAULT}")
    parser.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help="输出的形式")
    parser.add_argument(
        "--fail-on",
        choices=("error", "doubt", "note", "never"),
        default="error",
        help="有这一级或更严重的提示时，以 1 退出：错误、疑点、提示、从不 (exit with 1 at or above)",
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="几个进程 (how many processes)")


def run(options: argparse.Namespace) -> int:
    from ..checking import check
    from ..checking.formats import writer

    if options.format != "text" and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # what machines read is UTF-8, whatever the terminal speaks
    checked = check(options.paths or [_DEFAULT], options.jobs)
    for line in writer(options.format)(checked):
        print(line)
    for path in checked.without_projects:
        print(f"{path}：没有项目表，按 0 个项目收录", file=sys.stderr)
    unread = sum(1 for complaint in checked.complaints if complaint.unread)
    print(
        f"{checked.files:,} 份文件，{checked.projects:,} 个项目：错误 {checked.count('error'):,}，"
        f"疑点 {checked.count('doubt'):,}，提示 {checked.count('note'):,}"
        + (f"；{unread:,} 处读不了" if unread else ""),
        file=sys.stderr,
    )
    if unread:
        return 2
    return 1 if checked.fails(options.fail_on) else 0
