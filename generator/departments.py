"""Every department's result in order: kept where nothing of it has changed, else rendered by the executor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor

from .executors import map_chunks
from .model import BuildError
from .places import Place
from .publish import Stage
from .render import Theme
from .rendering import SHARES, Department, Job, Rendered, in_chunks, load_rendered, render_some
from .store import Store

_RUN = 100  # projects a worker renders at a time: a tenth of a second, for which another may wait at the end
_AT_HAND = 1000  # results that are not read again: a large portal's are more than memory should hold


def render_all(
    executor: Executor,
    root: Place,
    store: Store,
    stage: Stage,
    departments: Iterable[Department],
    theme: Theme,
    advance: Callable[[int], None],
) -> tuple[dict[str, str], Iterator[tuple[str, Rendered]]]:
    """The name in the store of each department's result, by department; and these names with the results, as they come.
    Their files are in the publication.

    ``departments`` are read while others work on the first of them, and all have been read when this returns.
    """
    names: dict[str, str] = {}
    sizes: list[int] = []
    fresh: set[str] = set()
    kept: dict[str, Rendered] = {}

    def todo() -> Iterator[Department]:
        for department in departments:
            names[department.id] = department.key
            sizes.append(department.projects)
            rendered = _keep(store, stage, department)
            if rendered is None:
                fresh.add(department.key)
                yield department
            elif len(kept) < _AT_HAND:
                kept[department.key] = rendered

    writer = stage.writer()
    sent = (Job(root, store, theme, writer, run) for run in in_chunks(todo(), _RUN))
    finished = map_chunks(executor, render_some, sent, chunk=1, whole=True)
    return names, _in_order(store, stage, zip(names.values(), sizes, strict=True), fresh, kept, finished, advance)


def _in_order(
    store: Store,
    stage: Stage,
    departments: Iterable[tuple[str, int]],
    fresh: set[str],
    kept: dict[str, Rendered],
    finished: Iterator[list[tuple[str, bytes]]],
    advance: Callable[[int], None],
) -> Iterator[tuple[str, Rendered]]:
    for name, projects in departments:
        while name in fresh:
            for done, records in next(finished):
                stage.merge_bunch(records)
                fresh.discard(done)
        rendered = kept.pop(name, None) or load_rendered(store, name)
        if rendered is None:
            raise BuildError("a result has gone from the store while building", name, "再运行一次")
        advance(projects)
        yield name, rendered


def _keep(store: Store, stage: Stage, department: Department) -> Rendered | None:
    """A department's result whose files all stay, None where it must be rendered."""
    store.used.update(department.key + which for which in ("", *SHARES))
    kept = load_rendered(store, department.key) if store.listed(department.key) else None
    return kept if kept and stage.keep_together(kept.paths, kept.digests) else None
