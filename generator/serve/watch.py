"""Folders in, sets of changed paths out: one set for each time somebody saved something.

A file that was there before and is closed, whole, after a quiet time is handed out at once. What else an editor or a
program does in several steps waits until it is quiet, and so does whatever follows closely.

Deaf to our own reading: on Linux a file that is read is "opened" and "closed without writing", and both
count for nothing. Where the system does not say that a file was closed, "modified" must do.
"""

from __future__ import annotations

import errno
import re
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

# An editor saves in several steps a millisecond apart (a backup, a new file, a rename). A file that was only
# created is about to be written, so it gets more time.
QUIET, QUIET_AFTER_CREATION = 0.006, 0.03
AT_LAST = 1.0  # where it never gets quiet, as while many files are copied in
POLL_EVERY = 0.3

_WHOLE = {events.EVENT_TYPE_CLOSED, events.EVENT_TYPE_MOVED}
_DONE = _WHOLE | {events.EVENT_TYPE_DELETED}
# What editors, desktops and we ourselves leave beside the files that matter.
_PASSING = re.compile(
    r"(?:^|/)(?:\.[^/]*|[^/]*~|[^/]*\.(?:sw[a-z]|tmp|bak|part)|#[^/]*#|~\$[^/]*|4913|Thumbs\.db)(?:/|$)"
)


class Watch(events.FileSystemEventHandler):
    """``next`` waits for a change. Paths come as they were given, a folder's own for all that is in it."""

    def __init__(self, folders: Sequence[Path], *, poll: bool = False) -> None:
        # The system speaks of real paths; whoever asked wants to hear of the folders it named.
        self._folders = [(folder, folder.resolve()) for folder in folders]
        self._poll = poll
        self._changed: set[Path] = set()
        self._last = self._quiet_from = self._at_last = 0.0
        self._stopped = False
        self._news = threading.Condition()
        self._observer: BaseObserver | None = None

    def start(self) -> None:
        try:
            self._begin(PollingObserver(timeout=POLL_EVERY) if self._poll else Observer())
        except OSError as error:
            if self._poll or error.errno not in (errno.ENOSPC, errno.EMFILE):
                raise
            # The system allows no more watches; looking every now and then takes none.
            self._poll = True
            self._begin(PollingObserver(timeout=POLL_EVERY))

    def _begin(self, observer: BaseObserver) -> None:
        for _, real in self._folders:
            observer.schedule(self, str(real), recursive=True)
        observer.start()
        self._observer = observer

    def stop(self) -> None:
        with self._news:
            self._stopped = True
            self._news.notify_all()
        if self._observer:
            self._observer.stop()
            self._observer.join(5)

    def waiting(self, seconds: float = 0) -> bool:
        """Whether there are changes, or the end, that ``next`` would hand out; at the latest after so long."""
        with self._news:
            return self._news.wait_for(lambda: bool(self._changed) or self._stopped, seconds)

    def next(self) -> set[Path] | None:
        """The paths of the next change, once it is quiet; None when the watch was stopped."""
        with self._news:
            while not self._stopped:
                left = min(self._quiet_from, self._at_last) - time.monotonic()
                if self._changed and left <= 0:
                    changed, self._changed = self._changed, set()
                    return changed
                self._news.wait(left if self._changed else None)
        return None

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Called by the observer's thread for everything that happens."""
        kind = event.event_type
        if kind not in _DONE and kind != events.EVENT_TYPE_CREATED and not self._counts_as_saved(event):
            return
        named = (self._named(Path(str(path))) for path in (event.src_path, event.dest_path) if path)
        if paths := {path for path in named if path}:
            whole = kind in _WHOLE and all(map(_has_content, paths))
            with self._news:
                now = time.monotonic()
                alone = not self._changed and now - self._last > QUIET
                if not self._changed:
                    self._at_last = now + AT_LAST
                self._changed |= paths
                quiet = QUIET_AFTER_CREATION if kind == events.EVENT_TYPE_CREATED else QUIET
                self._last, self._quiet_from = now, now if alone and whole else now + quiet
                self._news.notify_all()

    def _counts_as_saved(self, event: events.FileSystemEvent) -> bool:
        tells_of_closing = sys.platform.startswith("linux") and not self._poll
        return event.event_type == events.EVENT_TYPE_MODIFIED and not event.is_directory and not tells_of_closing

    def _named(self, path: Path) -> Path | None:
        """The path below the folder as it was given; None for what only passes by."""
        for folder, real in self._folders:
            if path.is_relative_to(real):
                inside = path.relative_to(real)
                return None if _PASSING.search(inside.as_posix()) else folder / inside
        return None


def _has_content(path: Path) -> bool:
    """An empty file is most often about to be written; one that is gone, to be replaced."""
    try:
        return path.is_file() and path.stat().st_size > 0
    except OSError:
        return False
