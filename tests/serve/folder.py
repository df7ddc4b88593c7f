"""A site whose pages are the files of a folder: the smallest there can be behind ``serve``."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError

from generator.model import BuildError
from generator.serve import Refresh

PAGE = "<!DOCTYPE html><html><head><title>{0}</title></head><body>{1}<p id=text>{0}</p>{1}</body></html>"


class Folder:
    """Each ``NAME.txt`` is the page ``NAME/index.html``; a text beginning with ``!`` is an error of line 1."""

    def __init__(self, folder: Path, *, padding: str = "") -> None:
        self.folder = folder
        self.padding = padding
        self.pages: dict[str, bytes] = {}
        self.calls: list[set[Path]] = []
        self.called = threading.Condition()
        self.later: Callable[[], Refresh] | None = None
        self.pause = 0.0
        self.more = {"favicon.ico": b""}  # or a browser complains that there is none

    def get(self, path: str) -> bytes | None:
        if path == "broken.html":
            raise BuildError("这一页做不出来", "templates/project.html:12", "请改模板")
        return self.pages.get(path) or self.more.get(path.lstrip("/"))

    def refresh(self, changed: set[Path]) -> Refresh:
        pages, errors = {}, []
        for file in sorted(self.folder.rglob("*.txt")):
            text = file.read_text()
            name = "index.html" if file.stem == "home" else f"{file.stem}/index.html"
            if text.startswith("!"):
                errors.append(f"{file.name}:1:1: BAD {text[1:]}")
            elif text.startswith("?"):
                raise ZeroDivisionError(text[1:])
            else:
                pages[name] = PAGE.format(text, self.padding).encode()
        paths = {path for path in {*pages, *self.pages} if pages.get(path) != self.pages.get(path)}
        self.pages = pages
        with self.called:
            self.calls.append(changed)
            self.called.notify_all()
        return Refresh(paths, errors, self.later, self.pause)

    def wait_for_calls(self, count: int) -> bool:
        with self.called:
            return self.called.wait_for(lambda: len(self.calls) >= count, 5)


def fetch(address: str, **heads: str) -> HTTPResponse | HTTPError:
    """The answer, whatever its status."""
    request = urllib.request.Request(address, headers=heads)  # noqa: S310 - our own server
    try:
        answer: HTTPResponse = urllib.request.urlopen(request, timeout=5)  # noqa: S310
    except HTTPError as error:
        return error
    return answer
