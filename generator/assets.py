"""Scripts, styles and pictures of the site, each under a name that carries a digest of its bytes.

So a page never meets a piece of another build, and browsers may keep pieces for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from .templating import files_below


class Asset(Struct, frozen=True):
    """One file: where it stands below ``static/``, where it goes, its bytes."""

    name: str
    url: str
    data: bytes


class Assets(Struct, frozen=True):
    """Addresses that templates need. ``of`` maps a name below ``static/`` to its address."""

    of: dict[str, str]
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    icon: str


_STYLES = ("css/site.css", "css/charts.css")
_SCRIPTS = ("search/landing.js", "search/suggest.js")
_ON_PROJECTS = ("search/citing.js", "search/cite.js")


def collect(folders: Sequence[Path]) -> Iterator[Asset]:
    """All files below ``static/`` of the template folders; an earlier folder's file replaces a later one's."""
    seen: dict[str, Path] = {}
    for folder in folders:
        static = folder / "static"
        for path in files_below(static):
            name = path.relative_to(static).as_posix()
            # The search page bundles its own scripts (search/browser.py).
            own = name in (*_SCRIPTS, *_ON_PROJECTS)
            if own or not name.startswith("search/"):
                seen.setdefault(name, path)
    for name in sorted(seen):
        data = seen[name].read_bytes()
        stem, dot, ending = name.rpartition(".")
        mark = hashlib.sha256(data).hexdigest()[:10]
        url = f"assets/{stem.replace('/', '-')}.{mark}{dot}{ending}" if stem else f"assets/{name}"
        yield Asset(name, url, data)


def addresses(assets: Sequence[Asset]) -> Assets:
    of = {asset.name: asset.url for asset in assets}
    return Assets(
        of=of,
        styles=tuple(of[name] for name in _STYLES if name in of),
        scripts=tuple(of[name] for name in _SCRIPTS if name in of),
        icon=of["icon.svg"],
    )
