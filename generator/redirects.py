"""Addresses that have moved: ``content/redirects.toml`` → small pages that lead on.

The file is the operator's::

    [[redirect]]
    from = "projects/2024-0a1b2c3d/index.html"
    to = "projects/2024-13020924P00071310005T/index.html"

``mingzhang build --write-redirects`` proposes entries: for each page that the last publication had and this one has
not, the page that now shows the same thing. It reads what was published, so it needs no memory of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from .messages import Message
from .model import BuildError
from .pages.frame import HOME, Page, page
from .settings import convert
from .toml import decoded

NAME = "redirects.toml"
_FILES = (".html", ".json", ".jsonl", ".csv", ".xlsx", ".sqlite", ".xml", ".txt", ".js", ".css", ".svg", ".zip")
_HEAD = "# 网页搬了家：旧地址（from）打开时转到新地址（to）。可以手工增删。\n"


class Redirect(Struct, frozen=True, rename={"old": "from", "new": "to"}, forbid_unknown_fields=True):
    """One address that has moved, from the site's root."""

    old: str
    new: str


class _Redirects(Struct, frozen=True, forbid_unknown_fields=True):
    redirect: tuple[Redirect, ...] = ()


def load_redirects(content: Path) -> tuple[Redirect, ...]:
    """The entries of a content folder's file, addresses complete; BuildError for one that no page can have."""
    path = content / NAME
    if not path.is_file():
        return ()
    found = convert(decoded(path.read_bytes(), NAME), _Redirects, NAME).redirect
    return tuple(Redirect(_address(one.old), _address(one.new)) for one in found)


def _address(text: str) -> str:
    address = text.strip().lstrip("/")
    if not address or address.endswith("/"):
        address += "index.html"
    *folders, _ = address.split("/")
    below_a_file = any(folder.endswith(_FILES) for folder in folders)
    if not address.endswith(".html") or ".." in folders or below_a_file or "\\" in address or ":" in address:
        raise BuildError(f"“{text}”不是网页的地址", NAME, "从网站的根目录写起，例如 projects/…/index.html")
    return address


def redirect_pages(redirects: Sequence[Redirect], standing: set[str]) -> tuple[list[Page], list[Message]]:
    """A page for each entry, and what is wrong with the others. ``standing`` are those of its addresses that exist."""
    to = {one.old: one.new for one in redirects}
    pages, messages = [], []
    for old in sorted(to):
        target, seen = to[old], {old}
        while target not in standing and target in to and target not in seen:
            seen.add(target)
            target = to[target]
        if old in standing:
            hint = "这一条可以从 redirects.toml 里删去"
            messages.append(_message("REDIRECT-STANDS", f"这个旧地址现在有网页，没有转走：{old}", hint))
        elif target not in standing:
            messages.append(
                _message("REDIRECT-NOWHERE", f"要转去的地址没有网页：{old} → {target}", "改正 to，或者删去这一条")
            )
        else:
            pages.append(page(old, "moved.html", "网页搬家了", (HOME,), target=target))
    return pages, messages


def _message(code: str, text: str, hint: str) -> Message:
    return Message(f"content/{NAME}", "1:1", code, text, hint)


def add_redirects(content: Path, found: Iterable[Redirect]) -> int:
    """Write new entries behind those that are there; returns how many."""
    path = content / NAME
    known = {one.old for one in load_redirects(content)}
    new = [one for one in found if one.old not in known]
    if new:
        before = path.read_text("utf-8") if path.is_file() else _HEAD
        entries = (f"\n[[redirect]]\nfrom = {json.dumps(one.old)}\nto = {json.dumps(one.new)}\n" for one in new)
        path.write_text(before + "".join(entries), "utf-8")
    return len(new)


# --- what moved where ----------------------------------------------------------------------------


class _Named(Struct, frozen=True, gc=False):
    text: str | None


class _Source(Struct, frozen=True, gc=False):
    file: str
    sha256: str
    anchor: str


class _Id(Struct, frozen=True, gc=False):
    id: str


class _Division(Struct, frozen=True, gc=False):
    code: str | None


class _Year(Struct, frozen=True, gc=False):
    year: int | None


class ProjectLine(Struct, frozen=True, gc=False):
    """What tells a project again, from a line of projects.jsonl."""

    url: str
    code: _Named | None
    name: _Named | None
    department: _Id | None
    fiscal_year: _Year
    source: _Source

    def marks(self) -> Iterator[tuple[str, ...]]:
        """What it can be known by, the surest first."""
        code = self.code.text if self.code else None
        name = self.name.text if self.name else None
        if code:
            yield "code in file", self.source.file, code
        if name:
            yield "name in file", self.source.file, name
        yield "place", self.source.sha256, self.source.anchor
        if code:
            yield "code", str(self.fiscal_year.year), code
        if name and self.department:
            yield "name", self.department.id, str(self.fiscal_year.year), name


class SubmissionLine(Struct, frozen=True, gc=False):
    """What tells a document again, from a line of submissions.jsonl."""

    id: str
    url: str
    file: str
    sha256: str
    department: _Id | None
    region: _Division
    fiscal_year: _Year

    def pages(self) -> Iterator[tuple[str, str]]:
        """The pages that depend on it, by what they are."""
        yield "source", self.url
        year = self.fiscal_year.year or "undated"
        if self.department:
            yield "department year", f"departments/{self.department.id}/{year}/index.html"
            yield "department", f"departments/{self.department.id}/index.html"
        yield "region", f"regions/{self.region.code or 'noregion'}/index.html"
        yield "year", f"years/{year}/index.html"


_projects = msgspec.json.Decoder(ProjectLine)
_submissions = msgspec.json.Decoder(SubmissionLine)


def proposed(site: Path, standing: set[str], projects: bytes, submissions: bytes) -> list[Redirect]:
    """For pages that are going, where their subject is now.

    ``site`` still holds the last publication; ``standing`` are the pages of the new one, and the rest are the lines of
    its two JSON files.
    """
    found: dict[str, str] = {}
    going = [line for line in _projects.decode_lines(_old(site, "projects.jsonl")) if line.url not in standing]
    if going:
        new = _by_mark(_projects.decode_lines(projects))
        for line in going:
            target = next((new[mark] for mark in line.marks() if new.get(mark)), "")
            if target:
                found[line.url] = target
    now = [(line, dict(line.pages())) for line in _submissions.decode_lines(submissions)]
    by_file = {line.file: pages for line, pages in now}
    by_digest = {line.sha256: pages for line, pages in now}
    for old in _submissions.decode_lines(_old(site, "submissions.jsonl")):
        pages = by_file.get(old.file) or by_digest.get(old.sha256) or {}
        for what, url in old.pages():
            if url not in standing and url not in found and pages.get(what, url) != url:
                found[url] = pages[what]
    return [Redirect(old, found[old]) for old in sorted(found)]


def _old(site: Path, name: str) -> bytes:
    path = site / "data" / name
    return path.read_bytes() if path.is_file() else b""


def _by_mark(lines: Iterable[ProjectLine]) -> dict[tuple[str, ...], str]:
    """Addresses by what a project can be known by; a mark of two projects is none."""
    found: dict[tuple[str, ...], str] = {}
    for line in lines:
        for mark in line.marks():
            found[mark] = "" if mark in found and found[mark] != line.url else line.url
    return found
