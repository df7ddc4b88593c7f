"""All submissions as they were last read, linked: changed paths in, what is known now out.

Only changed files are read again, and nothing is linked anew where only what they say has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from generator import checks
from generator.catalogue import Catalogue, Head, SubmissionEntry, link
from generator.digest import Light, decode_light
from generator.find import Found, find
from generator.messages import Message
from generator.model import Finding
from generator.places import place_of
from generator.reading import Read, read_all
from generator.serve.relink import relink
from generator.store import Store


class Known:
    """What the portal's submissions say. After ``read`` everything in here belongs together."""

    def __init__(self, content: Path, store: Store) -> None:
        self.content, self.store = content, store
        self._root = place_of(content.parent)
        self.reads: dict[str, Read] = {}  # by path, in the order in which they are found
        self.lights: dict[str, Light] = {}
        self.catalogue: Catalogue = link(())
        self.across: Mapping[str, list[Finding]] = {}
        self._found: dict[str, Found] = {}
        self._problems: list[Message] = []
        self._unread: dict[str, Message] = {}
        self._gathered: dict[str, dict[str, tuple[Any, ...]]] = {}
        self._numbers: dict[str, int] = {}  # by which what was gathered calls them
        self._afar: dict[str, Head] = {}
        self._shapes: dict[str, object] = {}

    def messages(self) -> list[Message]:
        """What is wrong with the files, all of it."""
        return [*self._problems, *self._unread.values()]

    def read(
        self,
        executor: Executor,
        vocabulary: tuple[Path, ...],
        changed: Set[str] | None = None,
        advance: Callable[[int], None] = lambda items: None,
    ) -> None:
        """Take in the files at ``changed`` (below the portal's folder; a folder stands for all that is in it).

        A file that cannot be read any more stays as it was last read, until it is mended.
        """
        found = self._look(changed)
        todo = [one for path, one in found.items() if self._found.get(path) != one or _touched(one, changed)]
        done, unread = read_all(executor, self._root, self.store, vocabulary, todo, advance)
        for one in todo:
            self._unread.pop(one.path, None)
        self._unread = {path: message for path, message in self._unread.items() if path in found}
        self._unread |= {message.about or message.path: message for message in unread}
        same = list(found) == list(self._found)
        taken = [self._take(read) for read in done]
        self._found = found
        self.reads = {path: self.reads[path] for path in found if path in self.reads}
        self.lights = {path: self.lights[path] for path in self.reads}
        self._gathered = {path: self._gathered[path] for path in self.reads}
        if not same or not all(linked for linked, _ in taken):
            self._link()
        elif not all(answered for _, answered in taken):
            self._ask_across()

    def _look(self, changed: Set[str] | None) -> dict[str, Found]:
        known = changed is not None and all(path in self._found for path in changed)
        if known and all((self.content.parent / path).is_file() for path in changed or ()):
            return self._found
        found, self._problems = find(place_of(self.content))
        return {one.path: one for one in found}

    def _take(self, read: Read) -> tuple[bool, bool]:
        """Keep what was read; whether it is linked with that, and whether all findings across documents stand."""
        path, light, before = read.path, decode_light(read.light), self.lights.get(read.path)
        self.reads[path], self.lights[path] = read, light
        afar = _from_afar(light.head)
        if self._afar.get(path) != afar:
            self._afar[path] = afar
        self._shapes.pop(path, None)
        self._gathered[path], self._numbers[path] = checks.unpack_gathered(light.gathered), light.number
        if before is None or not relink(self.catalogue, before.head, light.head):
            return False, False
        return True, _same_gathered(before, light)

    def _link(self) -> None:
        """Link everything, and ask what can only be asked of all together."""
        self.catalogue = link(light.head for light in self.lights.values())
        self._shapes = {}
        self._ask_across()

    def _ask_across(self) -> None:
        paths = {self._numbers[path]: path for path in self.lights}
        across: dict[str, list[Finding]] = {}
        for number, finding in checks.across(list(self._gathered.values())):
            across.setdefault(paths[number], []).append(finding)
        self.across = across

    def shape(self, entry: SubmissionEntry) -> object:
        """What pages beside its own show of a submission; equal before and after means that they do not differ."""
        path = entry.head.path
        if path not in self._shapes:
            self._shapes[path] = (
                self._afar[path],
                (entry.id, entry.current, entry.supersedes is not None),
                self.catalogue.department_name(entry.department_id),
                tuple((project.id, project.counted) for project in entry.projects),
            )
        return self._shapes[path]


def _same_gathered(one: Light, other: Light) -> bool:
    """Whether both answer the same to questions across documents.

    Not compared are the number that tells which document it is, and the digests of projects that no other document
    tells of, as :func:`relink` made sure: both are there to be held against other documents'.
    """
    return _without_digests(one) == _without_digests(other)


def _without_digests(light: Light) -> bytes:
    gathered = bytes(light.gathered).replace(msgspec.msgpack.encode(light.number), b"")
    for project in light.head.projects:
        gathered = gathered.replace(project.facts.encode(), b"")
    return gathered


def _touched(found: Found, changed: Set[str] | None) -> bool:
    return changed is None or any(_covers(changed, path) for path in (found.path, found.sidecar) if path)


def _covers(changed: Iterable[str], path: str) -> bool:
    return any(path == one or path.startswith(one + "/") for one in changed)


def _from_afar(head: Head) -> Head:
    """A head without what only the submission's own pages show."""
    projects = [replace(project, facts="", indicators=0, damage=(), anchor="") for project in head.projects]
    return replace(head, projects=tuple(projects), sha256="")
