"""Forms in which ``check`` prints. A module here has ``write(checked)``, which yields lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

from .. import Checked

FORMATS = ("text", "json", "github", "sarif")


def writer(name: str) -> Callable[[Checked], Iterator[str]]:
    """The function that writes a form."""
    module = import_module(f"{__name__}.{name}")
    return cast("Callable[[Checked], Iterator[str]]", module.write)
