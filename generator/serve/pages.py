"""An address of the site in; out, what its bytes depend on and how to make them. Nothing is made unasked."""

from __future__ import annotations

import bisect
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain, repeat
from typing import NamedTuple

from generator.catalogue import Catalogue, SubmissionEntry
from generator.compared import rows_of
from generator.digest import decode_body
from generator.exports import Mapped, department_files, map_lines, project_files
from generator.exports.announcements import announcements, feeds
from generator.messages import Message
from generator.model import Submission
from generator.pages.compared import kinds_of
from generator.pages.content import content_pages, read_articles
from generator.pages.frame import Page
from generator.pages.groups import group_pages
from generator.pages.portal import Part as PortalPart
from generator.pages.portal import portal_pages, portal_parts
from generator.pages.sources import SourceView
from generator.pages.surroundings import GroupSurroundings, SubmissionSurroundings, department_year_url, surroundings_of
from generator.portal import Portal
from generator.redirects import load_redirects, redirect_pages
from generator.render import Theme, placement_of, render, source_file
from generator.rendering import with_across
from generator.serve.known import Known
from generator.serve.server import LOST
from generator.serve.together import FOLDERS
from generator.settings import Settings
from generator.store import Store

_KEPT = 32  # submissions


class Part(NamedTuple):
    """One file of the site. While ``stamp`` is the same, so are its bytes; ``make`` gives None where there is none."""

    stamp: object
    make: Callable[[], bytes | None]


class Group(NamedTuple):
    """One department-year, and the keys of its submissions' digests."""

    around: GroupSurroundings
    keys: tuple[str, ...]


class Bodies:
    """Full submissions of the department-years asked for last. Outlives changes."""

    def __init__(self, store: Store, read_again: Callable[[str], None]) -> None:
        """``read_again`` puts a file's digest into the store once more."""
        self._store, self._read_again, self._lock = store, read_again, threading.Lock()
        self._bodies: OrderedDict[str, tuple[Submission, SourceView]] = OrderedDict()

    def of(self, group: Group) -> list[tuple[Submission, SourceView]]:
        """The full submissions of a department-year."""
        with self._lock:
            found = [self._fetch(key, around) for key, around in zip(group.keys, group.around.submissions, strict=True)]
            while len(self._bodies) > _KEPT:
                self._bodies.popitem(last=False)
        return found

    def _fetch(self, key: str, around: SubmissionSurroundings) -> tuple[Submission, SourceView]:
        if key not in self._bodies:
            if (data := self._store.get(key)) is None:
                self._read_again(around.path)
                data = self._store.need(key)
            self._bodies[key] = decode_body(data)[:2]
        self._bodies.move_to_end(key)
        submission, view = self._bodies[key]
        return with_across(around.across, submission), view


class Pages:
    """The site of one moment, without what all departments contribute to together. ``look`` stands for the theme."""

    def __init__(
        self,
        known: Known,
        portal: Portal,
        theme: Theme,
        look: object,
        bodies: Bodies,
        further: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """``further`` tells the addresses of the pages that are made elsewhere, for the site map."""
        self._known, self._portal, self._theme, self._look, self._bodies = known, portal, theme, look, bodies
        self._further = further
        self._catalogue = known.catalogue
        self._groups: dict[tuple[str, str], Group | None] = {}

    def find(self, path: str) -> Part | None:
        """The part at an address, None where there can be none."""
        part = self._find(path)
        if path.endswith(".html") and path in self._moving and path in self.redirects[0]:
            return Part((self._look, str(self.redirects[0][path].names["target"])), partial(self._moved, path))
        return part

    def _find(self, path: str) -> Part | None:
        names = path.split("/")
        if names[0] in ("projects", "sources") and len(names) == 3:
            entry = self._project(names[1]) if names[0] == "projects" else self._submission(names[1])
            return self._of_group(self._group(entry.department_id, entry.year_word), path) if entry else None
        if names[0] == "departments" and len(names) == 4:
            return self._of_group(self._group(names[1], names[2]), path)
        if names[0] == "departments" and len(names) == 3 and names[2] not in ("index.html", "feed.xml"):
            return self._of_department(names[1], path)
        if names[0] in ("pages", "404.html") or path == LOST:
            return Part((self._look, self.articles), partial(self._article, path))
        if path.endswith("index.html"):
            return self._of_portal(path)
        return Part(object(), lambda: self._announced.get(path))

    @cached_property
    def _moving(self) -> frozenset[str]:
        return frozenset(one.old for one in load_redirects(self._portal.content))

    @cached_property
    def redirects(self) -> tuple[dict[str, Page], list[Message]]:
        """Pages at addresses that have moved, and what is wrong with others. Raises BuildError."""
        found = load_redirects(self._portal.content)
        standing = {address for one in found for address in (one.old, one.new) if self._stands(address)}
        pages, messages = redirect_pages(found, standing)
        return {page.names["url"]: page for page in pages}, messages

    def _stands(self, address: str) -> bool:
        if address.startswith(FOLDERS):
            return address in self._further()
        part = self._find(address)
        return part is not None and part.make() is not None

    def _moved(self, path: str) -> bytes:
        return render(self.redirects[0][path], self._theme)

    def _project(self, identity: str) -> SubmissionEntry | None:
        at = bisect.bisect_left(self._catalogue.projects, identity, key=lambda project: project.id)
        found = self._catalogue.projects[at : at + 1]
        return found[0].submission if found and found[0].id == identity else None

    def _submission(self, identity: str) -> SubmissionEntry | None:
        at = bisect.bisect_left(self._catalogue.submissions, identity, key=lambda entry: entry.id)
        found = self._catalogue.submissions[at : at + 1]
        return found[0] if found and found[0].id == identity else None

    def _group(self, department: str, year: str) -> Group | None:
        if (department, year) not in self._groups:
            entries = [e for e in self._catalogue.departments.get(department, ()) if e.year_word == year]
            group = None
            if entries:
                around = surroundings_of(self._catalogue, department, year, entries, self._known.across)
                group = Group(around, tuple(self._known.reads[entry.head.path].key for entry in entries))
            self._groups[department, year] = group
        return self._groups[department, year]

    def _of_group(self, group: Group | None, path: str) -> Part | None:
        return Part((self._look, group), partial(self._make, group, path)) if group else None

    def _make(self, group: Group, path: str) -> bytes | None:
        if path.endswith(".html"):
            bodies, theme = self._bodies.of(group), self._theme
            submissions, views = [one for one, _ in bodies], [view for _, view in bodies]
            rows = chain.from_iterable(map(rows_of, repeat(group.around), group.around.submissions, submissions))
            titles, bars = theme.titles, theme.settings.lists.bars
            made = group_pages(group.around, submissions, views, kinds_of(rows), titles, bars, path)
            return next((render(page, theme) for page in made), None)
        return next((data for name, data in self._files(group) if name == path), None)

    def _files(self, group: Group) -> Iterator[tuple[str, bytes]]:
        for around, (submission, _) in zip(group.around.submissions, self._bodies.of(group), strict=True):
            mapped = map_lines(submission, placement_of(submission, around), submission.findings)
            yield from project_files(mapped.chunk)
            original = (self._portal.content.parent / around.path).read_bytes()
            for file in source_file(submission, around, original):
                yield file.path, file.data

    def _of_department(self, department: str, path: str) -> Part | None:
        years = sorted({entry.year_word for entry in self._catalogue.departments.get(department, ())})
        groups = [group for year in years if (group := self._group(department, year))]
        return Part((self._look, groups), partial(self._tables, department, groups, path)) if groups else None

    def _tables(self, department: str, groups: Sequence[Group], path: str) -> bytes | None:
        mapped: list[Mapped] = []
        for group in groups:
            for around, (submission, _) in zip(group.around.submissions, self._bodies.of(group), strict=True):
                mapped.append(map_lines(submission, placement_of(submission, around), submission.findings))
        return dict(department_files(department, mapped)).get(path)

    @cached_property
    def articles(self) -> object:
        """The portal's own texts. Raises BuildError where one of them cannot be read."""
        return read_articles(self._portal.content)

    def _article(self, path: str) -> bytes | None:
        pages = content_pages(self._portal.content, self._portal.settings)
        page = next((page for page in pages if page.names["url"] == path.lstrip("/")), None)
        if page and path == LOST:
            page = Page(page.url, page.template, {**page.names, "root": "/"})
        return render(page, self._theme) if page else None

    def _of_portal(self, path: str) -> Part | None:
        folder, _, last = path.removesuffix("/index.html").rpartition("/")
        parts = _parts_of(self._catalogue, self._portal.settings)
        part = parts.get(f"{folder}/index.html" if last.startswith("page-") else path)
        if part is None:
            return None
        shapes = [self._known.shape(entry) for entry in part.submissions]
        regions = [(code, entries[0].head.region.name) for code, entries in self._catalogue.regions.items()]
        return Part((self._look, regions, shapes), partial(self._overview, part, path))

    def _overview(self, part: PortalPart, path: str) -> bytes | None:
        return next((render(page, self._theme) for page in part.pages() if page.names["url"] == path), None)

    def urls(self) -> Iterator[str]:
        """The addresses of all pages but those that all departments contribute to together."""
        for department, year, entries in self._catalogue.groups():
            yield department_year_url(department, year)
            yield from (entry.url for entry in entries)
        yield from (project.url for project in self._catalogue.projects)
        for page in portal_pages(self._catalogue, self._portal.settings):
            yield page.names["url"]
        for page in content_pages(self._portal.content, self._portal.settings):
            yield page.names["url"]

    @cached_property
    def _announced(self) -> dict[str, bytes]:
        settings, urls = self._portal.settings, chain(self.urls(), self._further())
        told = announcements(settings, urls, self._theme.assets.icon)
        return {**dict(feeds(self._catalogue, settings)), **dict(told)}


@lru_cache(maxsize=1)
def _parts_of(catalogue: Catalogue, settings: Settings) -> dict[str, PortalPart]:
    """The portal's own pages. Stays the same while new facts take the place of old ones in the catalogue."""
    return {part.url: part for part in portal_parts(catalogue, settings)}
