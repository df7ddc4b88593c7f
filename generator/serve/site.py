"""The real site behind ``serve``: pages from memory, made when they are asked for, new when a file is saved.

A refresh reads the changed files, links anew what may be linked otherwise, and holds what was handed out against what
it depends on now; only what may differ is made again and compared, the page handed out last first, so that no tab
reloads for nothing and none waits for another. Findings by check, the search index and the downloads follow from
another process (:mod:`.together`).
"""

from __future__ import annotations

import gc
import shutil
import tempfile
import threading
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from generator import assets, checks, reading
from generator.executors import Processes, Serial, choose
from generator.find import Found, find, work_in
from generator.model import BuildError
from generator.portal import open_portal, theme_version
from generator.progress import Progress
from generator.remarks import unknown_editions
from generator.render import Theme, carry_over, compile_template
from generator.serve import Refresh
from generator.serve.failure import in_words
from generator.serve.handed_out import HandedOut
from generator.serve.known import Known
from generator.serve.pages import Bodies, Pages, Part
from generator.serve.together import FOLDERS, Job, Together, be_quiet, discard, gather
from generator.store import Store, UnwritableError
from generator.templating import PACKAGED

_A_MOMENT = 0.02  # seconds between looks at the other process


class _Step(NamedTuple):
    """What is told after a step, and how long the next one may as well wait."""

    told: set[str]
    pause: float = 0.0


class LiveSite:
    """A :class:`~generator.serve.Site` of a portal's folder. Use it in a ``with``."""

    def __init__(self, content: Path, progress: Progress | None = None, kept: Path | None = None) -> None:
        self._content = content
        self._portal = open_portal(content, content)
        self._root = self._portal.content.parent
        self._kept = kept or self._root / ".mingzhang" / "store"
        self._scratch = Path(tempfile.mkdtemp(prefix="mingzhang-"))
        self._store = self._usable_store(progress)
        # Begun before there are threads, so that it is quick, and before there is much to copy.
        self._process = Processes(1)
        self._process.submit(be_quiet).result()
        self._version = theme_version(self._portal)  # shares do not depend on what may be edited from now on
        self._lock, self._ready = threading.RLock(), threading.Event()
        self._handed_out = HandedOut(self._find, self._lock)
        self._errors: list[str] = []
        self._unusable: list[str] = []  # why no submission can be read: the vocabulary is edited, the disk is full
        self._broken: dict[str, str] = {}  # templates that cannot be read
        self._together: Together | None = None
        self._following: Generator[_Step, None, None] | None = None
        self._number = count(1)
        self._bodies = Bodies(self._store, self._read_again)
        self._look: object = object()
        self._known = Known(self._portal.content, self._store)
        self._assets: dict[str, bytes] = {}
        try:
            self._read_all(progress)
            self._theme = self._new_theme()
            self._pages = self._new_pages()
            self._warm_up()
        except BaseException:
            self.__exit__()
            raise
        gc.collect()
        gc.freeze()

    def _usable_store(self, progress: Progress | None) -> Store:
        try:
            (store := Store(self._kept)).try_out()
            return store
        except UnwritableError as error:
            self._kept = self._scratch / "store"
            if progress:
                progress.say(f"{error}。这一次存在临时文件夹里，下一次还要从头读起；{error.what_to_do}")
            return Store(self._kept)

    def __enter__(self) -> LiveSite:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.shutdown(wait=False, cancel_futures=True)
        shutil.rmtree(self._scratch, ignore_errors=True)

    @property
    def watched(self) -> list[Path]:
        """The folders whose files the site is made of."""
        return [self._portal.content, PACKAGED]

    def get(self, path: str) -> bytes | None:
        """The bytes at an address; also called while ``refresh`` runs, and then waits for it."""
        if path.startswith(FOLDERS):
            self._ready.wait()
            prepared = None
            while (now := self._together) is not prepared and now:  # another may have come meanwhile
                now.prepare(path)
                prepared = now
        if path.endswith(".html"):
            return self._handed_out.get(path)
        with self._lock:
            part = self._find(path)
            return part.make() if part else None

    def refresh(self, changed: set[Path]) -> Refresh:
        """Take in what changed on disk."""
        gc.disable()  # a collection takes longer than everything else; it comes when the rest has followed
        if self._following:
            self._following.close()  # what it was about has changed again
        with self._lock:
            if changed:
                self._take_in(changed)
            else:
                self._errors = self._all_errors([])
        self._following = self._follow()
        return self._next(self._following)

    def _next(self, steps: Iterator[_Step]) -> Refresh:
        """Take one step, and say what the next one is."""
        step = next(steps, None)
        if step is None:
            return Refresh(set(), self._errors)
        return Refresh(step.told, self._errors, partial(self._next, steps), step.pause)

    def _take_in(self, changed: set[Path]) -> None:
        paths = {self._named(path) for path in changed}
        name, errors = self._portal.content.name, []
        everything = name in paths or "" in paths
        before = self._portal
        try:
            self._portal = open_portal(self._content, self._content)
        except BuildError as error:
            errors.append(in_words(error))
        # What could not be read before was not only what has changed now.
        whole = everything or f"{name}/vocabulary.toml" in paths or bool(self._unusable)
        if whole or any(path.startswith(f"{name}/submissions") for path in paths):
            try:
                self._known.read(Serial(), self._portal.vocabulary_files, None if whole else paths)
                self._unusable = []
            except BuildError as error:  # all stays as it was last read
                self._unusable = [in_words(error)]
        templates = {self._template(path) for path in changed} - {None}
        if templates or everything or before != self._portal:
            self._renew(before.template_folders == self._portal.template_folders, {one for one in templates if one})
        self._pages = self._new_pages()
        self._errors = self._all_errors([*errors, *self._unusable])

    def _read_all(self, progress: Progress | None) -> None:
        found, _ = find(self._portal.root.below(self._portal.content.name))
        executor, _ = choose(None, None, work_in(self._portal.root, found))
        with executor:
            if progress is None:
                self._known.read(executor, self._portal.vocabulary_files)
                return
            with progress.stage("读取文件", len(found)) as doing:
                self._known.read(executor, self._portal.vocabulary_files, advance=doing.advance)

    def _read_again(self, path: str) -> None:
        """Have the store know a file again of which it has lost something."""
        found = [one for one in find(self._portal.root.below(self._portal.content.name))[0] if one.path == path]
        reading.read_all(Serial(), self._portal.root, self._store.doubt(), self._portal.vocabulary_files, found)

    def _warm_up(self) -> None:
        """Read a file as if it had been saved: what is imported now need not be at the first save."""
        path, read = next(iter(self._known.reads.items()), (None, None))
        if path and read:
            job = reading.Job(
                self._portal.root, Store(self._scratch / "warm"), (), "", ((Found(path, None), read.key),)
            )
            reading.read_some([job])

    def _named(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else str(path)

    def _template(self, path: Path) -> str | None:
        """A template's name, None for other files."""
        for folder in (self._portal.content / "templates", PACKAGED):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return None

    def _new_theme(self) -> Theme:
        files = list(assets.collect([*self._portal.template_folders, PACKAGED]))
        self._assets = {asset.url: asset.data for asset in files}
        titles = {check.name: check.title.zh for check in checks.all_checks()}
        folders = tuple(str(folder) for folder in self._portal.template_folders)
        version = f"{self._version} {next(self._number)}"
        return Theme(version, self._portal.settings, assets.addresses(files), titles, folders)

    def _renew(self, same_folders: bool, edited: set[str]) -> None:
        """Another theme, for which only edited templates are compiled again."""
        old, self._theme = self._theme, self._new_theme()
        self._look = object()
        if same_folders:
            carry_over(old, self._theme, edited)
        for name in sorted({*edited, *self._broken}):
            self._broken.pop(name, None)
            try:
                if name.endswith((".html", ".txt", ".xml")) and not name.startswith("static/"):
                    compile_template(name, self._theme)
            except Exception as error:  # whatever is wrong with it is for its author to see
                if any((folder / name).is_file() for folder in (*self._portal.template_folders, PACKAGED)):
                    self._broken[name] = self._in_words(error)

    def _new_pages(self) -> Pages:
        def further() -> Iterable[str]:
            return self._together.urls() if self._together else ()

        return Pages(self._known, self._portal, self._theme, self._look, self._bodies, lambda: tuple(further()))

    def _find(self, path: str) -> Part | None:
        if path in self._assets:
            return Part(path, lambda: self._assets[path])
        if path.startswith(FOLDERS):
            together = self._together
            return Part((self._look, together), lambda: together.make(path)) if together else None
        return self._pages.find(path)

    def _all_errors(self, more: list[str]) -> list[str]:
        texts: list[str] = []
        try:
            self._pages.articles  # noqa: B018 - read now, to know
            texts += map(str, self._pages.redirects[1])
        except BuildError as error:
            texts.append(in_words(error))
        told = [str(message) for message in (*self._known.messages(), *unknown_editions(self._known.catalogue))]
        return list(dict.fromkeys([*told, *self._broken.values(), *texts, *more]))

    def _in_words(self, error: BaseException) -> str:
        return in_words(error).replace(f"{self._root}/", "").replace(f"{PACKAGED}/", f"{PACKAGED.name}/")

    def _differing(self) -> Iterator[set[str]]:
        """Which of the pages handed out differ now; what kept others from being made is added to the errors."""
        return self._handed_out.differing(self._failed)

    def _failed(self, error: Exception) -> None:
        self._errors = list(dict.fromkeys([*self._errors, self._in_words(error)]))

    def _follow(self) -> Generator[_Step, None, None]:
        """Who is to be told, and what all contribute to together, in steps between which somebody may save again."""
        for told in self._differing():
            yield _Step(told)
        for _ in range(5):  # the browser comes for its page first
            yield _Step(set(), _A_MOMENT)
        folder, before = self._scratch / f"{next(self._number)}", self._together.job.folder if self._together else None
        reads = tuple(self._known.reads.values())
        job = Job(self._portal, Store(self._kept), self._theme, self._version, reads, folder, before)
        job.want()
        future = self._process.submit(gather, job)
        try:
            while not future.done():
                yield _Step(set(), _A_MOMENT)
        except GeneratorExit:  # another file was saved
            job.drop()
            future.cancel()
            discard(self._process, job)
            raise
        try:
            shares = future.result()
        except Exception:
            gc.enable()
            self._ready.set()  # whoever waits for what failed is told that it is not there
            raise
        with self._lock:
            old, self._together = self._together, Together(job, shares, self._process)
            self._pages = self._new_pages()  # the site map names other pages now
            self._ready.set()
        if old:
            old.discard()
        for told in self._differing():
            yield _Step(told)
        gc.collect()
        gc.enable()
