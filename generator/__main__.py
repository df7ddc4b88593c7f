"""The command: ``mingzhang build``, ``serve``, ``check``, ``explain``, ``verify``, ``init``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 good; 1 findings or differences; 2 usage or unreadable input; 130 interrupted."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mingzhang",
        description="把部门预算绩效目标文件整理成可以查找、核对的网站 (a portal of budget performance targets)",
    )
    parser.add_argument("--version", action="version", version=f"mingzhang {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="read the submissions and publish the site")
    build.add_argument("content", nargs="?", type=Path, default=Path("content"), metavar="CONTENT")
    build.add_argument("site", nargs="?", type=Path, default=Path("site"), metavar="SITE")
    build.set_defaults(run=_build)
    explain = commands.add_parser("explain", help="show one file's journey: blocks, what each became, what is left")
    explain.add_argument("subject", metavar="FILE|CODE")
    explain.set_defaults(run=_explain)
    verify = commands.add_parser("verify", help="read every source again and compare every published figure")
    verify.add_argument("site", nargs="?", type=Path, default=Path("site"), metavar="SITE")
    verify.add_argument("--content", type=Path, default=Path("content"), help="the folder it was built from")
    verify.set_defaults(run=_verify)
    return parser


def _build(options: argparse.Namespace) -> int:
    from .build import build, open_portal
    from .model import BuildError
    from .money import in_words

    try:
        report = build(open_portal(options.content, options.site))
    except BuildError as error:
        return _refuse(error)
    for message in report.messages:
        print(message, file=sys.stderr)
    files = report.files
    print(
        f"{report.submissions} 份文件，{report.departments} 个部门，{report.projects} 个项目，"
        f"{report.indicators} 项指标，预算合计 {in_words(report.total)}，核对提示 {report.findings} 条"
    )
    print(
        f"{files.files} 个网页文件（{files.size / 1_000_000:.1f} MB）：新增 {files.new}，更新 {files.changed}，删除 {files.removed}"
    )
    print(f"打开 {options.site / 'index.html'}")
    return 2 if report.messages else 0


def _explain(options: argparse.Namespace) -> int:
    from .explain import explain_file
    from .model import BuildError, ReadError

    try:
        for line in explain_file(Path(options.subject)):
            print(line)
    except (BuildError, OSError) as error:
        return _refuse(error)
    except ReadError as error:
        from .messages import of_read_error

        print(of_read_error(options.subject, error), file=sys.stderr)
        return 2
    return 0


def _verify(options: argparse.Namespace) -> int:
    from .build import open_portal
    from .model import BuildError
    from .verify import verify

    try:
        found = verify(open_portal(options.content, options.site))
    except BuildError as error:
        return _refuse(error)
    for message in found.messages:
        print(message)
    looked = f"核对了 {found.files} 个文件、{found.figures} 个数字，其中 {found.cited} 个引用原文"
    print(f"{looked}：" + (f"{len(found.messages)} 处不一致" if found.messages else "全部一致"), file=sys.stderr)
    return 1 if found.messages else 0


def _refuse(error: Exception) -> int:
    what_to_do = getattr(error, "what_to_do", "")
    print(f"mingzhang: {error}" + (f"\n    = {what_to_do}" if what_to_do else ""), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
