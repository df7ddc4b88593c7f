"""The command ``mingzhang``: one file a command in :mod:`.commands`; nothing heavy is imported before it is needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from . import __version__
from .commands import COMMANDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 good; 1 findings or differences; 2 usage or unreadable input; 130 interrupted."""
    parser = argparse.ArgumentParser(
        prog="mingzhang",
        description="把部门预算绩效目标文件整理成可以查找、核对的网站 (budget performance targets as a portal)",
    )
    parser.add_argument("--version", action="version", version=f"mingzhang {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, words in COMMANDS.items():
        module = import_module(f".commands.{name}", __package__)
        one = commands.add_parser(name, help=words, description=words)
        module.arguments(one)
        one.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("mingzhang: 已中断 (interrupted)", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        sys.stderr.close()
        return 0
    except Exception as error:
        from .model import BuildError

        if not isinstance(error, BuildError):
            raise
        print(f"{error.where or 'mingzhang'}: SETUP {error.what}", file=sys.stderr)
        if error.what_to_do:
            print(f"    = {error.what_to_do}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
