"""``mingzhang serve``: the site from memory, new in the browser before the hand is back on the mouse.

    watch    saved files     → a set of changed paths          (watch.py)
    refresh  changed paths   → which pages differ, what failed (the build's own, behind ``Site``)
    tell     pages differing → the browsers that show them     (live.py, live.js)

Nothing is published. Only browsers whose page differs reload, and they keep their place on it. An error is
shown over the page, with file and line, until it is mended.
"""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TextIO

from msgspec import Struct

from generator.serve.failure import in_words
from generator.serve.live import Live
from generator.serve.server import Server, bind
from generator.serve.watch import Watch

waiting_for_the_end = threading.Event

__all__ = ["Refresh", "Serving", "Site", "run"]


class Refresh(Struct, frozen=True):
    """What came of a change. ``errors`` are all there are now, as ``path:line:col: CODE message``.

    ``later`` is work that nobody needs to wait for (the search index); it is dropped when the next change
    comes before its turn, whose own ``later`` must then cover it. Its turn comes after a ``pause`` without changes.
    """

    paths: set[str]  # of pages and files that are new, different or gone
    errors: list[str]
    later: Callable[[], Refresh] | None = None
    pause: float = 0.0  # seconds


class Site(Protocol):
    """The site in memory. ``get`` is called by many threads at once, also while ``refresh`` runs."""

    def get(self, path: str) -> bytes | None:
        """The bytes at a path of the site such as ``projects/x/index.html``, None where there is nothing."""

    def refresh(self, changed: set[Path]) -> Refresh:
        """Take in what changed on disk. Called first with nothing, to learn the errors there are."""


class Serving:
    """A server, a watch and the thread between them. For commands ``run``; for tests a ``with``."""

    def __init__(
        self,
        site: Site,
        watched: Sequence[Path],
        *,
        host: str = "127.0.0.1",
        port: int | None = None,
        poll: bool = False,
    ) -> None:
        self._site = site
        self._live = Live()
        self._watch = Watch(watched, poll=poll)
        self.server: Server = bind(host, port, site.get, self._live)
        self.addresses = self.server.addresses()
        self._threads = [
            threading.Thread(target=work, name=work.__name__, daemon=True)
            for work in (self._refresh_for_ever, self._answer_for_ever)
        ]

    def __enter__(self) -> Serving:
        self._watch.start()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.stop()
        self._live.close()
        self.server.shutdown()
        self.server.server_close()
        for thread in self._threads:
            thread.join(5)

    def _answer_for_ever(self) -> None:
        self.server.serve_forever(poll_interval=0.1)  # how long Ctrl+C takes; half a second is felt

    def _refresh_for_ever(self) -> None:
        refresh = self._refresh(lambda: self._site.refresh(set()))
        while True:
            if refresh.later and not self._watch.waiting(refresh.pause):
                refresh = self._refresh(refresh.later)
                continue
            changed = self._watch.next()
            if changed is None:
                return
            # Bound now: by the time it runs there may be other changes.
            refresh = self._refresh(lambda changed=changed: self._site.refresh(changed))  # type: ignore[misc]

    def _refresh(self, work: Callable[[], Refresh]) -> Refresh:
        try:
            refresh = work()
        except Exception as error:  # a bug, or a bad template: seen in the browser, and the next save is a new try
            refresh = Refresh(set(), [in_words(error)])
        self._live.tell(refresh.paths, refresh.errors)
        return refresh


def run(
    site: Site,
    watched: Sequence[Path],
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    poll: bool = False,
    open_browser: bool = False,
    out: TextIO,
) -> None:
    """Serve until interrupted; prints the addresses. ``watched`` are folders of content and templates."""
    with Serving(site, watched, host=host, port=port, poll=poll) as serving:
        out.writelines(f"{address}\n" for address in serving.addresses)
        out.write("保存文件后网页会自动更新。按 Ctrl+C 结束。\n")
        out.flush()
        if open_browser:
            webbrowser.open(serving.addresses[0])
        try:
            waiting_for_the_end().wait()
        except KeyboardInterrupt:
            return
