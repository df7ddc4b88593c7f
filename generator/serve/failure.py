"""An exception in, one line with file and line out: what the browser shows while something is broken."""

from __future__ import annotations

import traceback

from generator.model import BuildError


def in_words(error: BaseException) -> str:
    """``path:line: what``, and what to do where the error knows it."""
    if isinstance(error, BuildError):
        return str(error) + (f"\n    = {error.what_to_do}" if error.what_to_do else "")
    what = f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}: {what}" if frames else what
