"""What keeping digests costs, a file a key or packed: ``python tests/bench/store.py [N …] [--bytes BYTES]``."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from generator.store import Store, key
from tests.bench.asked import parser, positive


def measured(name: str, count: int, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{name:42} {seconds:8.3f} s  {seconds / count * 1e6:8.1f} µs each", flush=True)


def pack(file: Path, keys: list[str], value: bytes) -> None:
    with file.open("wb") as out:
        for each in keys:
            out.write(each.encode() + hashlib.sha256(value).digest()[:16] + len(value).to_bytes(8, "big") + value)


def unpack(file: Path, count: int, size: int) -> None:
    with file.open("rb") as found:
        for number in range(count):
            found.seek(number * (88 + size))
            record = found.read(88 + size)
            if hashlib.sha256(record[88:]).digest()[:16] != record[64:80]:
                raise ValueError(number)


def main(count: int, size: int) -> None:
    print(f"{count:,} values of {size:,} bytes")
    value = os.urandom(size)
    keys = [key(str(number)) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        with Store(Path(folder, "store")) as store:
            measured("put, one file a key", count, lambda: all(store.put(each, value) is None for each in keys))
            measured("get, one file a key", count, lambda: all(store.get(each) for each in keys))
        measured("put, packed", count, lambda: pack(Path(folder, "pack"), keys, value))
        measured("get, packed", count, lambda: unpack(Path(folder, "pack"), count, size))

        def next_build() -> None:
            with Store(Path(folder, "store")) as store:
                store.used.update(keys[1:])

        measured("clean up after a build", count, next_build)


if __name__ == "__main__":
    asked = parser(__doc__, 7_000, help="values, one a document")
    asked.add_argument("--bytes", type=positive, default=60_000, help="of each value")
    wanted = asked.parse_args()
    for count in wanted.projects:
        main(count, wanted.bytes)
