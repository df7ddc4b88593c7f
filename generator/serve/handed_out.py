"""What browsers may be showing: pages as they were handed out, held against what they would be now.

A page is handed out as it is now, also where nobody has compared it yet; so telling who shows another one may go in
steps, the page handed out last first, and a tab need not wait for what others show.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator

from generator.serve.pages import Part
from generator.serve.together import ON_REQUEST

_WATCHED = 300  # pages; one that was handed out before them reloads at every change
_COMPARED = 12  # of those that may differ; the others are taken to differ
_A_STEP = 0.005  # seconds

Find = Callable[[str], Part | None]


class HandedOut:
    """The pages handed out last. ``find`` gives the part of the site at an address, and is called with ``lock``."""

    def __init__(self, find: Find, lock: threading.RLock) -> None:
        self._find, self._lock = find, lock
        self._pages: OrderedDict[str, tuple[object, bytes | None]] = OrderedDict()
        self._outdated: set[str] = set()  # addresses of which somebody may show what is not known any more

    def get(self, path: str) -> bytes | None:
        """The page at an address, from now on watched."""
        with self._lock:
            kept, part = self._pages.get(path), self._find(path)
            if kept is None or part is None or kept[0] != part.stamp:
                made = (part.stamp, part.make()) if part else (None, None)
                if kept is None:
                    self._outdated.discard(path)
                elif kept[1] != made[1]:
                    self._outdated.add(path)
                kept = self._pages[path] = made
                if len(self._pages) > _WATCHED:
                    self._outdated.add(self._pages.popitem(last=False)[0])
            self._pages.move_to_end(path)
            return kept[1]

    def differing(self, failed: Callable[[Exception], None]) -> Iterator[set[str]]:
        """Addresses of pages that differ now, as they are found; nothing where it takes longer to find some.

        ``failed`` is told what kept a page from being made: it stays as it was handed out until that is mended.
        """
        with self._lock:
            differing, self._outdated = self._outdated, set()
            paths = list(reversed(self._pages))
        compared, until = 0, time.monotonic() + _A_STEP
        for path in paths:
            try:
                with self._lock:
                    kept, part = self._pages.get(path), self._find(path)
                    if kept is None or kept[0] == (part.stamp if part else None):
                        continue
                    compared += 1
                    if compared > _COMPARED or path.startswith(ON_REQUEST):
                        del self._pages[path]
                        differing.add(path)
                        continue
                new = part.make() if part else None  # which takes long, and browsers are asking meanwhile
                with self._lock:
                    if self._pages.get(path) == kept:
                        self._pages[path] = (part.stamp if part else None, new)
                if new != kept[1]:
                    differing.add(path)
            except Exception as error:  # a template with an error, mostly
                failed(error)
            if (differing and compared <= _COMPARED) or time.monotonic() > until:
                yield differing
                differing, until = set(), time.monotonic() + _A_STEP
        yield differing
