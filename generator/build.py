"""A portal's folder in, its site out: find, digest, link, render, publish.

:func:`build` reads as a table of contents. A file that cannot be read becomes a message, and the build goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import Struct

from . import __version__, assets, checks, digest, messages, publish
from .catalogue import Catalogue, Head, link, total_of
from .find import Found, find
from .messages import Message
from .model import BuildError, ReadError
from .pages.content import content_pages
from .pages.portal import portal_pages
from .pages.surroundings import GroupSurroundings, surroundings_of
from .recognise.vocabulary import Vocabulary, load
from .render import Theme, render, render_group
from .settings import Settings, load_settings
from .templating import PACKAGED


class Portal(Struct, frozen=True):
    """Where a portal lives and how it is built."""

    content: Path
    site: Path
    settings: Settings
    template_folders: tuple[Path, ...]
    vocabulary_files: tuple[Path, ...]


class Digested(Struct, frozen=True, gc=False):
    """One submission's file after reading: its digest and its bytes as received."""

    path: str
    digest: bytes
    original: bytes


class Report(Struct, frozen=True):
    """What a build did."""

    submissions: int
    departments: int
    projects: int
    indicators: int
    total: Decimal
    findings: int
    messages: tuple[Message, ...]
    files: publish.Summary


def open_portal(content: Path, site: Path) -> Portal:
    """Look at a portal's folder: its settings, its own templates and vocabulary beside ``content``."""
    if not content.is_dir():
        raise BuildError(
            "there is no such folder", str(content), "用 mingzhang init DIR 建一个，或者给出 content 文件夹"
        )
    own = content / "templates"
    words = content / "vocabulary.toml"
    return Portal(
        content=content,
        site=site,
        settings=load_settings(content),
        template_folders=(own,) if own.is_dir() else (),
        vocabulary_files=(words,) if words.is_file() else (),
    )


def build(portal: Portal) -> Report:
    """Build the site and publish it."""
    with publish.stage(portal.site) as stage:
        digested, problems = digest_all(portal)
        heads = {one.path: digest.head(one.digest) for one in digested}
        catalogue = link(heads.values())
        files = list(assets.collect([*portal.template_folders, PACKAGED]))
        theme = theme_of(portal, files)
        for asset in files:
            stage.write(asset.url, asset.data)
        by_path = {one.path: one for one in digested}
        for group in groups_of(catalogue):
            mine = [by_path[around.path] for around in group.submissions]
            rendered = render_group(group, [one.digest for one in mine], [one.original for one in mine], theme)
            for file in rendered:
                stage.write(file.path, file.data)
        for page in portal_pages(catalogue, portal.settings):
            stage.write(page.names["url"], render(page, theme))
        for page in content_pages(portal.content, portal.settings):
            stage.write(page.names["url"], render(page, theme))
        stage.write("data/build.json", _build_json(catalogue, heads))
        stage.remove_missing()
        summary = stage.commit()
    return _report(catalogue, problems, summary)


def theme_of(portal: Portal, files: Sequence[assets.Asset]) -> Theme:
    """What all pages of the portal share."""
    titles = {check.name: check.title_zh for check in checks.all_checks()}
    folders = tuple(str(folder) for folder in portal.template_folders)
    return Theme(portal.settings, assets.addresses(files), titles, folders)


def digest_all(portal: Portal) -> tuple[list[Digested], list[Message]]:
    """Read every submission of the portal."""
    found, problems = find(portal.content)
    vocabulary = load(*portal.vocabulary_files)
    digested = []
    for one in found:
        try:
            digested.append(digest_one(portal.content, one, vocabulary))
        except ReadError as error:
            problems.append(messages.of_read_error(one.path, error))
        except BuildError as error:
            problems.append(messages.of_build_error(error, "SIDECAR"))
        except OSError as error:
            problems.append(Message(one.path, "1:1", "READ-FAILED", f"读不了这个文件：{error.strerror}"))
    return digested, problems


def digest_one(content: Path, found: Found, vocabulary: Vocabulary) -> Digested:
    root = content.parent
    data = (root / found.path).read_bytes()
    sidecar = (root / found.sidecar).read_bytes() if found.sidecar else None
    made = digest.make(data, found.path, sidecar, found.sidecar or "", vocabulary)
    return Digested(found.path, made, data)


def groups_of(catalogue: Catalogue) -> Iterator[GroupSurroundings]:
    """What the pages of every department-year need to know of the rest."""
    for department_id, year, entries in catalogue.groups():
        yield surroundings_of(catalogue, department_id, year, entries)


def _build_json(catalogue: Catalogue, heads: dict[str, Head]) -> bytes:
    counts = {
        "submissions": len(catalogue.submissions),
        "departments": len(catalogue.departments),
        "projects": len(catalogue.projects),
        "indicators": sum(project.head.indicators for project in catalogue.projects),
    }
    return msgspec.json.format(msgspec.json.encode({"version": __version__, "counts": counts}), indent=2) + b"\n"


def _report(catalogue: Catalogue, problems: Sequence[Message], summary: publish.Summary) -> Report:
    return Report(
        submissions=len(catalogue.submissions),
        departments=len(catalogue.departments),
        projects=len(catalogue.projects),
        indicators=sum(project.head.indicators for project in catalogue.projects),
        total=total_of(catalogue.counted(catalogue.submissions)),
        findings=sum(len(e.head.findings) for e in catalogue.submissions)
        + sum(len(project.head.findings) for project in catalogue.projects),
        messages=tuple(problems),
        files=summary,
    )
