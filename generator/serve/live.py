"""Who shows which page, and whom to tell: server-sent events, one waiting thread a browser tab."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator

KEEP_ALIVE = 15.0  # seconds; also how long it takes to notice a tab that is gone
REMEMBERED = 200  # refreshes; a tab that slept through more reloads in any case


class Live:
    """All refreshes so far. A tab says which was the last one its page knows of."""

    def __init__(self) -> None:
        self._session = secrets.token_hex(4)  # a server started anew counts from nothing
        self._count = 0
        self._changes: list[tuple[int, set[str]]] = []
        self._errors: list[str] = []
        self._closed = False
        self._news = threading.Condition()

    def edition(self) -> str:
        """What a page that is handed out now knows of."""
        with self._news:
            return f"{self._session}-{self._count}"

    def tell(self, paths: set[str], errors: list[str]) -> None:
        """Let the tabs know of a refresh: of other pages, of other errors, or of neither."""
        with self._news:
            if not paths and errors == self._errors:
                return
            self._count += 1
            self._changes.append((self._count, paths))
            del self._changes[:-REMEMBERED]
            self._errors = errors
            self._news.notify_all()

    def close(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify_all()

    def events(self, page: str, edition: str) -> Iterator[bytes]:
        """Events for a tab that shows ``page``. An empty ``page`` stands for one that failed: any news will do."""
        session, _, number = edition.partition("-")
        known = int(number) if session == self._session and number.isdigit() else -1
        shown: list[str] = []
        while not self._closed:
            with self._news:
                count, errors, reload = self._count, self._errors, self._differs(page, known)
            known = count
            if reload:
                yield b"event: reload\ndata:\n\n"
            if errors != shown:
                shown = errors
                yield f"event: errors\ndata: {json.dumps(errors, ensure_ascii=False)}\n\n".encode()
            with self._news:
                news = self._closed or self._count > count or self._news.wait(KEEP_ALIVE)
            if not news:
                yield b":\n\n"

    def _differs(self, page: str, known: int) -> bool:
        forgotten = self._count - len(self._changes)  # refreshes that are no longer remembered
        return known < forgotten or any(_concerns(page, paths) for at, paths in self._changes if at > known)


def _concerns(page: str, paths: set[str]) -> bool:
    if not page:
        return True
    # Pages name their scripts and styles by digest, so they differ when those do. Only the search page loads
    # pieces that its text does not name.
    return page in paths or (page.startswith("search/") and any(path.startswith("search/") for path in paths))
