"""An exception in, one line with file and line out: what the browser shows while something is broken."""

from __future__ import annotations

import traceback

from generator.model import BuildError


def in_words(error: BaseException) -> str:
    """``path:line: what``, and what to do where the error knows it."""
    if isinstance(error, BuildError):
        return str(error) + (f"\n    = {error.what_to_do}" if error.what_to_do else "")
    what = f"{type(error).__name__}: {error}"
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not (isinstance(file, str) and isinstance(line, int)):  # a template that parses names its line in the trace
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if not frame.filename.endswith(".py")] or frames
        if not own:
            return what
        file, line = own[-1].filename, own[-1].lineno
    return f"{file}:{line}: {what}"
