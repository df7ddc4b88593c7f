"""``mingzhang explain FILE|CODE``: one file's journey, block by block."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", metavar="FILE|CODE")


def run(options: argparse.Namespace) -> int:
    from ..explain import explain_file
    from ..messages import of_read_error
    from ..model import ReadError

    try:
        for line in explain_file(Path(options.subject)):
            print(line)
    except ReadError as error:
        print(of_read_error(options.subject, error), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.subject}:1:1: READ-FAILED {error.strerror}", file=sys.stderr)
        return 2
    return 0
