"""NAME.toml beside a submission → what the portal adds to it. What does not hold is refused with its line."""

from __future__ import annotations

from datetime import date

from .divisions import name_of
from .model import BuildError, Sidecar
from .settings import convert
from .toml import decoded, line_of

_DATES = ("published", "received")


def read_sidecar(data: bytes | None, where: str) -> Sidecar:
    """The sidecar of a submission; without one nothing is added. Raises :class:`~generator.model.BuildError`."""
    if data is None:
        return Sidecar()
    text = decoded(data, where)
    sidecar = convert(text, Sidecar, where)
    for key in _DATES:
        written = getattr(sidecar, key)
        if written is not None and not _is_date(written):
            raise BuildError(
                f"{key} = {written!r} 不是日期", f"{where}:{line_of(text, key)}", "日期写成 2024-01-31 这样"
            )
    if sidecar.region is not None and name_of(sidecar.region) is None:
        told = f"region = {sidecar.region!r} 不是行政区划代码"
        raise BuildError(told, f"{where}:{line_of(text, 'region')}", "写 GB/T 2260 的六位代码，例如 130200")
    return sidecar


def _is_date(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
