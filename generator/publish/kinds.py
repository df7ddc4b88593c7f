"""What kind of file each name of a site is: for whoever serves one, here or on an object store."""

from __future__ import annotations

import mimetypes

_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "toml": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "sqlite": "application/vnd.sqlite3",
    "parquet": "application/vnd.apache.parquet",
}


def content_type(path: str) -> str:
    """The type by the name's ending. What was received as text may be in any encoding: the browser is to find out."""
    ending = path.rpartition(".")[2].lower()
    if path.startswith("sources/") and ending in ("txt", "md"):
        return "text/plain"
    return _KINDS.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
