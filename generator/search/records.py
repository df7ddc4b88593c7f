"""Result records: what a result shows, cites and is confirmed by, in small blocks that load on their own.

Four documents make a block, sixty-four blocks a folder named by its content: so the manifest names a folder for 256
documents, and where a document's block lies is arithmetic. One edit renames one folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .files import File, digest, script

DOCUMENTS = 4  # a block of four compresses to some 3 KB; ten results are then ten blocks of which little is idle
BLOCKS = 64


def folders(records: Iterable[bytes]) -> Iterator[tuple[str, list[File]]]:
    """Records in the order of the documents → folder by folder, its name and its files."""
    pending: list[bytes] = []
    for record in records:
        pending.append(record)
        if len(pending) == DOCUMENTS * BLOCKS:
            yield _folder(pending)
            pending = []
    if pending:
        yield _folder(pending)


def _folder(records: list[bytes]) -> tuple[str, list[File]]:
    blocks = [b",".join(records[i : i + DOCUMENTS]) for i in range(0, len(records), DOCUMENTS)]
    name = digest(b"\n".join(blocks))
    files = []
    for number, block in enumerate(blocks):
        path = f"r/{name}/{number}"
        files.append(File(f"search/{path}.js", script(path, b"[%b]" % block, json=True)))
    return name, files
