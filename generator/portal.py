"""A portal's folder: where it lives, its settings, and of what its pages are made beside facts."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from .installed import PAGES, versions
from .model import BuildError
from .places import Place, is_url, near, place_of
from .settings import Settings, load_settings
from .store import code_version, key
from .templating import PACKAGED

_encode = msgspec.msgpack.Encoder(order="sorted").encode


class Portal(Struct, frozen=True):
    """Where a portal lives and how it is built."""

    content: Path  # where the portal is a URL, a copy of all but its submissions
    site: Path | str
    settings: Settings
    template_folders: tuple[Path, ...]
    vocabulary_files: tuple[Path, ...]
    root: Place  # what content stands in, as all workers see it


def open_portal(content: Path | str, site: Path | str) -> Portal:
    """Look at a portal's folder, or at the URL of one: its settings, its own templates and vocabulary."""
    url = str(content).rstrip("/") if is_url(content) else ""
    content = near(url, but="submissions/") if url else Path(content)
    if not content.is_dir():
        raise BuildError(
            "没有这个文件夹", url or str(content), "用 mingzhang init DIR 建一个，或者给出 content 文件夹的位置"
        )
    content = content.resolve()
    own, words = content / "templates", content / "vocabulary.toml"
    return Portal(
        content=content,
        site=site,
        settings=load_settings(content),
        template_folders=(own,) if own.is_dir() else (),
        vocabulary_files=(words,) if words.is_file() else (),
        root=place_of(url.rpartition("/")[0] or content.parent),
    )


def theme_version(portal: Portal) -> str:
    """A digest of all that every page depends on beside its facts: code, libraries, templates, scripts,
    settings."""
    parts: list[str | bytes] = [code_version(Path(__file__).parent), versions(PAGES), _encode(portal.settings)]
    for folder in (*portal.template_folders, PACKAGED):
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        parts += [key(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
    return key(*parts)
