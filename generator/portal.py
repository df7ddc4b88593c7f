"""A portal's folder: where it lives, its settings, and of what its pages are made beside facts."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from .find import SUBMISSIONS
from .installed import PAGES, versions
from .model import BuildError
from .places import Place, is_url, near, place_of
from .settings import Settings, load_settings
from .store import code_version, key
from .templating import PACKAGED, files_below

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
    if is_url(content) and "/" not in url.partition("://")[2].strip("/"):
        raise BuildError("网址没有写到 content 文件夹", str(content), "例如 s3://bucket/portal/content")
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


def refuse_nested(portal: Portal) -> None:
    """BuildError where site or content would stand inside the other: pages would be read as submissions."""
    if portal.root.far:
        contents = [portal.root.below(portal.content.name).address]
    else:  # submissions may be a link to somewhere else
        contents = [folder.resolve().as_posix() for folder in (portal.content, portal.content / SUBMISSIONS)]
    site = str(portal.site).rstrip("/") if is_url(portal.site) else Path(portal.site).resolve().as_posix()
    for content in contents:
        for inside, around, what in ((site, content, "网站不能放在内容里面"), (content, site, "内容不能放在网站里面")):
            if f"{inside}/".startswith(f"{around}/"):
                raise BuildError(f"{what}（{around}）", inside, "给网站另选一个文件夹，例如内容旁边的 site")


def theme_version(portal: Portal) -> str:
    """A digest of all that every page depends on beside its facts: code, libraries, templates, scripts,
    settings."""
    parts: list[str | bytes] = [code_version(Path(__file__).parent), versions(PAGES), _encode(portal.settings)]
    for folder in (*portal.template_folders, PACKAGED):
        parts += [key(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files_below(folder)]
    return key(*parts)
