"""``mingzhang explain FILE|CODE``: one file's journey, block by block, or what a code means and what to do about it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", metavar="FILE|CODE")


def run(options: argparse.Namespace) -> int:
    path = Path(options.subject)
    if path.is_file():
        return _file(path)
    if path.suffix or path.parent != Path() or not options.subject.isascii():
        print(f"{path}:1:1: FIND-NOTHING 没有这个文件", file=sys.stderr)
        return 2
    return _code(options.subject)


def _file(path: Path) -> int:
    from ..explain import explain_file
    from ..messages import of_read_error
    from ..model import ReadError
    from ..reading import unreadable

    try:
        for line in explain_file(path):
            print(line)
    except ReadError as error:
        print(of_read_error(path.as_posix(), error), file=sys.stderr)
        return 2
    except OSError as error:
        print(unreadable(path.as_posix(), error), file=sys.stderr)
        return 2
    return 0


def _code(word: str) -> int:
    from ..codes import find_code, nearest, paragraph

    info = find_code(word)
    if info is None:
        near = nearest(word)
        print(f"没有代号 {word}，也没有这个文件" + (f"；是不是 {'、'.join(near)}？" if near else ""), file=sys.stderr)
        print("    = 全部代号见网站的“核对规则”一页 (pages/rules/)", file=sys.stderr)
        return 2
    print("\n".join(paragraph(info)))
    return 0
